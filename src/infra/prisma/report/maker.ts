import { v7 as newId } from 'uuid';
import type { PassOver } from '../../../activities/ports';
import type { PeriodData, ReportBatch, ReportMaker } from '../../../activities/report/ports';
import type { ResolutionRules } from '../../../domain/terms';
import type { Zone } from '../../../domain/time';
import { whyNotNow } from '../database/outages';
import { markBehind } from '../followers/follower-rows';
import { Prisma, type PrismaClient } from '../generated/client';
import { inTransaction, type Tx } from '../database/transaction';
import { IS_OVER } from './row-columns';

/**
 * Makes the reports of a period. `zone`: the program's zone, which decides on which day a referral was sent. `rules`: if no
 * contact is recorded, a resolution that is possible without one fills in that there was none. An organization whose
 * report cannot be made does not hold up the others of its batch.
 */
export function createReportMaker(
  prisma: PrismaClient,
  setting: { readonly zone: Zone; readonly rules: ResolutionRules },
  passOver: PassOver,
): ReportMaker {
  const makeTogether = (batch: ReportBatch): Promise<string[] | null> =>
    inTransaction(prisma, async (tx) => {
      if (!(await isRunning(tx, batch))) return null;
      await lockReferrals(tx, batch);
      const reportIds = await makeReports(tx, batch);
      if (reportIds.length === 0) return [];
      await makeRows(tx, batch, reportIds, setting);
      await count(tx, batch, reportIds);
      const behind = reportIds.map((subjectId) => ({ kind: 'report', subjectId }) as const);
      await markBehind(tx, behind, batch.at);
      return reportIds;
    });
  return {
    async period(periodId) {
      const [period] = await prisma.$queryRaw<PeriodData[]>`
        SELECT s.name || '/' || p.number AS label, p."from"::text, p."to"::text, p.send_on::text AS "sendOn",
          p.due_on::text AS "dueOn"
        FROM report_periods p JOIN seasons s ON s.id = p.season_id WHERE p.id = ${periodId}::uuid`;
      if (period === undefined) throw new Error(`no report period ${periodId}`);
      return period;
    },

    async organizations({ from, until, nil, after, limit }) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT o.id FROM organizations o
        WHERE (${after}::uuid IS NULL OR o.id > ${after}::uuid)
          AND ((${nil} AND o.status = 'active') OR EXISTS (SELECT 1 FROM assignments a WHERE a.organization_id = o.id
            AND a.sent_at >= ${from}::timestamptz AND a.sent_at < ${until}::timestamptz))
        ORDER BY o.id LIMIT ${limit}`;
      return rows.map(({ id }) => id);
    },

    async make(batch) {
      try {
        return await makeTogether(batch);
      } catch (error) {
        if (whyNotNow(error) !== null) throw error;
      }
      const made: string[] = [];
      for (const organizationId of batch.organizationIds) {
        try {
          const one = await makeTogether({ ...batch, organizationIds: [organizationId] });
          if (one === null) return null;
          made.push(...one);
        } catch (error) {
          if (whyNotNow(error) !== null) throw error;
          passOver('reports', organizationId, error);
        }
      }
      return made;
    },

    async noteMade(periodId, at) {
      await prisma.$executeRaw`
        UPDATE report_periods SET started_at = ${at}::timestamptz
        WHERE id = ${periodId}::uuid AND started_at IS NULL`;
    },
  };
}

/** Another transaction that pauses or ends the season waits for this batch, or this batch sees what it did. */
async function isRunning(tx: Tx, { periodId }: ReportBatch): Promise<boolean> {
  const [season] = await tx.$queryRaw<{ state: string }[]>`
    SELECT s.state FROM seasons s JOIN report_periods p ON p.season_id = s.id
    WHERE p.id = ${periodId}::uuid FOR SHARE OF s`;
  return season?.state === 'running';
}

/** Either the new rows see an answer that is being recorded, or its transaction waits and then sees the rows. */
async function lockReferrals(tx: Tx, batch: ReportBatch): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM referrals f WHERE f.id IN (SELECT a.referral_id FROM assignments a WHERE ${sentIn(batch)})
    ORDER BY f.id FOR SHARE`;
}

/** The batch's new reports. */
async function makeReports(tx: Tx, batch: ReportBatch): Promise<string[]> {
  const { organizationIds, periodId, dueOn, dueAt, chase, at } = batch;
  const ids = organizationIds.map(() => newId());
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO reports (id, period_id, organization_id, state, row_count, missing, due_on, due_at, chase, prepared_at)
    SELECT n.id, ${periodId}::uuid, n.organization_id, 'prepared', 0, 0, ${dueOn}::date, ${dueAt}::timestamptz,
      ${JSON.stringify(chase)}::jsonb, ${at}::timestamptz
    FROM unnest(${ids}::uuid[], ${[...organizationIds]}::uuid[]) AS n(id, organization_id)
    ON CONFLICT (period_id, organization_id) DO NOTHING RETURNING id`;
  return rows.map(({ id }) => id);
}

/**
 * Makes the rows, in the order of sending, and fills them in. While the assignment is the one that has the referral, or
 * had it last, the row gets the referral's contact and resolution. If the referral was resolved and reopened for
 * another organization, the row gets what the assignment's history says. This is the row's first statement. So a file
 * that shows it unchanged says nothing, whatever has changed since. The row keys are random, so their order tells
 * nothing.
 */
async function makeRows(
  tx: Tx,
  batch: ReportBatch,
  reportIds: readonly string[],
  { zone, rules }: { readonly zone: Zone; readonly rules: ResolutionRules },
): Promise<void> {
  const withoutContact = [...rules.withoutContact];
  await tx.$executeRaw`
    WITH answered AS (
      SELECT p.id AS report_id, a.id, a.referral_id, a.sent_at, ${IS_OVER} AS is_over,
        CASE WHEN f.current_assignment_id = a.id THEN f.contact_made_on
          ELSE (contact.data ->> 'on')::date END AS contact_on,
        CASE WHEN f.current_assignment_id = a.id THEN f.resolution
          ELSE ended.data ->> 'resolution' END AS resolution,
        act.payload ->> 'comments' AS comments
      FROM reports p
      JOIN assignments a ON a.organization_id = p.organization_id AND ${sentIn(batch)}
      JOIN referrals f ON f.id = a.referral_id
      LEFT JOIN LATERAL (${lastOf(['contact-made', 'contact-corrected'])}) contact ON true
      LEFT JOIN LATERAL (${lastOf(['resolution-recorded', 'resolution-corrected'])}) ended ON true
      LEFT JOIN acts act ON act.id = CASE WHEN f.current_assignment_id = a.id THEN f.resolution_act_id
        ELSE ended.act_id END
      WHERE p.id = ANY (${[...reportIds]}::uuid[])
    ), said AS (
      SELECT *, CASE WHEN contact_on IS NOT NULL THEN true
        WHEN resolution = ANY (${withoutContact}::text[]) THEN false END AS contact_made
      FROM answered
    ), made AS (
      INSERT INTO report_rows (id, report_id, position, assignment_id, referral_id, referred_on, contact_made,
        contact_on, resolution, comments, complete)
      SELECT gen_random_uuid(), report_id, row_number() OVER (PARTITION BY report_id ORDER BY sent_at, id), id,
        referral_id, (sent_at AT TIME ZONE ${zone})::date, contact_made, contact_on, resolution, comments,
        is_over OR (contact_made IS NOT NULL AND resolution IS NOT NULL)
      FROM said
      -- A period that was moved over days whose reports are out asks for nothing twice.
      ON CONFLICT (assignment_id) DO NOTHING RETURNING id, report_id, contact_made, contact_on, resolution, comments
    )
    INSERT INTO report_statements (id, report_id, row_id, revision, at, source, contact_made, contact_on, resolution,
      comments, applied_at, outcome)
    SELECT gen_random_uuid(), report_id, id, 0, ${batch.at}::timestamptz, 'link', contact_made, contact_on, resolution,
      comments, ${batch.at}::timestamptz, 'known'
    FROM made WHERE contact_made IS NOT NULL OR resolution IS NOT NULL`;
}

function lastOf(types: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT e.data, e.act_id FROM referral_events e
    WHERE e.referral_id = a.referral_id AND e.assignment_id = a.id AND e.type = ANY (${[...types]}::text[])
    ORDER BY e.seq DESC LIMIT 1`;
}

/** A report with nothing left to be said is complete from the beginning. */
async function count(tx: Tx, { at }: ReportBatch, reportIds: readonly string[]): Promise<void> {
  const made = await tx.$queryRaw<{ id: string; rows: number; missing: number }[]>`
    UPDATE reports p SET row_count = c.rows, missing = c.missing,
      state = CASE WHEN c.missing = 0 THEN 'complete' ELSE 'prepared' END,
      completed_at = CASE WHEN c.missing = 0 THEN ${at}::timestamptz END
    FROM (
      SELECT q.id, count(r.id)::int AS rows, count(r.id) FILTER (WHERE NOT r.complete)::int AS missing
      FROM reports q LEFT JOIN report_rows r ON r.report_id = q.id
      WHERE q.id = ANY (${[...reportIds]}::uuid[]) GROUP BY q.id
    ) c
    WHERE p.id = c.id RETURNING p.id, p.row_count AS rows, p.missing`;
  const event = (type: string, reportId: string, data: Prisma.InputJsonObject) => ({
    id: newId(),
    reportId,
    at,
    actor: 'system',
    type,
    data,
  });
  await tx.reportEvent.createMany({
    data: made.flatMap(({ id, rows, missing }) => [
      event('prepared', id, { rows, missing }),
      ...(missing === 0 ? [event('completed', id, { rows, late: false })] : []),
    ]),
  });
}

function sentIn({ from, until, organizationIds }: ReportBatch): Prisma.Sql {
  return Prisma.sql`a.organization_id = ANY (${[...organizationIds]}::uuid[])
    AND a.sent_at >= ${from}::timestamptz AND a.sent_at < ${until}::timestamptz`;
}
