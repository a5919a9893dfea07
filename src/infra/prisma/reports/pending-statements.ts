import type { RowStatement } from '../../../domain/reports/statement';
import type { KnownOutcome } from '../../../domain/reports/telling';
import { instant, type Instant } from '../../../domain/time';
import { Prisma, type PrismaClient } from '../generated/client';

/** A statement that its referral has not been told of. */
export interface PendingStatement {
  readonly id: string;
  readonly at: Instant;
  readonly referralId: string;
  readonly assignmentId: string;
  readonly statement: RowStatement;
  /** What has become of it already; null while its referral is to be told. */
  readonly settled: 'superseded' | 'over' | 'told' | null;
  /** Null once the referral is with somebody else, or nobody. */
  readonly known: KnownOutcome | null;
}

/** Of statements `s` and their rows `r`. Half a statement waits for its other half, except that a contact with its date can be told alone. */
export const TO_TELL = Prisma.sql`s.told_at IS NULL AND (r.revision > s.revision
  OR (s.contact_made AND s.contact_on IS NOT NULL) OR (NOT s.contact_made AND s.resolution IS NOT NULL))`;

/** The oldest ones of the report first. */
export async function readPending(
  prisma: PrismaClient,
  reportId: string,
  limit: number,
): Promise<PendingStatement[]> {
  const rows = await prisma.$queryRaw<(Omit<PendingStatement, 'at'> & { at: Date })[]>`
    SELECT s.id, s.at, r.referral_id AS "referralId", r.assignment_id AS "assignmentId",
      json_build_object('contactMade', s.contact_made, 'contactOn', s.contact_on, 'resolution', s.resolution,
        'comments', s.comments) AS statement,
      CASE WHEN r.revision > s.revision THEN 'superseded'
        WHEN a.ended_at IS NOT NULL AND a.end_reason <> 'resolved' THEN 'over'
        WHEN EXISTS (SELECT 1 FROM referral_events e WHERE e.referral_id = r.referral_id AND e.act_id = s.id)
          THEN 'told' END AS settled,
      CASE WHEN f.current_assignment_id = r.assignment_id THEN
        json_build_object('contactOn', f.contact_made_on, 'resolution', f.resolution) END AS known
    FROM report_statements s
    JOIN report_rows r ON r.id = s.row_id
    JOIN assignments a ON a.id = r.assignment_id
    JOIN referrals f ON f.id = r.referral_id
    WHERE s.report_id = ${reportId}::uuid AND ${TO_TELL}
    ORDER BY s.revision, r.position LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, at: instant(row.at) }));
}

export async function countPending(prisma: PrismaClient, reportId: string): Promise<number> {
  const [counted] = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM report_statements s JOIN report_rows r ON r.id = s.row_id
    WHERE s.report_id = ${reportId}::uuid AND ${TO_TELL}`;
  return counted?.count ?? 0;
}

/** When a referral was told is of no consequence: the server's own time will do. */
export async function noteTold(
  prisma: PrismaClient,
  statementIds: readonly string[],
  outcome: string,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE report_statements SET told_at = now(), outcome = ${outcome}
    WHERE id = ANY (${statementIds}::uuid[]) AND told_at IS NULL`;
}
