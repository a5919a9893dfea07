import { Layout, renderPage } from '../../../pages/components/layout';
import { Progress, ReportFacts, whatNext } from './progress';
import type { ReportSummaryView } from './view-models';

/** What the report's link shows: which report, how much is missing, and one button. Nothing about a consumer. */
export function renderReportSummaryPage(view: ReportSummaryView): string {
  return renderPage(
    <Layout view={view} title="Your report">
      <p class="al-eyebrow">For {view.organizationName}</p>
      <h1>Preferred Assister Report</h1>
      <p class="al-lead">{whatNext(view)}</p>
      <ReportFacts view={view} />
      <Progress view={view} />
      <p>
        The next page holds the consumers’ names. It is for {view.organizationName} only. You can fill in a
        spreadsheet there, or answer on the page.
      </p>
      <form method="post">
        <button class="usa-button usa-button--big" type="submit">
          Open the report
        </button>
      </form>
    </Layout>,
  );
}
