import type { RecordedEvent, ReferralHistory, ResumedRecord, SentRecord } from '../../../activities/ports';
import type { DeadlineProof } from '../../../domain/deadlines';
import { MILESTONE_NAMES } from '../../../domain/vocabulary';
import type { Clock, SentTimes } from '../../../workflows/referral/events';
import type { Prisma, PrismaClient } from '../generated/client';
import { followReferral } from '../reports/follow-referral';
import { clearEscalations, closeEscalationsOf } from './clear-escalations';
import { project } from './projector';

/** The numbered history and the read model, moved together. Unique on referral and number: a repeat is skipped. */
export function createReferralHistory(prisma: PrismaClient): ReferralHistory {
  return {
    append: (referralId, events) =>
      prisma.$transaction(async (tx) => {
        const inserted: RecordedEvent[] = [];
        for (const event of events) {
          if (!(await insertEvent(tx, referralId, event))) continue;
          await project(tx, referralId, event);
          inserted.push(event);
        }
        return followReferral(tx, inserted);
      }),

    appendSent: (sent) => appendSent(prisma, sent),

    async proofOf(assignmentId, name) {
      const { proof } = await prisma.milestone.findUniqueOrThrow({
        where: { assignmentId_name: { assignmentId, name } },
      });
      // Written by appendSent and appendResumed alone.
      return proof as unknown as DeadlineProof;
    },

    appendResumed: (resumed) => prisma.$transaction((tx) => appendResumed(tx, resumed)),
  };
}

/** False when the event is there already. */
async function insertEvent(
  tx: Prisma.TransactionClient,
  referralId: string,
  event: RecordedEvent,
): Promise<boolean> {
  const { seq, type, at, actor, assignmentId, actId, status, metAt, ...data } = event;
  const kept = JSON.stringify(metAt === null ? data : { ...data, metAt });
  const inserted = await tx.$executeRaw`
    INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, act_id, status, data)
    VALUES (${referralId}::uuid, ${seq}, ${type}, ${at}::timestamptz, ${actor}, ${assignmentId}::uuid,
      ${actId}::uuid, ${status}, ${kept}::jsonb)
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

/**
 * One statement and so one transaction. What the sending has overcome is cleared after it, also by a repeat, in case the
 * process died in between.
 */
async function appendSent(prisma: PrismaClient, sent: SentRecord): Promise<SentTimes> {
  const { referralId, assignmentId, seq, sentAt, milestones, acceptBy, unopenedAlertAt } = sent;
  const { contact, appointment } = milestones;
  const times: SentTimes = {
    clocks: { contact: withoutProof(contact), appointment: withoutProof(appointment) },
    acceptBy,
    unopenedAlertAt,
  };
  const rows = MILESTONE_NAMES.map((name) => ({
    name,
    remind_at: milestones[name].remindAt,
    due_at: milestones[name].dueAt,
    proof: milestones[name].proof,
  }));
  const moved = await prisma.$queryRaw<{ escalated: boolean }[]>`
    WITH event AS (
      INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, status, data)
      VALUES (${referralId}::uuid, ${seq}, 'sent', ${sentAt}::timestamptz, 'system', ${assignmentId}::uuid, 'sent',
        ${JSON.stringify(times)}::jsonb)
      ON CONFLICT DO NOTHING RETURNING referral_id
    ), clock AS (
      INSERT INTO milestones (assignment_id, name, remind_at, due_at, state, proof)
      SELECT ${assignmentId}::uuid, m.name, m.remind_at, m.due_at, 'pending', m.proof
      FROM event, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS m(name text, remind_at timestamptz, due_at timestamptz, proof jsonb)
    ), assignment AS (
      UPDATE assignments SET sent_at = ${sentAt}::timestamptz, accept_by = ${acceptBy}::timestamptz
      FROM event WHERE id = ${assignmentId}::uuid
    )
    UPDATE referrals SET status = 'sent', version = ${seq}, updated_at = ${sentAt}::timestamptz
    FROM event WHERE id = event.referral_id
    RETURNING EXISTS (SELECT 1 FROM escalation_referrals e
      WHERE e.referral_id = id AND e.cleared_at IS NULL) AS escalated`;
  const repeated = moved.length === 0;
  if (repeated || moved.some(({ escalated }) => escalated)) {
    await prisma.$transaction(async (tx) => {
      await clearEscalations(tx, referralId, OVERCOME_BY_SENDING, sentAt);
      await closeEscalationsOf(tx, { reason: 'delivery-failed', subject: `referral:${referralId}` }, sentAt);
    });
  }
  return repeated ? recordedData<SentTimes>(prisma, { referralId, seq, type: 'sent' }) : times;
}

/** With an organization that has its mail, nobody has to find one any more. */
const OVERCOME_BY_SENDING = ['no-eligible-organization', 'too-many-declines'] as const;

async function appendResumed(
  tx: Prisma.TransactionClient,
  { command, clock: { proof, ...clock } }: ResumedRecord,
): Promise<Clock> {
  const { referralId, assignmentId, seq, actor, actId, at } = command;
  const data = { milestone: 'appointment', clock };
  const moved = await tx.$executeRaw`
    WITH event AS (
      INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, act_id, status, data)
      SELECT id, ${seq}, 'clock-resumed', ${at}::timestamptz, ${actor}, ${assignmentId}::uuid, ${actId}::uuid, status,
        ${JSON.stringify(data)}::jsonb FROM referrals WHERE id = ${referralId}::uuid
      ON CONFLICT DO NOTHING RETURNING referral_id
    ), past AS (
      INSERT INTO past_deadlines (assignment_id, name, version, remind_at, due_at, proof, replaced_at)
      SELECT m.assignment_id, m.name, (SELECT count(*) + 1 FROM past_deadlines p
        WHERE p.assignment_id = m.assignment_id AND p.name = m.name), m.remind_at, m.due_at, m.proof, ${at}::timestamptz
      FROM milestones m, event WHERE m.assignment_id = ${assignmentId}::uuid AND m.name = 'appointment'
    ), clock AS (
      UPDATE milestones SET state = 'pending', paused_at = NULL, remind_at = ${clock.remindAt}::timestamptz,
        due_at = ${clock.dueAt}::timestamptz, proof = ${JSON.stringify(proof)}::jsonb
      FROM event WHERE assignment_id = ${assignmentId}::uuid AND name = 'appointment'
    )
    UPDATE referrals SET version = ${seq}, updated_at = ${at}::timestamptz FROM event WHERE id = event.referral_id`;
  if (moved === 1) return clock;
  return (await recordedData<{ clock: Clock }>(tx, { referralId, seq, type: 'clock-resumed' })).clock;
}

/** What a step wrote that is now repeated. */
async function recordedData<Data>(
  sql: PrismaClient | Prisma.TransactionClient,
  { referralId, seq, type }: { referralId: string; seq: number; type: string },
): Promise<Data> {
  const rows = await sql.$queryRaw<{ data: Data }[]>`
    SELECT data FROM referral_events
    WHERE referral_id = ${referralId}::uuid AND seq = ${seq} AND type = ${type}`;
  const row = rows[0];
  if (row === undefined) throw new Error(`event ${seq} of referral ${referralId} is not ${type}`);
  return row.data;
}

function withoutProof({ remindAt, dueAt, dueOn }: SentRecord['milestones']['contact']) {
  return { remindAt, dueAt, dueOn };
}
