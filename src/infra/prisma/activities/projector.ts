import type { RecordedEvent } from '../../../activities/ports';
import type { Instant } from '../../../domain/time';
import type { EscalationReason } from '../../../domain/vocabulary';
import { freesCapacity } from '../../../workflows/referral/events';
import type { Prisma } from '../generated/client';
import { closeUnresponsive } from '../organization-changed';
import { clearEscalations } from './clear-escalations';
import { distrustContact } from './distrust-contact';

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
  if (event.type === 'delivery-refused') await distrustContactOf(tx, event);
  if (event.type === 'amended') await amendLead(tx, referralId, event.actId);
  await clearOvercome(tx, referralId, event);
}

/** What a person had to see to is not so any more. */
async function clearOvercome(
  tx: Prisma.TransactionClient,
  referralId: string,
  event: RecordedEvent,
): Promise<void> {
  if (event.assignmentId !== null && ANSWERS.includes(event.type)) {
    await closeUnresponsive(tx, event.assignmentId, event.at);
  }
  if (event.status === 'resolved' || event.status === 'withdrawn') {
    await clearEscalations(tx, referralId, 'all', event.at);
    return;
  }
  const reasons = overcome(event);
  if (reasons.length > 0) await clearEscalations(tx, referralId, reasons, event.at);
}

/** What only the organization can know, whoever types it in. */
const ANSWERS: readonly RecordedEvent['type'][] = [
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

/** A waiting referral waits for one thing at a time. */
const WAITS: readonly EscalationReason[] = ['no-eligible-organization', 'too-many-declines', 'request'];

function overcome(event: RecordedEvent): readonly EscalationReason[] {
  switch (event.type) {
    case 'opened':
      return ['lead-not-opened'];
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
    default:
      return [];
  }
}

/** The act holds the lead as it is from now on; it becomes true together with its event. */
async function amendLead(
  tx: Prisma.TransactionClient,
  referralId: string,
  actId: string | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE leads SET body = acts.payload -> 'lead', consumer_phone = acts.payload #>> '{keys,phone}',
      consumer_email = acts.payload #>> '{keys,email}', consumer_name = acts.payload #>> '{keys,name}'
    FROM acts WHERE acts.id = ${actId}::uuid AND leads.id = ${referralId}::uuid`;
  await tx.$executeRaw`
    UPDATE referrals SET language = acts.payload #>> '{lead,consumer,preferredLanguage}',
      assister_type_rule = acts.payload ->> 'assisterTypeRule'
    FROM acts WHERE acts.id = ${actId}::uuid AND referrals.id = ${referralId}::uuid`;
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
  attempts: 0,
};

function referralChange(event: RecordedEvent): Prisma.ReferralUpdateInput {
  switch (event.type) {
    case 'unassigned':
      return { currentAssignmentId: null, waitsForRouting: event.cause === 'no-eligible-organization' };
    case 'delivery-refused':
    case 'declined':
    case 'timed-out':
    case 'handed-on':
    case 'reopened':
      return { ...HANDED_BACK, waitsForRouting: false };
    case 'withdrawn':
      return { waitsForRouting: false };
    case 'contact-attempted':
      return { attempts: { increment: 1 } };
    case 'amended':
      return event.need === null
        ? {}
        : {
            assisterType: event.need.assisterType,
            countyFips: event.need.countyFips,
            waitsForRouting: false,
          };
    case 'contact-made':
      return { contactMadeOn: new Date(event.on) };
    case 'contact-corrected':
      return { contactMadeOn: event.on === null ? null : new Date(event.on) };
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
    case 'resolution-corrected':
      return { resolution: event.resolution, resolutionInterim: false, resolutionActId: event.actId };
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
    case 'accepted':
      await tx.assignment.update({ where: { id: assignmentId }, data: { acceptedAt: event.at } });
      break;
    case 'clock-paused':
      await updateMilestone(tx, assignmentId, event.milestone, { state: 'paused', pausedAt: event.at });
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
      // A contact that a report takes back had been met.
      await updateMilestone(tx, assignmentId, event.milestone, {
        state: 'cancelled',
        metAt: null,
        reportedAt: null,
      });
      break;
    default:
      break;
  }
  const endReason = endReasonOf(event);
  if (endReason !== null) {
    await tx.assignment.update({ where: { id: assignmentId }, data: { endedAt: event.at, endReason } });
    await cancelWhatRuns(tx, assignmentId);
  }
  if (freesCapacity(event)) await release(tx, assignmentId);
}

function endReasonOf(event: RecordedEvent): string | null {
  switch (event.type) {
    case 'declined':
      return 'declined';
    case 'delivery-refused':
      return 'undeliverable';
    case 'timed-out':
      return 'timed-out';
    case 'withdrawn':
      return 'withdrawn';
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

async function updateMilestone(
  tx: Prisma.TransactionClient,
  assignmentId: string,
  name: string,
  data: {
    state: string;
    metAt?: Instant | null;
    breachedAt?: Instant;
    reportedAt?: Instant | null;
    pausedAt?: Instant;
  },
): Promise<void> {
  await tx.milestone.update({ where: { assignmentId_name: { assignmentId, name } }, data });
}

/** An assignment can end while its sending is being written: no clock of it may be left running. */
async function cancelWhatRuns(tx: Prisma.TransactionClient, assignmentId: string): Promise<void> {
  await tx.milestone.updateMany({
    where: { assignmentId, state: { in: ['pending', 'due-soon', 'breached', 'paused'] } },
    data: { state: 'cancelled' },
  });
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

/** The assignment's lead went to an address that is refused; its message's key names the assignment. */
async function distrustContactOf(
  tx: Prisma.TransactionClient,
  { assignmentId, at }: RecordedEvent,
): Promise<void> {
  const messages = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM messages m JOIN assignments a ON a.referral_id = m.referral_id
    WHERE a.id = ${assignmentId}::uuid AND m.kind = 'lead' AND split_part(m.key, '/', 2) = a.id::text`;
  for (const { id } of messages) await distrustContact(tx, id, at);
}
