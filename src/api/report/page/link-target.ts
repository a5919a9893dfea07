import type { LinkTarget } from '../../pages/links/link-target';
import type { PageSetting } from '../../pages/links/page-setting';
import { renderReportSummaryPage } from './view/summary';
import type { ReportReader } from '../ports';
import { reportPath } from './paths';
import { reportSummary } from './progress';

export interface ReportLinkDeps {
  readonly reports: Pick<ReportReader, 'summary' | 'exists'>;
  readonly setting: PageSetting;
}

/** Opens one report for the organization that has its mail. A report that is late or complete can still be answered. */
export function reportLinkTarget({ reports, setting }: ReportLinkDeps): LinkTarget {
  return {
    async summary(reportId, now) {
      const report = await reports.summary(reportId);
      if (report === null) return 'unknown';
      return { html: renderReportSummaryPage(reportSummary(setting, report, now)) };
    },
    async open(reportId) {
      return (await reports.exists(reportId)) ? { path: reportPath(reportId) } : 'unknown';
    },
  };
}
