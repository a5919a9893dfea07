import { missingColumns } from '../../../domain/report/statement';
import { CLOSED_WORDS } from '../../../domain/report/to-workbook';
import type { Instant } from '../../../domain/time';
import { formatCalendarDate } from '../../../domain/wording';
import type { PageSetting } from '../../pages/links/page-setting';
import type { ReportSummaryView, ReportStatus, RowStatus } from './view/view-models';
import type { ReportRecord, ReportRowRecord, ReportSummary } from '../ports';

/** What may be known of a report without knowing any consumer. */
export function reportSummary(setting: PageSetting, report: ReportSummary, now: Instant): ReportSummaryView {
  const { organization, season, period, dueOn, rowCount, missing } = report;
  return {
    ...setting,
    organizationName: organization.name,
    seasonName: season.name,
    from: period.from,
    to: period.to,
    dueOn,
    rowCount,
    missing,
    status: statusOf(report, now),
  };
}

/** Judged by the clock. The report's workflow records a moment later that it is late. */
function statusOf({ completedAt, dueAt, missing }: ReportSummary, now: Instant): ReportStatus {
  if (completedAt !== null) return completedAt >= dueAt ? 'complete-late' : 'complete';
  if (missing === 0) return 'complete';
  return now >= dueAt ? 'late' : 'open';
}

export function rowStatus({ over, complete, statement }: ReportRowRecord): RowStatus {
  if (over !== null) {
    return { kind: 'over', how: `${CLOSED_WORDS[over.end]} on ${formatCalendarDate(over.on)}` };
  }
  return complete
    ? { kind: 'complete', resolution: statement.resolution }
    : { kind: 'missing', columns: missingColumns(statement) };
}

const RANK: Record<RowStatus['kind'], number> = { missing: 0, complete: 1, over: 2 };

/** Incomplete rows first, those that are over last. Otherwise in the report's own order. */
export function inOrderOfNeed({ rows }: ReportRecord): readonly ReportRowRecord[] {
  const rank = (row: ReportRowRecord) => RANK[rowStatus(row).kind];
  return rows.toSorted((a, b) => rank(a) - rank(b) || a.position - b.position);
}

/** The next row that is still to be answered. After the last row the search starts at the top. */
export function nextMissing({ rows }: ReportRecord, rowId: string): ReportRowRecord | null {
  const inOrder = rows.toSorted((a, b) => a.position - b.position);
  const at = inOrder.findIndex(({ id }) => id === rowId);
  const others = [...inOrder.slice(at + 1), ...inOrder.slice(0, Math.max(at, 0))];
  return others.find((row) => rowStatus(row).kind === 'missing') ?? null;
}
