import { formatInstant } from '../../../../domain/wording';
import { ErrorSummary } from '../../../pages/components/error-summary';
import { Layout, renderPage } from '../../../pages/components/layout';
import { Notice } from '../../../pages/components/notice';
import { Consumers } from './consumers';
import { UPLOAD_FORM } from './forms';
import { Files, Returned } from './returned';
import { Progress, ReportFacts, whatNext } from './progress';
import { Steps } from './steps';
import type { ReportView } from './view-models';

/**
 * One organization's report: where it stands, the workbook to download and return, and the report to fill in here.
 * Holds personal data, so it is only behind the link's button. Also the answer to a file that was refused.
 */
export function renderReportPage(view: ReportView): string {
  const { notice, upload, returned, rowCount } = view;
  const failed = notice?.kind === 'error' || notice?.kind === 'warning' || upload.errors.length > 0;
  return renderPage(
    <Layout view={view} title={failed ? 'Error: Your report' : 'Your report'}>
      <ErrorSummary context={{ name: UPLOAD_FORM, form: upload }} />
      <Notice notice={notice} />
      <p class="al-eyebrow">Report of {view.organizationName}</p>
      <h1>Preferred Assister Report</h1>
      <Returned returned={returned} zone={view.zone} />
      <p class="al-lead">{whatNext(view)}</p>
      <Progress view={view} />
      <ReportFacts view={view} />
      {rowCount > 0 && <Steps view={view} />}
      <Consumers view={view} />
      <Files view={view} />
      <p class="al-fine-print">
        To protect the consumers, this page closes on {formatInstant(view.sessionEndsAt, view.zone)}. The link
        in your mail opens it again.
      </p>
    </Layout>,
  );
}
