import { assertNever } from '../errors';
import type { MailOrder } from '../mail-order';
import type { ReferralEvent } from './events';
import { evolve } from './evolve';
import type { Moved } from './read-model';
import type { AssignmentState, ReferralState } from './state';

/** A mail that an event causes. It is stored in the event's own transaction. */
export interface MailWanted {
  /** Unique in the referral: one mail for one step. */
  readonly key: string;
  readonly assignmentId: string;
  readonly organizationId: string;
  readonly order: MailOrder;
}

/**
 * The mails to organizations that these events cause. Escalations have mails of their own, one for each cause.
 */
export function followUpMails({ before, events }: Pick<Moved, 'before' | 'events'>): MailWanted[] {
  const wanted: MailWanted[] = [];
  let state = before;
  for (const event of events) {
    const after = evolve(state, event);
    wanted.push(...mailsCausedBy(event, state, after));
    state = after;
  }
  // An organization that loses the referral through the change is told that, not what has changed.
  return wanted.filter(
    ({ order, assignmentId }) => order.mail !== 'amended' || state.assignment?.id === assignmentId,
  );
}

/** `before` and `after`: the referral without and with the event. */
function mailsCausedBy(event: ReferralEvent, before: ReferralState, after: ReferralState): MailWanted[] {
  switch (event.type) {
    case 'assigned':
      return after.assignment === null ? [] : [mailTo(after.assignment, 'lead', { mail: 'lead' })];
    case 'milestone-due-soon': {
      const { milestone } = event;
      const clock = after.assignment?.clocks?.[milestone];
      if (after.assignment === null || clock === undefined) return [];
      const { dueAt } = clock;
      return [
        mailTo(after.assignment, `${milestone}-reminder/${dueAt}`, { mail: 'reminder', milestone, dueAt }),
      ];
    }
    // One mail for each amendment. The page shows the latest anyway.
    // A lead that was not sent yet shows the change from the start.
    case 'amended':
      return after.assignment === null || after.assignment.sentAt === null
        ? []
        : [mailTo(after.assignment, `amended/${event.actId}`, { mail: 'amended', parts: event.parts })];
    case 'withdrawn':
      return over(before.assignment, 'withdrawn');
    case 'handed-on':
    case 'timed-out':
      return over(before.assignment, 'reassigned');
    case 'received':
    case 'unassigned':
    case 'sent':
    case 'delivery-refused':
    case 'opened':
    case 'accepted':
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
    case 'declined':
    case 'milestone-breached':
    case 'milestone-met':
    case 'milestone-cancelled':
    case 'capacity-released':
    case 'escalated':
      return [];
    default:
      return assertNever(event);
  }
}

/** No mail about a lead that was never sent. */
function over(assignment: AssignmentState | null, notice: 'withdrawn' | 'reassigned'): MailWanted[] {
  return assignment === null || assignment.sentAt === null ? [] : [overNotice(assignment, notice)];
}

/** The notice that it is over. Also sent when a lead may have arrived after its assignment had ended. */
export function overNotice(
  assignment: Pick<AssignmentState, 'id' | 'organizationId' | 'hop'>,
  notice: 'withdrawn' | 'reassigned',
): MailWanted {
  return mailTo(assignment, 'over', { mail: 'over', notice });
}

function mailTo(
  { id: assignmentId, organizationId, hop }: Pick<AssignmentState, 'id' | 'organizationId' | 'hop'>,
  step: string,
  order: MailOrder,
): MailWanted {
  return { key: `hop-${hop}/${step}`, assignmentId, organizationId, order };
}
