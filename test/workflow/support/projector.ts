import type { AssignmentEnd } from '../../../src/domain/vocabulary';
import type { RecordedEvent } from '../../../src/activities/ports';
import { freesCapacity } from '../../../src/workflows/referral/events';
import type { Database } from './database';

/** Moves the rows by one event, once, as far as the activities see them. */
export function project(db: Database, referralId: string, event: RecordedEvent): void {
  const referral = db.referral(referralId);
  if (event.type === 'unassigned') referral.waitsForRouting = event.cause === 'no-eligible-organization';
  if (ENDS_WAITING.includes(event.type)) referral.waitsForRouting = false;
  if (event.type === 'amended' && event.need !== null) {
    referral.waitsForRouting = false;
    referral.assisterType = event.need.assisterType;
    referral.countyFips = event.need.countyFips;
  }
  if (event.assignmentId !== null) projectAssignment(db, event.assignmentId, event);
}

const ENDS_WAITING: readonly RecordedEvent['type'][] = ['withdrawn', 'handed-on', 'reopened'];

function projectAssignment(db: Database, assignmentId: string, event: RecordedEvent): void {
  const assignment = db.assignment(assignmentId);
  assignment.endReason = endReasonOf(event) ?? assignment.endReason;
  if (event.type === 'delivery-refused') db.organization(assignment.organizationId).contactVerified = false;
  if (!freesCapacity(event) || !assignment.holdsCapacity) return;
  assignment.holdsCapacity = false;
  db.organization(assignment.organizationId).held -= 1;
}

function endReasonOf(event: RecordedEvent): AssignmentEnd | null {
  switch (event.type) {
    case 'declined':
    case 'timed-out':
    case 'withdrawn':
      return event.type;
    case 'delivery-refused':
      return 'undeliverable';
    case 'handed-on':
      return event.cause;
    case 'interim-resolution-closed':
      return 'resolved';
    case 'resolution-recorded':
      return event.interim ? null : 'resolved';
    default:
      return null;
  }
}
