import { countyName } from '../domain/words';
import type { Instant } from '../domain/time';
import { formatInstant } from '../domain/wording';
import { button, facts, heading, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import { summaryPairs, type ReferralSummary } from './referral-summary';
import type { MailContext, RenderedMail } from './types';

export interface AppointmentReminderMail extends MailContext, ReferralSummary {
  readonly contactMade: boolean;
  /** The appointment agreed with the consumer, when one is recorded. */
  readonly appointmentAt: Instant | null;
  readonly appointmentDueAt: Instant;
  readonly link: string;
}

/** X-Message-Kind `appointment-reminder`: no appointment held, no final resolution. Nothing personal. */
export function renderAppointmentReminderMail(mail: AppointmentReminderMail): RenderedMail {
  const due = formatInstant(mail.appointmentDueAt, mail.zone);
  return renderMail(mail, {
    subject: `Reminder: finish the referral in ${countyName(mail.county)} by ${due}`,
    title: 'An appointment is due soon',
    blocks: [
      paragraph(whereItStands(mail)),
      facts(['Hold the appointment by', due], ...summaryPairs(mail)),
      heading('What to do now'),
      paragraph(
        'Open the referral and record that the appointment was held, or how the referral ended. ' +
          'If the appointment cannot be held in time, write to us now.',
      ),
      button('Open the referral', mail.link),
      paragraph(`Reference: ${mail.reference}`),
    ],
    footer: helpFooter(mail),
  });
}

function whereItStands({ contactMade, appointmentAt, zone }: AppointmentReminderMail): string {
  if (appointmentAt !== null) {
    return `You agreed with the consumer on ${formatInstant(appointmentAt, zone)}. Nothing is recorded after that yet.`;
  }
  return contactMade
    ? 'You reached the consumer, but no appointment is recorded yet.'
    : 'No contact with the consumer and no appointment are recorded yet.';
}
