import type {
  ReportFilter,
  ReportReader,
  ReportRecord,
  ReportReturnRecord,
  ReportRowRecord,
  ReportSummary,
} from '../../../api/report/ports';
import { instant, localDateIn, type LocalDate, type Zone } from '../../../domain/time';
import { sayingWhenDown } from '../database/outages';
import { orNull } from '../database/instants';
import { Prisma, type PrismaClient } from '../generated/client';
import { CONSUMER_NAME, IS_OVER, statementJson } from './row-columns';

/** This many returns are listed with a report, the newest ones. */
const LISTED_RETURNS = 50;

/** `zone`: the zone of the calendar that says on which day an assignment ended. */
export function createReportReader(prisma: PrismaClient, zone: Zone): ReportReader {
  return sayingWhenDown<ReportReader>({
    async exists(id) {
      return (await prisma.report.count({ where: { id } })) > 0;
    },

    async summary(id) {
      const [row] = await prisma.$queryRaw<
        SummaryRow[]
      >`SELECT ${SUMMARY} ${TABLES} WHERE r.id = ${id}::uuid`;
      return row === undefined ? null : toSummary(row);
    },

    async find(id) {
      // One statement, so that the rows belong to the revision.
      const [row] = await prisma.$queryRaw<(SummaryRow & DetailJson)[]>`
        SELECT ${SUMMARY}, ${ROWS} AS rows, ${RETURNS} AS returns ${TABLES} WHERE r.id = ${id}::uuid`;
      return row === undefined ? null : toRecord(row, zone);
    },

    async list(filter, { after, limit }) {
      const rows = await prisma.$queryRaw<SummaryRow[]>`
        SELECT ${SUMMARY} ${TABLES} WHERE ${where(filter, after)} ORDER BY r.id DESC LIMIT ${limit}`;
      return rows.map(toSummary);
    },
  });
}

function where({ periodId, organizationId, state }: ReportFilter, after: string | null): Prisma.Sql {
  const conditions = [
    after !== null && Prisma.sql`r.id < ${after}::uuid`,
    periodId !== undefined && Prisma.sql`r.period_id = ${periodId}::uuid`,
    organizationId !== undefined && Prisma.sql`r.organization_id = ${organizationId}::uuid`,
    state !== undefined && Prisma.sql`r.state = ${state}`,
  ].filter((condition) => condition !== false);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ');
}

const TABLES = Prisma.sql`
  FROM reports r
  JOIN report_periods p ON p.id = r.period_id
  JOIN seasons s ON s.id = p.season_id
  JOIN organizations o ON o.id = r.organization_id`;

const SUMMARY = Prisma.sql`r.id, r.state, r.revision, r.row_count, r.missing, r.due_on::text, r.due_at, r.sent_at, r.late_at,
  r.returned_at, r.completed_at,
  json_build_object('id', o.id, 'name', o.name, 'type', o.type) AS organization,
  json_build_object('id', s.id, 'name', s.name) AS season,
  json_build_object('id', p.id, 'number', p.number, 'from', p.from, 'to', p.to) AS period`;

const ROWS = Prisma.sql`(
  SELECT COALESCE(json_agg(json_build_object('id', w.id, 'position', w.position, 'assignmentId', w.assignment_id,
    'referralId', w.referral_id, 'consumerName', ${CONSUMER_NAME}, 'referredOn', w.referred_on, 'statement', ${statementJson('w')},
    'revision', w.revision, 'complete', w.complete,
    'said', (SELECT json_build_object('at', s.at, 'source', s.source) FROM report_statements s
      WHERE s.row_id = w.id ORDER BY s.revision DESC LIMIT 1),
    'over', CASE WHEN ${IS_OVER} THEN json_build_object('end', a.end_reason, 'at', a.ended_at) END)
    ORDER BY w.position), '[]'::json)
  FROM report_rows w
  JOIN assignments a ON a.id = w.assignment_id
  JOIN leads l ON l.id = w.referral_id
  WHERE w.report_id = r.id)`;

const RETURNS = Prisma.sql`(
  SELECT COALESCE(json_agg(json_build_object('id', t.id, 'at', t.at, 'source', t.source, 'rowsRead', t.rows_read,
    'taken', t.taken, 'unchanged', t.unchanged, 'inTime', t.in_time, 'problems', t.problems)
    ORDER BY t.at DESC, t.id DESC), '[]'::json)
  FROM (SELECT * FROM report_returns WHERE report_id = r.id ORDER BY at DESC, id DESC LIMIT ${LISTED_RETURNS}) t)`;

interface SummaryRow {
  id: string;
  state: ReportSummary['state'];
  revision: number;
  row_count: number;
  missing: number;
  due_on: LocalDate;
  due_at: Date;
  sent_at: Date | null;
  late_at: Date | null;
  returned_at: Date | null;
  completed_at: Date | null;
  organization: ReportSummary['organization'];
  season: ReportSummary['season'];
  period: ReportSummary['period'];
}

interface DetailJson {
  rows: (Omit<ReportRowRecord, 'over'> & { over: { end: OverEnd; at: string } | null })[];
  returns: ReportReturnRecord[];
}
type OverEnd = NonNullable<ReportRowRecord['over']>['end'];

function toSummary(row: SummaryRow): ReportSummary {
  const { id, state, revision, missing, organization, season, period } = row;
  return {
    id,
    state,
    revision,
    organization,
    season,
    period,
    dueOn: row.due_on,
    dueAt: instant(row.due_at),
    rowCount: row.row_count,
    missing,
    sentAt: orNull(row.sent_at),
    lateAt: orNull(row.late_at),
    returnedAt: orNull(row.returned_at),
    completedAt: orNull(row.completed_at),
  };
}

function toRecord(row: SummaryRow & DetailJson, zone: Zone): ReportRecord {
  return {
    ...toSummary(row),
    // In JSON, PostgreSQL writes instants in its own form.
    rows: row.rows.map(({ over, said, ...rest }) => ({
      ...rest,
      said: said === null ? null : { ...said, at: instant(said.at) },
      over: over === null ? null : { end: over.end, on: localDateIn(zone, instant(over.at)) },
    })),
    returns: row.returns.map((returned) => ({ ...returned, at: instant(returned.at) })),
  };
}
