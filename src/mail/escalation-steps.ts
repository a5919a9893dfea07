import type { EscalationReason } from '../domain/vocabulary';

/** What the SPOC can do about each reason, first things first. */
export function nextSteps(reason: EscalationReason): readonly string[] {
  return STEPS[reason];
}

const STEPS: Record<EscalationReason, readonly string[]> = {
  'no-eligible-organization': [
    'Read in the decision why each organization was left out.',
    'Raise a capacity, end a suspension, or find a new organization for this area. ' +
      'The referrals are then sent by themselves, oldest first.',
  ],
  'contact-missed': [
    'Call the organization and ask if they have reached the consumer.',
    'If they have, ask them to record the date on their page. It then counts from that date.',
    'The referral stays with them, and the time is still measured.',
  ],
  'appointment-missed': [
    'Call the organization and ask if the appointment was held, and when.',
    'Ask them to record it, or how the referral ended, on their page.',
    'The referral stays with them, and the time is still measured.',
  ],
  'delivery-failed': [
    'Call the organization and ask for the right address for leads.',
    'Correct the contact address. Until then they get no new referrals.',
  ],
  'too-many-declines': [
    'Read in the history why the organizations declined.',
    'If only the exchange can solve it, solve it and tell the consumer.',
    'Otherwise choose an organization yourself. The rules will not send it again by themselves.',
  ],
  'report-late': ['Call the organization and ask for the report. A late report is still taken.'],
  request: ['Read the request, then approve or refuse it. The organization gets your answer by mail.'],
};
