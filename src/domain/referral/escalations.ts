import { causeOf } from '../escalation/stored';
import type { KindAbout } from '../escalation/table';
import type { ReferralEventBody, WaitCause } from './events';
import type { ReferralState } from './state';

type Escalated = Extract<ReferralEventBody, { type: 'escalated' }>;

/** Something about this referral that the single point of contact has to deal with. */
export function escalate({ referralId }: ReferralState, kind: KindAbout<'referral'>): Escalated {
  return escalated(causeOf(kind, { kind: 'referral', referralId }));
}

/** Something about an organization, regardless of how many referrals show it. */
export function escalateOrganization(kind: KindAbout<'organization'>, organizationId: string): Escalated {
  return escalated(causeOf(kind, { kind: 'organization', organizationId }));
}

/**
 * The referral waits, and somebody has to know. Referrals that wait for the same gap in coverage are one cause.
 */
export function escalateWaiting(state: ReferralState, cause: WaitCause): Escalated {
  if (cause !== 'no-eligible-organization') return escalate(state, cause);
  const { countyFips, assisterType } = state;
  return escalated(causeOf(cause, { kind: 'gap', countyFips, assisterType }));
}

function escalated(cause: ReturnType<typeof causeOf>): Escalated {
  return { type: 'escalated', ...cause, escalationId: null };
}
