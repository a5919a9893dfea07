import { ESCALATIONS } from '../../../../domain/escalation/table';
import { isUndecided, type RequestProgress } from '../../../../domain/organization/request/plan';
import { shortInstant } from '../../../../domain/short-instant';
import type { Zone } from '../../../../domain/time';
import type { Shown } from '../../../../workflows/follow/plan';

export interface ShownRequest extends RequestProgress {
  readonly organizationId: string | null;
  readonly organizationName: string | null;
}

/**
 * What a coordinator reads about a request in the Temporal UI: where it stands, until when, and what comes next.
 * Nothing that a person wrote.
 */
export function shownOfRequest(request: ShownRequest, zone: Zone): Shown {
  const { kind, organizationId, organizationName, needs } = request;
  const asksExchange = needs === 'approval' || needs === 'answer' || isConfirmed(request);
  return {
    headline: `${kind}: ${stands(request)}`,
    facts: [
      ['From', organizationName ?? 'not known to which organization it belongs'],
      ['Due', due(request, zone)],
      ['Next', next(request, zone)],
    ],
    attributes: {
      OrganizationId: organizationId,
      ...(asksExchange ? { EscalationReason: ESCALATIONS.request.reason } : {}),
    },
  };
}

function stands(request: RequestProgress): string {
  const { state, needs, lateAt, appliedAt, endsAt, restoredAt, kind } = request;
  if (isConfirmed(request)) return 'confirmed; waits for the old address or the single point of contact';
  if (needs === 'confirmation' && isUndecided(state)) return 'waits for the new address to confirm';
  if (isUndecided(state)) return `waits for the single point of contact${lateAt === null ? '' : '; late'}`;
  if (state !== 'approved' || kind === 'question') return state;
  if (appliedAt === null) return 'approved, for a later day';
  return endsAt !== null && restoredAt === null ? 'in effect, until its last day' : state;
}

/** A new address that has confirmed, while nobody has agreed to it. */
function isConfirmed({ needs, state }: RequestProgress): boolean {
  return needs === 'confirmation' && state === 'open';
}

function due({ state, confirmBy, dueAt }: RequestProgress, zone: Zone): string {
  if (!isUndecided(state)) return 'nothing';
  if (state === 'awaiting-confirmation' && confirmBy !== null)
    return `confirmation by ${shortInstant(confirmBy, zone)}`;
  return `answer by ${shortInstant(dueAt, zone)}`;
}

function next(request: RequestProgress, zone: Zone): string {
  const { state, lateAt, kind, appliedAt, startsAt, endsAt, restoredAt } = request;
  if (isUndecided(state)) {
    if (state === 'awaiting-confirmation')
      return 'leads go to the old address until then; unconfirmed, it expires';
    return lateAt === null
      ? 'without an answer in time a second mail goes out'
      : 'the single point of contact answers';
  }
  if (state !== 'approved' || kind === 'question') return 'nothing';
  if (appliedAt === null && startsAt !== null) return `it takes effect ${shortInstant(startsAt, zone)}`;
  if (endsAt === null || restoredAt !== null) return 'nothing';
  return `the former state comes back ${shortInstant(endsAt, zone)}`;
}
