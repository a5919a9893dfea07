import { DECLINE_REASON_WORDS } from '../../words';
import { saysItself, whoIn } from '../cause';
import type { EscalationKind } from '../kind';
import type { EscalationRule } from '../rule';

/**
 * A referral waits without an organization. For each cause of waiting (`WaitCause`) there is a kind with the same
 * name.
 */
export const WAITING = {
  'no-eligible-organization': {
    reason: 'no-eligible-organization',
    about: 'gap',
    words: 'No organization can take this referral',
    cause: saysItself,
    steps: [
      'Read why each organization was left out.',
      'Raise a capacity, end a suspension, or find a new organization for this area. ' +
        'The referrals are then sent by themselves, oldest first.',
    ],
    acts: ['capacity', 'lift', 'close'],
    rulesMayChoose: false,
    closes: { with: 'referrals', on: ['lead-sent', 'need-amended', 'other-wait'] },
  },
  'too-many-declines': {
    reason: 'too-many-declines',
    about: 'referral',
    words: 'Too many organizations have declined',
    cause: (facts) => {
      const many = `${facts.refusals === 1 ? 'One organization' : `${facts.refusals} organizations`} could not take it.`;
      return facts.lastDecline === null
        ? many
        : `${many} ${whoIn(facts)} said last: “${DECLINE_REASON_WORDS[facts.lastDecline]}.”`;
    },
    steps: [
      'Read why the organizations declined.',
      'Choose an organization yourself. The rules will not send it again by themselves.',
      'If nobody has to help any more, close the referral as withdrawn.',
    ],
    acts: ['give', 'withdraw', 'close'],
    rulesMayChoose: false,
    closes: { with: 'referrals', on: ['lead-sent', 'other-wait'] },
  },
  'directed-unavailable': {
    reason: 'too-many-declines',
    about: 'referral',
    words: 'The chosen organization could not take the referral',
    cause: () => 'It is suspended, has no free place, or has no address that works.',
    steps: [
      'Read which rule stood against the organization that you chose.',
      'Choose another one, or change what stood against it and choose it again.',
    ],
    acts: ['give', 'withdraw', 'close'],
    rulesMayChoose: false,
    closes: { with: 'referrals', on: ['lead-sent', 'other-wait'] },
  },
  'exchange-must-resolve': {
    reason: 'request',
    about: 'referral',
    words: 'Only the exchange can solve this',
    cause: (facts) => `${whoIn(facts)} says that it is not the one that can solve it.`,
    steps: [
      'Read why the organization says so.',
      'Solve it at the exchange and tell the consumer. Then close the referral as withdrawn.',
      'If an organization can help after all, choose one.',
    ],
    acts: ['withdraw', 'give', 'close'],
    rulesMayChoose: false,
    closes: { with: 'referrals', on: ['assignment-over', 'other-wait'] },
  },
} satisfies Partial<Record<EscalationKind, EscalationRule>>;
