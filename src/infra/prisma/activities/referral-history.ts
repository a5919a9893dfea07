import type { RecordedEvent, ReferralHistory, SentRecord } from '../../../activities/ports';
import { MILESTONE_NAMES } from '../../../domain/vocabulary';
import type { Clocks } from '../../../workflows/referral/events';
import type { Prisma, PrismaClient } from '../generated/client';
import { clearEscalations } from './clear-escalations';
import { project } from './projector';

/** The numbered history and the read model, moved together. Unique on referral and number: a repeat is skipped. */
export function createReferralHistory(prisma: PrismaClient): ReferralHistory {
  return {
    append: (referralId, events) =>
      prisma.$transaction(async (tx) => {
        for (const event of events) {
          if (await insertEvent(tx, referralId, event)) await project(tx, referralId, event);
        }
      }),

    appendSent: (sent) => prisma.$transaction((tx) => appendSent(tx, sent)),
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

async function appendSent(tx: Prisma.TransactionClient, sent: SentRecord): Promise<Clocks> {
  const { referralId, assignmentId, seq, sentAt, milestones } = sent;
  const { contact, appointment } = milestones;
  const clocks: Clocks = { contact: withoutProof(contact), appointment: withoutProof(appointment) };
  const rows = MILESTONE_NAMES.map((name) => ({
    name,
    remind_at: milestones[name].remindAt,
    due_at: milestones[name].dueAt,
    proof: milestones[name].proof,
  }));
  const moved = await tx.$queryRaw<{ escalated: boolean }[]>`
    WITH event AS (
      INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, status, data)
      VALUES (${referralId}::uuid, ${seq}, 'sent', ${sentAt}::timestamptz, 'system', ${assignmentId}::uuid, 'sent',
        ${JSON.stringify({ clocks })}::jsonb)
      ON CONFLICT DO NOTHING RETURNING referral_id
    ), clock AS (
      INSERT INTO milestones (assignment_id, name, remind_at, due_at, state, proof)
      SELECT ${assignmentId}::uuid, m.name, m.remind_at, m.due_at, 'pending', m.proof
      FROM event, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS m(name text, remind_at timestamptz, due_at timestamptz, proof jsonb)
    ), assignment AS (
      UPDATE assignments SET sent_at = ${sentAt}::timestamptz FROM event WHERE id = ${assignmentId}::uuid
    )
    UPDATE referrals SET status = 'sent', version = ${seq}, updated_at = ${sentAt}::timestamptz
    FROM event WHERE id = event.referral_id
    RETURNING EXISTS (SELECT 1 FROM escalation_referrals e
      WHERE e.referral_id = id AND e.cleared_at IS NULL) AS escalated`;
  const [referral] = moved;
  if (referral === undefined) return recordedClocks(tx, referralId, seq);
  if (referral.escalated) await clearEscalations(tx, referralId, ['no-eligible-organization'], sentAt);
  return clocks;
}

async function recordedClocks(
  tx: Prisma.TransactionClient,
  referralId: string,
  seq: number,
): Promise<Clocks> {
  const rows = await tx.$queryRaw<{ clocks: Clocks }[]>`
    SELECT data -> 'clocks' AS clocks FROM referral_events
    WHERE referral_id = ${referralId}::uuid AND seq = ${seq} AND type = 'sent'`;
  const row = rows[0];
  if (row === undefined) throw new Error(`event ${seq} of referral ${referralId} is not the sending`);
  return row.clocks;
}

function withoutProof({ remindAt, dueAt, dueOn }: SentRecord['milestones']['contact']) {
  return { remindAt, dueAt, dueOn };
}
