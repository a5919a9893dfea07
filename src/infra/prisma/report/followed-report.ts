import type { OutboxMessage } from '../../../activities/follow/ports';
import type { MailOrder } from '../../../domain/mail-order';
import type { ChaseStep } from '../../../domain/report/chase';
import type { ReportToPlan } from '../../../domain/report/steps';
import { instant, type Instant, type LocalDate } from '../../../domain/time';
import type { ReportState, SeasonState } from '../../../domain/vocabulary';
import type { Tx } from '../database/transaction';

/** A report as its follower reads it. */
export interface FollowedReport extends ReportToPlan {
  readonly id: string;
  /** Grows with everything that happens to it. */
  readonly version: number;
  /** The time of its last event. Nothing that follows is dated before it. */
  readonly lastAt: Instant;
  readonly organizationId: string;
  readonly organizationName: string;
  /** Season and number, such as `OE5/2`. */
  readonly period: string;
  readonly state: ReportState;
  readonly rowCount: number;
  readonly missing: number;
  /** The mail server has taken a mail with its link. */
  readonly sent: boolean;
  /** Statements came back that are not applied to their referrals yet. */
  readonly unapplied: boolean;
  readonly dueOn: LocalDate;
  /** The days of its period. */
  readonly published: { readonly sendOn: LocalDate; readonly dueOn: LocalDate };
}

interface Row {
  readonly organization_id: string;
  readonly organization_name: string;
  readonly period: string;
  readonly state: ReportState;
  readonly revision: number;
  readonly row_count: number;
  readonly missing: number;
  readonly sent_at: Date | null;
  readonly late_at: Date | null;
  readonly completed_at: Date | null;
  readonly due_at: Date;
  readonly chase: ChaseStep[];
  readonly unapplied: boolean;
  readonly events: { readonly count: number; readonly last: string | null; readonly escalated: ChaseStep[] };
  readonly mails: { readonly order: MailOrder; readonly state: OutboxMessage['state'] }[];
  readonly season: SeasonState;
  readonly due_on: LocalDate;
  readonly period_send_on: LocalDate;
  readonly period_due_on: LocalDate;
}

/** Others who return something for it or follow it wait until this transaction has ended. False when there is none. */
export async function lockReport(tx: Tx, id: string): Promise<boolean> {
  return (await tx.$executeRaw`SELECT 1 FROM reports WHERE id = ${id}::uuid FOR UPDATE`) > 0;
}

/**
 * Others who pause, resume or end its season wait until this transaction has ended. The report is locked before its
 * season.
 */
export async function lockSeasonOf(tx: Tx, reportId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM seasons s JOIN report_periods p ON p.season_id = s.id JOIN reports r ON r.period_id = p.id
    WHERE r.id = ${reportId}::uuid FOR SHARE OF s`;
}

/** The report is locked. */
export async function readFollowedReport(tx: Tx, id: string): Promise<FollowedReport> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT r.organization_id, o.name AS organization_name, s.name || '/' || p.number AS period, r.state, r.revision,
      r.row_count, r.missing, r.sent_at, r.late_at, r.completed_at, r.due_at, r.chase,
      s.state AS season, r.due_on::text, p.send_on::text AS period_send_on, p.due_on::text AS period_due_on,
      EXISTS (SELECT 1 FROM report_statements t WHERE t.report_id = r.id AND t.applied_at IS NULL) AS unapplied,
      (SELECT json_build_object('count', count(*), 'last', max(e.at),
          'escalated', COALESCE(json_agg(e.data) FILTER (WHERE e.type = 'escalated'), '[]'))
        FROM report_events e WHERE e.report_id = r.id) AS events,
      (SELECT COALESCE(json_agg(json_build_object('order', m."order", 'state', m.state)), '[]')
        FROM messages m WHERE m.report_id = r.id) AS mails
    FROM reports r JOIN report_periods p ON p.id = r.period_id JOIN seasons s ON s.id = p.season_id
    JOIN organizations o ON o.id = r.organization_id
    WHERE r.id = ${id}::uuid`;
  if (row === undefined) throw new Error(`no report ${id}`);
  const { organization_id: organizationId, organization_name: organizationName, row_count: rowCount } = row;
  const { period, state, missing, events, mails, unapplied, chase } = row;
  const itself = mails.find(({ order }) => order.mail === 'report');
  const reminders = mails.flatMap(({ order }) => (order.mail === 'report-chase' ? [order.step] : []));
  return {
    id,
    organizationId,
    organizationName,
    period,
    state,
    rowCount,
    missing,
    unapplied,
    chase,
    version: row.revision + events.count,
    lastAt: events.last === null ? instant(0) : instant(events.last),
    dueAt: instant(row.due_at),
    complete: row.completed_at !== null,
    late: row.late_at !== null,
    sent: row.sent_at !== null,
    chased: [...reminders, ...events.escalated],
    mail: itself === undefined ? 'to-come' : MAIL[itself.state],
    season: row.season,
    dueOn: row.due_on,
    published: { sendOn: row.period_send_on, dueOn: row.period_due_on },
  };
}

const MAIL: Record<OutboxMessage['state'], ReportToPlan['mail']> = {
  pending: 'under-way',
  sent: 'ended',
  refused: 'ended',
  abandoned: 'ended',
  overtaken: 'dropped',
};
