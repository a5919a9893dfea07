import type { Instant } from '../domain/time';
import { formatInstant } from '../domain/wording';
import { button, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailContext, RenderedMail } from './types';

export interface ContactConfirmationMail extends MailContext {
  readonly organizationName: string;
  /** The signed address. */
  readonly link: string;
  readonly confirmBy: Instant;
}

/** X-Message-Kind `contact-confirmation`, to an address that has to prove itself. Nothing personal. */
export function renderContactConfirmationMail(mail: ContactConfirmationMail): RenderedMail {
  return renderMail(mail, {
    subject: `Please confirm: new address for referrals to ${mail.organizationName}`,
    title: 'Should referrals come to this address?',
    blocks: [
      paragraph(
        `${mail.organizationName} asked ${mail.program.exchangeName} to send its referrals to this address. ` +
          'Nothing changes until you confirm it, and until the old address or we agree.',
      ),
      button('Confirm this address', mail.link),
      paragraph(
        `The link works until ${formatInstant(mail.confirmBy, mail.zone)}. ` +
          'If you do not know this organization, say so on the same page, or do nothing.',
      ),
    ],
    footer: helpFooter(mail),
  });
}
