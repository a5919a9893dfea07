import { assertNever } from '../errors';
import { kindsOverOn, OVER_WITH_REFERRAL } from '../escalation/closing';
import type { EscalationKind } from '../escalation/kind';
import { escalationKind } from '../escalation/stored';
import { subjectKey } from '../escalation/subject';
import { ESCALATIONS } from '../escalation/table';
import { isAgreedInTime } from './appointment-clock';
import type { ReferralEvent } from './events';
import type { ReferralState } from './state';

/** What a person had to deal with, and no longer has to because of these events. */
export interface Overcome {
  /** Over as far as this referral is concerned. */
  readonly kinds: readonly EscalationKind[];
  /**
   * The assignment whose organization has recorded something. So nobody has to ask whether it still takes part.
   */
  readonly activeOn: readonly string[];
}

/** `state`: after the events. A closed referral needs nobody. */
export function overcomeBy(state: ReferralState, events: readonly ReferralEvent[]): Overcome {
  const closed = state.phase === 'closed';
  return {
    kinds: closed ? OVER_WITH_REFERRAL : [...new Set(events.flatMap((event) => kindsOvercome(event, state)))],
    activeOn: events.filter(isActivity).flatMap(({ assignmentId }) => assignmentId ?? []),
  };
}

/** The turn that the referral takes with this event. The table of escalations says which kinds it ends. */
function kindsOvercome(event: ReferralEvent, after: ReferralState): readonly EscalationKind[] {
  switch (event.type) {
    case 'opened':
      return kindsOverOn('lead-opened');
    // An organization has its mail, so nobody has to find one any more.
    case 'sent':
      return kindsOverOn('lead-sent');
    case 'milestone-met':
      return kindsOverOn(event.milestone === 'contact' ? 'contact-met' : 'appointment-met');
    // The time that was agreed, or the deadline, has moved.
    case 'appointment-agreed':
    case 'clock-resumed':
      return isAgreedInTime(after) ? kindsOverOn('appointment-in-time') : [];
    case 'amended':
      return event.need === null ? [] : kindsOverOn('need-amended');
    case 'escalated':
      return otherWaits(event);
    case 'declined':
    case 'timed-out':
    case 'delivery-refused':
    case 'handed-on':
      return kindsOverOn('assignment-over');
    case 'received':
    case 'assigned':
    case 'unassigned':
    case 'accepted':
    case 'withdrawn':
    case 'reopened':
    case 'resolution-corrected':
    case 'clock-paused':
    case 'contact-attempted':
    case 'contact-made':
    case 'contact-corrected':
    case 'appointment-held':
    case 'resolution-recorded':
    case 'interim-resolution-closed':
    case 'milestone-due-soon':
    case 'milestone-breached':
    case 'milestone-cancelled':
    case 'capacity-released':
      return [];
    default:
      return assertNever(event);
  }
}

/**
 * A referral that starts to wait for one thing waits for nothing else. A kind with the same reason is the same
 * escalation, so it is kept.
 */
function otherWaits({
  reason,
  subject,
}: Extract<ReferralEvent, { type: 'escalated' }>): readonly EscalationKind[] {
  const waits = kindsOverOn('other-wait');
  return waits.includes(escalationKind(reason, subjectKey(subject), null))
    ? waits.filter((kind) => ESCALATIONS[kind].reason !== reason)
    : [];
}

/** What only the organization can know, whoever enters it. */
const ACTIVITY: readonly ReferralEvent['type'][] = [
  'accepted',
  'contact-attempted',
  'contact-made',
  'contact-corrected',
  'appointment-agreed',
  'appointment-held',
  'resolution-recorded',
  'declined',
  'clock-paused',
];

function isActivity({ type }: ReferralEvent): boolean {
  return ACTIVITY.includes(type);
}
