import type { RecordedEvent } from '../../../activities/ports';
import type { Instant } from '../../../domain/time';
import { freesCapacity } from '../../../workflows/referral/events';
import type { Prisma } from '../generated/client';
import { clearEscalations } from './clear-escalations';

/** Moves the read model by one event. Runs in the event's own transaction, once for each event. */
export async function project(
  tx: Prisma.TransactionClient,
  referralId: string,
  event: RecordedEvent,
): Promise<void> {
  await tx.referral.update({
    where: { id: referralId },
    data: { status: event.status, version: event.seq, updatedAt: event.at, ...referralChange(event) },
  });
  if (event.assignmentId !== null) await projectAssignment(tx, event.assignmentId, event);
  if (event.type === 'delivery-refused') await distrustContact(tx, event.assignmentId);
  if (event.status === 'resolved') await clearEscalations(tx, referralId, 'all', event.at);
}

/** The next organization begins anew: what the last one reached with the consumer stays in the history only. */
const HANDED_BACK: Prisma.ReferralUpdateInput = {
  currentAssignmentId: null,
  contactMadeOn: null,
  appointmentAt: null,
  appointmentHeld: false,
  resolution: null,
  resolutionInterim: false,
  resolutionActId: null,
};

function referralChange(event: RecordedEvent): Prisma.ReferralUpdateInput {
  switch (event.type) {
    case 'unassigned':
      return { currentAssignmentId: null, waitsForRouting: event.cause === 'no-eligible-organization' };
    case 'delivery-refused':
    case 'declined':
      return HANDED_BACK;
    case 'contact-made':
      return { contactMadeOn: new Date(event.on) };
    case 'appointment-agreed':
      return { appointmentAt: event.appointmentAt, appointmentHeld: false };
    case 'appointment-held':
      return { appointmentAt: event.appointmentAt, appointmentHeld: true };
    case 'resolution-recorded':
      return {
        resolution: event.resolution,
        resolutionInterim: event.interim,
        resolutionActId: event.actId,
      };
    case 'interim-resolution-closed':
      return { resolutionInterim: false };
    default:
      return {};
  }
}

async function projectAssignment(
  tx: Prisma.TransactionClient,
  assignmentId: string,
  event: RecordedEvent,
): Promise<void> {
  switch (event.type) {
    case 'opened':
      await tx.assignment.update({ where: { id: assignmentId }, data: { openedAt: event.at } });
      break;
    case 'milestone-due-soon':
      await updateMilestone(tx, assignmentId, event.milestone, { state: 'due-soon' });
      break;
    case 'milestone-breached':
      await updateMilestone(tx, assignmentId, event.milestone, { state: 'breached', breachedAt: event.at });
      break;
    case 'milestone-met':
      await updateMilestone(tx, assignmentId, event.milestone, {
        state: event.state,
        metAt: event.metAt,
        reportedAt: event.at,
      });
      break;
    case 'milestone-cancelled':
      await updateMilestone(tx, assignmentId, event.milestone, { state: 'cancelled' });
      break;
    default:
      break;
  }
  const endReason = endReasonOf(event);
  if (endReason !== null) {
    await tx.assignment.update({ where: { id: assignmentId }, data: { endedAt: event.at, endReason } });
  }
  if (freesCapacity(event)) await release(tx, assignmentId);
}

function endReasonOf(event: RecordedEvent): string | null {
  switch (event.type) {
    case 'declined':
      return 'declined';
    case 'delivery-refused':
      return 'undeliverable';
    case 'interim-resolution-closed':
      return 'resolved';
    case 'resolution-recorded':
      return event.interim ? null : 'resolved';
    default:
      return null;
  }
}

async function updateMilestone(
  tx: Prisma.TransactionClient,
  assignmentId: string,
  name: string,
  data: { state: string; metAt?: Instant | null; breachedAt?: Instant; reportedAt?: Instant },
): Promise<void> {
  await tx.milestone.update({ where: { assignmentId_name: { assignmentId, name } }, data });
}

/** Gives the place back once, however often it is asked. */
async function release(tx: Prisma.TransactionClient, assignmentId: string): Promise<void> {
  await tx.$executeRaw`
    WITH released AS (
      UPDATE assignments SET holds_capacity = false
      WHERE id = ${assignmentId}::uuid AND holds_capacity RETURNING organization_id
    )
    UPDATE organizations SET held = held - 1 FROM released WHERE organizations.id = released.organization_id`;
}

/** A refused address is not to be trusted until a person has put it right. */
async function distrustContact(tx: Prisma.TransactionClient, assignmentId: string | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE organizations SET contact_verified = false, version = organizations.version + 1
    FROM assignments WHERE assignments.id = ${assignmentId}::uuid
      AND organizations.id = assignments.organization_id`;
}
