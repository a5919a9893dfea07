import type { ReportMailData, ReportMailReader } from '../../../activities/report/ports';
import type { ChaseStep } from '../../../domain/report/chase';
import type { RefusedRow } from '../../../domain/report/kept-rows';
import { instant, type LocalDate, type Zone } from '../../../domain/time';
import type { ReportState } from '../../../domain/vocabulary';
import { orNull } from '../database/instants';
import type { PrismaClient } from '../generated/client';
import { createReportReader } from './reader';

/** Reports, as their mails see them. `zone`: the program's zone. */
export function createReportMailReader(prisma: PrismaClient, zone: Zone): ReportMailReader {
  const reader = createReportReader(prisma, zone);
  return {
    mailData: (reportId) => readMailData(prisma, reportId),

    async returnFacts(returnId) {
      const { at, taken, problems } = await prisma.reportReturn.findUniqueOrThrow({
        where: { id: returnId },
      });
      // Only the service writes this column, as RowProblem[].
      return { at: instant(at), taken, problems: problems as unknown as RefusedRow[] };
    },

    async rows(reportId) {
      const report = await reader.find(reportId);
      if (report === null) throw new Error(`no report ${reportId}`);
      return report.rows;
    },
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
  readonly chase: ChaseStep[];
  readonly returned_at: Date | null;
}

async function readMailData(prisma: PrismaClient, reportId: string): Promise<ReportMailData> {
  const [row] = await prisma.$queryRaw<MailRow[]>`
    SELECT r.state, r.revision, r.organization_id, o.name AS organization_name, o.contact_email, s.name AS season_name,
      p.number, p."from"::text, p."to"::text, r.due_on::text, r.row_count, r.missing, r.chase, r.returned_at
    FROM reports r JOIN report_periods p ON p.id = r.period_id JOIN seasons s ON s.id = p.season_id
    JOIN organizations o ON o.id = r.organization_id
    WHERE r.id = ${reportId}::uuid`;
  if (row === undefined) throw new Error(`no report ${reportId}`);
  const { state, revision, from, to, missing, chase, season_name: seasonName } = row;
  return {
    state,
    revision,
    from,
    to,
    missing,
    chase,
    seasonName,
    label: { organizationId: row.organization_id, period: `${seasonName}/${row.number}` },
    organizationName: row.organization_name,
    contactEmail: row.contact_email,
    dueOn: row.due_on,
    rowCount: row.row_count,
    returnedAt: orNull(row.returned_at),
  };
}
