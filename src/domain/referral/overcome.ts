import { assertNever } from '../errors';
import type { EscalationReason } from '../vocabulary';
import type { ReferralEvent } from './events';
import type { ReferralState } from './state';

/** What a person had to see to, and has not any more because of these events. */
export interface Overcome {
  readonly reasons: readonly EscalationReason[] | 'all';
  /** Its lead was sent: nobody has to look why it is not. */
  readonly leadSent: boolean;
  /** The assignment whose organization has recorded something: nobody has to ask whether it still takes part. */
  readonly answeredBy: readonly string[];
}

/** `state`: after the events. Nothing of a closed referral needs anybody. */
export function overcomeBy(state: ReferralState, events: readonly ReferralEvent[]): Overcome {
  const closed = state.phase === 'closed';
  return {
    reasons: closed ? 'all' : [...new Set(events.flatMap(reasonsOvercome))],
    leadSent: events.some(({ type }) => type === 'sent'),
    answeredBy: events.filter(isAnswer).flatMap(({ assignmentId }) => assignmentId ?? []),
  };
}

/** A waiting referral waits for one thing at a time. */
const WAITS: readonly EscalationReason[] = ['no-eligible-organization', 'too-many-declines', 'request'];

function reasonsOvercome(event: ReferralEvent): readonly EscalationReason[] {
  switch (event.type) {
    case 'opened':
      return ['lead-not-opened'];
    // With an organization that has its mail, nobody has to find one any more.
    case 'sent':
      return ['no-eligible-organization', 'too-many-declines'];
    case 'milestone-met':
      return event.milestone === 'contact' ? ['contact-missed', 'lead-not-opened'] : ['appointment-missed'];
    case 'amended':
      return event.need === null ? [] : ['no-eligible-organization'];
    case 'escalated':
      return WAITS.includes(event.reason) ? WAITS.filter((reason) => reason !== event.reason) : [];
    case 'declined':
    case 'timed-out':
    case 'delivery-refused':
    case 'handed-on':
      return ['contact-missed', 'appointment-missed', 'lead-not-opened', 'amended-after-contact', 'request'];
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
