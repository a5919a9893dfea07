import { AMENDABLE_PART_WORDS } from '../../words';
import { formatInstant } from '../../wording';
import { codeIn, saysItself } from '../cause';
import type { EscalationKind } from '../kind';
import type { EscalationRule } from '../rule';

/** An organization has the referral, or is about to get it, and something is not as it should be. */
export const ASSIGNED = {
  'contact-missed': {
    reason: 'contact-missed',
    about: 'referral',
    words: 'Contact deadline missed',
    cause: saysItself,
    steps: [
      'Call the organization and ask if they have reached the consumer.',
      'If they have, record the date for them. It then counts from that date.',
      'If they cannot, give the referral to another organization. Until then the time is still measured.',
    ],
    acts: ['contact', 'give', 'close'],
    rulesMayChoose: true,
    closes: { with: 'referrals', on: ['contact-met', 'assignment-over'] },
  },
  'appointment-missed': {
    reason: 'appointment-missed',
    about: 'referral',
    words: 'Appointment deadline missed',
    cause: ({ agreedAfterDeadline: at }, zone) =>
      at === null ? null : `The appointment was agreed for ${formatInstant(at, zone)}, after the deadline.`,
    steps: [
      'Call the organization and ask if the appointment was held, and when.',
      'If it was, record it for them.',
      'If they cannot hold it, give the referral to another organization. Until then the time is still measured.',
    ],
    acts: ['held', 'contact', 'give', 'close'],
    rulesMayChoose: true,
    closes: { with: 'referrals', on: ['appointment-met', 'appointment-in-time', 'assignment-over'] },
  },
  'lead-not-opened': {
    reason: 'lead-not-opened',
    about: 'referral',
    words: 'Nobody has opened the referral',
    cause: saysItself,
    steps: [
      'Call the organization: is the address for leads still the right one?',
      'If they have reached the consumer already, record the date for them.',
      'If they cannot take the referral, give it to another organization.',
    ],
    acts: ['contact', 'give', 'close'],
    rulesMayChoose: true,
    closes: { with: 'referrals', on: ['lead-opened', 'contact-met', 'assignment-over'] },
  },
  'amended-after-contact': {
    reason: 'amended-after-contact',
    about: 'referral',
    words: 'A change does not fit the organization',
    cause: ({ amendedParts: parts }) =>
      parts.length === 0 ? null : `Changed: ${parts.map((part) => AMENDABLE_PART_WORDS[part]).join(', ')}.`,
    steps: [
      'Read what changed: the consumer may now need another type of assister or another area.',
      'Ask the organization if it can go on. If not, give the referral to another one.',
    ],
    acts: ['give', 'close'],
    rulesMayChoose: true,
    closes: { with: 'referrals', on: ['assignment-over'] },
  },
  'lead-unsent': {
    reason: 'delivery-failed',
    about: 'referral',
    words: 'A referral could not be sent yet',
    cause: (facts) =>
      facts.smtpCode === null
        ? 'The mail server cannot be reached. We go on trying.'
        : `The mail server does not take the mail now${codeIn(facts)}. We go on trying.`,
    steps: [
      'Ask whoever runs the mail server if it works. The mail goes out by itself once it does.',
      'If it takes too long, give the referral to another organization.',
    ],
    acts: ['give', 'close'],
    rulesMayChoose: true,
    closes: { with: 'referrals', on: ['lead-sent'] },
  },
} satisfies Partial<Record<EscalationKind, EscalationRule>>;
