import { localDateIn, type Instant } from '../domain/time';
import { formatDate } from '../domain/wording';
import { button, facts, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailContext, RenderedMail } from './types';

export interface ContactAgreementMail extends MailContext {
  readonly organizationName: string;
  readonly newAddress: string;
  readonly askedAt: Instant;
  /** The signed address. */
  readonly link: string;
}

/**
 * X-Message-Kind `contact-agreement`, to the address that leads go to now: a new one was asked for. Nothing personal, and
 * no link but this one.
 */
export function renderContactAgreementMail(mail: ContactAgreementMail): RenderedMail {
  const { organizationName, program } = mail;
  return renderMail(mail, {
    subject: `Is this right? A new address for referrals to ${organizationName}`,
    title: 'Should referrals go to another address?',
    blocks: [
      paragraph(`${program.exchangeName} was asked to send the referrals of ${organizationName} elsewhere.`),
      facts(['New address', mail.newAddress], ['Asked on', formatDate(localDateIn(mail.zone, mail.askedAt))]),
      paragraph('Nothing has changed yet. The new address has to confirm, and you or we have to agree.'),
      button('Agree, or stop it', mail.link),
      paragraph(
        'If nobody at your organization asked for this, stop it on that page, and call us. ' +
          'Somebody may have one of our mails to you.',
      ),
    ],
    footer: helpFooter(mail),
  });
}
