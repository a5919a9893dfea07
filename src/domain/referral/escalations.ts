import type { EscalationReason } from '../vocabulary';
import type { ReferralEventBody } from './events';
import type { ReferralState } from './state';
import { escalationOf } from './wait-cause';

type Escalated = Extract<ReferralEventBody, { type: 'escalated' }>;

/** Something about this referral that needs the single point of contact. */
export function escalate({ referralId }: ReferralState, reason: EscalationReason): Escalated {
  return { type: 'escalated', reason, subject: { kind: 'referral', referralId }, escalationId: null };
}

/** Something about an organization, however many referrals it shows at. */
export function escalateOrganization(
  reason: 'delivery-failed' | 'organization-unresponsive',
  organizationId: string,
): Escalated {
  return { type: 'escalated', reason, subject: { kind: 'organization', organizationId }, escalationId: null };
}

/** The referral waits, and somebody has to know. Those that wait for the same gap in coverage are one cause. */
export function escalateWaiting(
  state: ReferralState,
  cause: Extract<ReferralEventBody, { type: 'unassigned' }>['cause'],
): Escalated {
  const { countyFips, assisterType } = state;
  const reason = escalationOf(cause);
  if (reason !== 'no-eligible-organization') return escalate(state, reason);
  return {
    type: 'escalated',
    reason,
    subject: { kind: 'gap', countyFips, assisterType },
    escalationId: null,
  };
}
