import type { EscalationKind } from '../domain/escalation/kind';

/** What the SPOC can do about each cause, first things first. The page behind the mail's link offers just that. */
export function nextSteps(kind: EscalationKind): readonly string[] {
  return STEPS[kind];
}

const STEPS: Record<EscalationKind, readonly string[]> = {
  'no-eligible-organization': [
    'Read why each organization was left out.',
    'Raise a capacity, end a suspension, or find a new organization for this area. ' +
      'The referrals are then sent by themselves, oldest first.',
  ],
  'contact-missed': [
    'Call the organization and ask if they have reached the consumer.',
    'If they have, record the date for them. It then counts from that date.',
    'If they cannot, give the referral to another organization. Until then the time is still measured.',
  ],
  'appointment-missed': [
    'Call the organization and ask if the appointment was held, and when.',
    'If it was, record it for them.',
    'If they cannot hold it, give the referral to another organization. Until then the time is still measured.',
  ],
  'delivery-failed': [
    'Call the organization and ask for the right address for leads.',
    'Enter it. Until then they get no new referrals.',
    'If you cannot reach them, give their open referrals to others, or suspend them.',
  ],
  'lead-unsent': [
    'Ask whoever runs the mail server if it works. The mail goes out by itself once it does.',
    'If it takes too long, give the referral to another organization.',
  ],
  'too-many-declines': [
    'Read why the organizations declined.',
    'Choose an organization yourself. The rules will not send it again by themselves.',
    'If nobody has to help any more, close the referral as withdrawn.',
  ],
  'directed-unavailable': [
    'Read which rule stood against the organization that you chose.',
    'Choose another one, or change what stood against it and choose it again.',
  ],
  'exchange-must-resolve': [
    'Read why the organization says so.',
    'Solve it at the exchange and tell the consumer. Then close the referral as withdrawn.',
    'If an organization can help after all, choose one.',
  ],
  'report-late': ['Call the organization and ask for the report. A late report is still taken.'],
  'outside-report-periods': [
    'These referrals were sent on days that no report period has. Ask the organizations what became of them.',
    'Or add a period to the season, so that the next report asks for them.',
  ],
  request: ['Read the request, then approve or refuse it. The organization gets your answer by mail.'],
  'lead-not-opened': [
    'Call the organization: is the address for leads still the right one?',
    'If they have reached the consumer already, record the date for them.',
    'If they cannot take the referral, give it to another organization.',
  ],
  'organization-unresponsive': [
    'Call the organization and ask if they still take part.',
    'If not, suspend it. You can give all of its open referrals to others in the same step.',
  ],
  'amended-after-contact': [
    'Read what changed: the consumer may now need another type of assister or another area.',
    'Ask the organization if it can go on. If not, give the referral to another one.',
  ],
  'workflow-restarted': ['Nothing is lost. Tell whoever runs the service, so that they find the cause.'],
};
