import type { ReportBegun, ReportDesk, ReportMailFacts } from '../../../activities/reports/ports';
import type { ChaseStep } from '../../../domain/reports/chase';
import type { ReturnedRow } from '../../../domain/reports/to-workbook';
import { instant, type Instant, type LocalDate, type Zone } from '../../../domain/time';
import type { ReportState } from '../../../domain/vocabulary';
import { orNull } from '../api/referral-rows';
import type { PrismaClient } from '../generated/client';
import { applyNote } from './report-notes';
import { createReportReader } from './report-reader';
import { readStanding } from './report-standing';

/** Reports, as their workflow and their mails see them; `zone`: of the program. */
export function createReportDesk(prisma: PrismaClient, zone: Zone): ReportDesk {
  const reader = createReportReader(prisma, zone);
  return {
    begin: (reportId, at) => begin(prisma, reportId, at),

    standing: (reportId) => readStanding(prisma, reportId),

    note: (reportId, note, at) =>
      prisma.$transaction(async (tx) => {
        await applyNote(tx, reportId, note, at);
        return readStanding(tx, reportId);
      }),

    mailFacts: (reportId) => readMailFacts(prisma, reportId),

    async returnFacts(returnId) {
      const { at, taken, problems } = await prisma.reportReturn.findUniqueOrThrow({
        where: { id: returnId },
      });
      // Only the service writes this column: RowProblem[].
      return { at: instant(at), taken, problems: problems as unknown as ReturnedRow[] };
    },

    async rows(reportId) {
      const report = await reader.find(reportId);
      if (report === null) throw new Error(`no report ${reportId}`);
      return report.rows;
    },
  };
}

interface BegunRow {
  readonly organization_id: string;
  readonly organization_name: string;
  readonly period: string;
  readonly due_at: Date;
  readonly chase: ChaseStep[];
  readonly chased: ChaseStep[];
  readonly delivered: boolean;
}

async function begin(prisma: PrismaClient, reportId: string, at: Instant): Promise<ReportBegun> {
  const [row] = await prisma.$queryRaw<BegunRow[]>`
    WITH begun AS (
      UPDATE reports SET begun_at = ${at}::timestamptz WHERE id = ${reportId}::uuid AND begun_at IS NULL
    )
    SELECT r.organization_id, o.name AS organization_name, s.name || '/' || p.number AS period, r.due_at, r.chase,
      COALESCE((SELECT jsonb_agg(e.data ORDER BY e.at, e.id) FROM report_events e
        WHERE e.report_id = r.id AND e.type IN ('reminded', 'escalated')), '[]'::jsonb) AS chased,
      EXISTS (SELECT 1 FROM report_events e
        WHERE e.report_id = r.id AND e.type IN ('sent', 'undelivered')) AS delivered
    FROM reports r JOIN report_periods p ON p.id = r.period_id JOIN seasons s ON s.id = p.season_id
    JOIN organizations o ON o.id = r.organization_id
    WHERE r.id = ${reportId}::uuid`;
  if (row === undefined) throw new Error(`no report ${reportId}`);
  return {
    label: { organizationId: row.organization_id, period: row.period },
    organizationName: row.organization_name,
    dueAt: instant(row.due_at),
    chase: row.chase,
    chased: row.chased,
    delivered: row.delivered,
    standing: await readStanding(prisma, reportId),
  };
}

interface MailRow {
  readonly state: ReportState;
  readonly revision: number;
  readonly organization_id: string;
  readonly organization_name: string;
  readonly contact_email: string;
  readonly season_name: string;
  readonly number: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly due_on: LocalDate;
  readonly row_count: number;
  readonly missing: number;
  readonly returned_at: Date | null;
}

async function readMailFacts(prisma: PrismaClient, reportId: string): Promise<ReportMailFacts> {
  const [row] = await prisma.$queryRaw<MailRow[]>`
    SELECT r.state, r.revision, r.organization_id, o.name AS organization_name, o.contact_email, s.name AS season_name,
      p.number, p."from"::text, p."to"::text, r.due_on::text, r.row_count, r.missing, r.returned_at
    FROM reports r JOIN report_periods p ON p.id = r.period_id JOIN seasons s ON s.id = p.season_id
    JOIN organizations o ON o.id = r.organization_id
    WHERE r.id = ${reportId}::uuid`;
  if (row === undefined) throw new Error(`no report ${reportId}`);
  const { state, revision, from, to, missing } = row;
  return {
    ...{ state, revision, from, to, missing },
    label: { organizationId: row.organization_id, period: `${row.season_name}/${row.number}` },
    ...{
      organizationName: row.organization_name,
      contactEmail: row.contact_email,
      seasonName: row.season_name,
    },
    ...{ dueOn: row.due_on, rowCount: row.row_count },
    returnedAt: orNull(row.returned_at),
  };
}
