import { facts, heading, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailContext, RenderedMail } from './types';

export interface MailboxUnreachedMail extends MailContext {
  readonly organizationName: string;
  /** The organization's address for referrals. */
  readonly contactEmail: string;
  /** Addresses behind it that our mail does not reach, as a mail server named them; empty when it named none. */
  readonly unreached: readonly string[];
}

/**
 * X-Message-Kind `mailbox-unreached`: somebody behind the organization's address does not get its mail, others may.
 * Nothing personal.
 */
export function renderMailboxUnreachedMail(mail: MailboxUnreachedMail): RenderedMail {
  const { organizationName, contactEmail, unreached, program } = mail;
  return renderMail(mail, {
    subject: `Our mail does not reach everybody at ${organizationName}`,
    title: 'Our mail does not reach everybody with you',
    blocks: [
      paragraph(
        `A mail server says that ${program.exchangeName}’s mail to your address for referrals does not reach one of the ` +
          'mailboxes behind it. The others may still get it, so we keep sending your referrals there.',
      ),
      facts(['Your address for referrals', contactEmail], ['Not reached', unreached.join(', ')]),
      heading('What to do now'),
      paragraph(
        'Ask whoever looks after your mail to put that mailbox right, or to take it out of the list behind your address. ' +
          'If your address should be another one, change it on your page (the link is below).',
      ),
    ],
    footer: helpFooter(mail),
  });
}
