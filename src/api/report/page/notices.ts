import { missingColumns } from '../../../domain/report/statement';
import { REPORT_COLUMN_WORDS } from '../../../domain/report/workbook';
import type { NoticeView } from '../../pages/view-models';
import type { ReportRecord, ReportRowRecord } from '../ports';
import { rowStatus } from './progress';

/** Says after a row was saved what is on record now, and how much of the report is left. */
function savedNotice({ missing }: ReportRecord, row: ReportRowRecord): NoticeView {
  const left =
    missing === 0
      ? 'Your report is complete. Thank you.'
      : `${missing} ${missing === 1 ? 'consumer is' : 'consumers are'} still missing.`;
  if (rowStatus(row).kind !== 'missing') {
    return { kind: 'success', heading: `Saved: ${row.consumerName}`, text: left };
  }
  const columns = missingColumns(row.statement).map((column) => REPORT_COLUMN_WORDS[column]);
  return {
    kind: 'info',
    heading: `Saved in part: ${row.consumerName}`,
    text: `Still empty for this consumer: ${columns.join(', ')}. ${left}`,
  };
}

/** The very same file came a second time. */
export const AGAIN_NOTICE: NoticeView = {
  kind: 'info',
  heading: 'You sent this very file before',
  text: 'Nothing was changed this time. Below you see what came of it then.',
};

/** What a page says first after a row of its report was saved. */
export function noticeOf(report: ReportRecord, saved: unknown): NoticeView | null {
  const row = report.rows.find(({ id }) => id === saved);
  return row === undefined ? null : savedNotice(report, row);
}
