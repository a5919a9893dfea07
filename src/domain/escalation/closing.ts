import type { EscalationReason } from '../vocabulary';
import type { EscalationKind } from './kind';
import type { Closing, OrganizationTurn, ReferralTurn } from './rule';
import { ESCALATION_KINDS, ESCALATIONS } from './table';

/** The kinds that are over for a referral that takes this turn. */
export function kindsOverOn(turn: ReferralTurn): readonly EscalationKind[] {
  return ESCALATION_KINDS.filter((kind) => {
    const { closes } = ESCALATIONS[kind];
    return closes.with === 'referrals' && closes.on.includes(turn);
  });
}

/** The kinds that close once they are over for every referral that they concern. */
export const CLOSED_BY_REFERRALS = kindsClosing('referrals');

/** The kinds that concern a referral only while it is open. */
export const OVER_WITH_REFERRAL = [...CLOSED_BY_REFERRALS, ...kindsClosing('organization')];

/** What is closed when an organization takes this turn. */
export function reasonsClosedOn(turn: OrganizationTurn): readonly EscalationReason[] {
  return ESCALATION_KINDS.flatMap((kind) => {
    const { closes, reason } = ESCALATIONS[kind];
    return closes.with === 'organization' && closes.on.includes(turn) ? [reason] : [];
  });
}

/** What is closed with the request or the report that it is about. */
export function reasonsClosedWith(
  subject: Extract<Closing['with'], 'request' | 'report'>,
): readonly EscalationReason[] {
  return kindsClosing(subject).map((kind) => ESCALATIONS[kind].reason);
}

function kindsClosing(by: Closing['with']): readonly EscalationKind[] {
  return ESCALATION_KINDS.filter((kind) => ESCALATIONS[kind].closes.with === by);
}
