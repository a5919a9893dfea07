import { codeIn, saysItself, whoIn } from '../cause';
import type { EscalationKind } from '../kind';
import type { EscalationRule } from '../rule';

/**
 * Escalations about more than one referral, or about none: organizations, their requests and reports, and the service
 * itself.
 */
export const BEYOND = {
  'delivery-failed': {
    reason: 'delivery-failed',
    about: 'organization',
    words: 'Mail to an organization came back',
    cause: (facts) => {
      const address = facts.contactEmail ?? 'the address for leads';
      return facts.mailGivenUp
        ? `No mail server took our mail to ${address} for five days${codeIn(facts)}. We do not try any more.`
        : `The mail server refused ${address} for good${codeIn(facts)}.`;
    },
    steps: [
      'Call the organization and ask for the right address for leads.',
      'Enter it. Until somebody confirms it from its mail they get no new referrals.',
      'If you cannot reach them, give their open referrals to others, or suspend them.',
    ],
    acts: ['address', 'reroute', 'suspend', 'close'],
    rulesMayChoose: false,
    closes: { with: 'organization', on: ['address-trusted'] },
  },
  'organization-unresponsive': {
    reason: 'organization-unresponsive',
    about: 'organization',
    words: 'An organization does not answer',
    cause: (facts) => `${whoIn(facts)} has recorded nothing on its latest referrals.`,
    steps: [
      'Call the organization and ask if they still take part.',
      'If not, suspend it. You can give all of its open referrals to others in the same step.',
    ],
    acts: ['suspend', 'close'],
    rulesMayChoose: false,
    closes: { with: 'organization', on: ['answered', 'suspended'] },
  },
  request: {
    reason: 'request',
    about: 'request',
    words: 'An organization asks for something',
    cause: saysItself,
    steps: [
      'Read the request, then approve or refuse it. The organization gets your answer by mail.',
      'For a new address: only the new mailbox has confirmed it. Call the organization first, at a number that you know.',
    ],
    acts: ['answer', 'close'],
    rulesMayChoose: false,
    closes: { with: 'request' },
  },
  'report-late': {
    reason: 'report-late',
    about: 'report',
    words: 'Report is late',
    cause: saysItself,
    steps: ['Call the organization and ask for the report. A late report is still taken.'],
    acts: ['close'],
    rulesMayChoose: false,
    closes: { with: 'report' },
  },
  'outside-report-periods': {
    reason: 'outside-report-periods',
    about: 'season',
    words: 'Referrals that no report asks for',
    cause: saysItself,
    steps: [
      'These referrals were sent on days that no report period has. Ask the organizations what became of them.',
      'Or add a period to the season, so that the next report asks for them.',
    ],
    acts: ['close'],
    rulesMayChoose: false,
    closes: { with: 'nothing' },
  },
  'workflow-restarted': {
    reason: 'workflow-restarted',
    about: 'service',
    words: 'A referral had to be restarted',
    cause: () => 'The workflow of a referral was gone. It was started again from what is on record.',
    steps: ['Nothing is lost. Tell whoever runs the service, so that they find the cause.'],
    acts: ['close'],
    rulesMayChoose: false,
    closes: { with: 'referrals', on: [] },
  },
} satisfies Partial<Record<EscalationKind, EscalationRule>>;
