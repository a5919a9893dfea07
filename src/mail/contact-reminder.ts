import { countyName } from '../domain/terms';
import type { Instant } from '../domain/time';
import { formatInstant } from '../domain/wording';
import { button, facts, heading, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import { summaryPairs, type ReferralSummary } from './referral-summary';
import type { MailContext, RenderedMail } from './types';

export interface ContactReminderMail extends MailContext, ReferralSummary {
  readonly sentAt: Instant;
  readonly contactDueAt: Instant;
  readonly link: string;
}

/** X-Message-Kind `contact-reminder`: no contact recorded yet, and the deadline is near. Nothing personal. */
export function renderContactReminderMail(mail: ContactReminderMail): RenderedMail {
  const due = formatInstant(mail.contactDueAt, mail.zone);
  return renderMail(mail, {
    subject: `Reminder: contact the consumer in ${countyName(mail.county, mail.program.terms.county)} by ${due}`,
    title: 'A consumer is waiting to hear from you',
    blocks: [
      paragraph(
        `We sent you this referral on ${formatInstant(mail.sentAt, mail.zone)}. ` +
          'You have not told us yet that you reached the consumer.',
      ),
      facts(['Contact the consumer by', due], ...summaryPairs(mail)),
      heading('What to do now'),
      paragraph(
        'Call or write to the consumer, then open the referral and record the date. ' +
          'If you already reached them, record that date. If you cannot take the referral, decline it on the ' +
          'same page so that another organization can help.',
      ),
      button('Open the referral', mail.link),
      paragraph(`Reference: ${mail.reference}`),
    ],
    footer: helpFooter(mail),
  });
}
