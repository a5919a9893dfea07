import { assertNever } from '../errors';
import { kindsOverOn, OVER_WITH_REFERRAL } from '../escalation/closing';
import type { EscalationKind } from '../escalation/kind';
import { escalationKind } from '../escalation/stored';
import { subjectKey } from '../escalation/subject';
import { ESCALATIONS } from '../escalation/table';
import type { ReferralEvent } from './events';
import type { ReferralState } from './state';

/** What a person had to see to, and has not any more because of these events. */
export interface Overcome {
  /** Over for this referral. */
  readonly kinds: readonly EscalationKind[];
  /** The assignment whose organization has recorded something: nobody has to ask whether it still takes part. */
  readonly answeredBy: readonly string[];
}

/** `state`: after the events. Nothing of a closed referral needs anybody. */
export function overcomeBy(state: ReferralState, events: readonly ReferralEvent[]): Overcome {
  const closed = state.phase === 'closed';
  return {
    kinds: closed ? OVER_WITH_REFERRAL : [...new Set(events.flatMap(kindsOvercome))],
    answeredBy: events.filter(isAnswer).flatMap(({ assignmentId }) => assignmentId ?? []),
  };
}

/** Which turn the referral takes with an event; the table of escalations says what is over with it. */
function kindsOvercome(event: ReferralEvent): readonly EscalationKind[] {
  switch (event.type) {
    case 'opened':
      return kindsOverOn('lead-opened');
    // With an organization that has its mail, nobody has to find one any more.
    case 'sent':
      return kindsOverOn('lead-sent');
    case 'milestone-met':
      return kindsOverOn(event.milestone === 'contact' ? 'contact-met' : 'appointment-met');
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
    case 'clock-resumed':
    case 'contact-attempted':
    case 'contact-made':
    case 'contact-corrected':
    case 'appointment-agreed':
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

/** A referral that has just begun to wait for one thing waits for no other; what has the same reason is the same one. */
function otherWaits({
  reason,
  subject,
}: Extract<ReferralEvent, { type: 'escalated' }>): readonly EscalationKind[] {
  const waits = kindsOverOn('other-wait');
  return waits.includes(escalationKind(reason, subjectKey(subject), null))
    ? waits.filter((kind) => ESCALATIONS[kind].reason !== reason)
    : [];
}

/** What only the organization can know, whoever types it in. */
const ANSWERS: readonly ReferralEvent['type'][] = [
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

function isAnswer({ type }: ReferralEvent): boolean {
  return ANSWERS.includes(type);
}
