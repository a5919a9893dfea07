import { countyName } from '../domain/terms';
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
  /** When the mail goes out: whether the appointment is past or to come. */
  readonly now: Instant;
  readonly appointmentDueAt: Instant;
  readonly link: string;
}

/** X-Message-Kind `appointment-reminder`: no appointment held, no final resolution. Nothing personal. */
export function renderAppointmentReminderMail(mail: AppointmentReminderMail): RenderedMail {
  const due = formatInstant(mail.appointmentDueAt, mail.zone);
  return renderMail(mail, {
    subject: `Reminder: finish the referral in ${countyName(mail.county, mail.program.terms.county)} by ${due}`,
    title: 'An appointment is due soon',
    blocks: [
      paragraph(whereItStands(mail)),
      facts(['Hold the appointment by', due], ...summaryPairs(mail)),
      heading('What to do now'),
      paragraph(whatToDo(mail)),
      button('Open the referral', mail.link),
      paragraph(`Reference: ${mail.reference}`),
    ],
    footer: helpFooter(mail),
  });
}

function whereItStands({ contactMade, appointmentAt, now, zone }: AppointmentReminderMail): string {
  if (appointmentAt !== null) {
    const at = formatInstant(appointmentAt, zone);
    return appointmentAt > now
      ? `Your appointment with the consumer is on ${at}.`
      : `Your appointment with the consumer was on ${at}. Nothing is recorded after that yet.`;
  }
  return contactMade
    ? 'You reached the consumer, but no appointment is recorded yet.'
    : 'No contact with the consumer and no appointment are recorded yet.';
}

const IN_TIME = 'If the appointment cannot be held in time, write to us now.';

function whatToDo({ contactMade, appointmentAt, now }: AppointmentReminderMail): string {
  if (appointmentAt !== null) {
    return appointmentAt > now
      ? `Hold the appointment. After it, open the referral and record that it was held. If the time has changed, record the new one. ${IN_TIME}`
      : 'Open the referral and record that the appointment was held, its new time, or how the referral ended.';
  }
  return contactMade
    ? `Agree on an appointment with the consumer, and record its time. If the referral has ended, record how. ${IN_TIME}`
    : `Contact the consumer, agree on an appointment, and record both. If the referral has ended, record how. ${IN_TIME}`;
}
