import { v7 as newId } from 'uuid';
import type { AdmitDeps, FormBody } from '../../pages/links/admit';
import { noSuchPage, type PageAnswer, type SubjectPages, type Visit } from '../../pages/links/subject-pages';
import { renderReportRowPage } from './view/row-page';
import type { NoticeView } from '../../pages/view-models';
import { noticeOf } from './notices';
import { reportPath, rowPath } from './paths';
import { reportRowView, type RowFormState } from './row-view';
import { nextMissing } from './progress';
import { submitRow } from './submit-row';
import type { ReportRecord, ReportRowRecord } from '../ports';
import type { SaveRowDeps } from '../save-row';

export type RowPageDeps = AdmitDeps & SaveRowDeps;

type RowVisit = Visit<ReportRecord> & { readonly row: ReportRowRecord };

/** The page of one consumer in a report: what is known, and the form that saves what happened. */
export function addRowPage(pages: SubjectPages<ReportRecord>, deps: RowPageDeps): void {
  pages.at<{ rowId: string }>('/rows/:rowId', {
    show(visit, { params, query: { saved } }) {
      const notice = noticeOf(visit.content, saved);
      return show(deps, visitRow(visit, params), 200, notice, { actId: newId() });
    },
    take: (visit, body, { params }) => save(deps, visitRow(visit, params), body),
  });
}

function visitRow(visit: Visit<ReportRecord>, params: { readonly rowId: string }): RowVisit {
  const rowId = params.rowId.toLowerCase();
  const row = visit.content.rows.find(({ id }) => id === rowId);
  if (row === undefined) throw noSuchPage();
  return { ...visit, row };
}

function show(
  deps: RowPageDeps,
  { content: report, row, session, token }: RowVisit,
  status: number,
  notice: NoticeView | null,
  form: RowFormState,
): PageAnswer {
  const page = { token, sessionEndsAt: session.endsAt, notice, form };
  return { status, html: renderReportRowPage(reportRowView(deps.setting, report, row, page)) };
}

async function save(deps: RowPageDeps, visit: RowVisit, body: FormBody): Promise<PageAnswer> {
  const { content: report, row } = visit;
  const reportId = report.id;
  const submitted = await submitRow(deps, { reportId, row, body, now: deps.clock.now() });
  if (submitted.outcome === 'returned') {
    return show(deps, visit, submitted.status, submitted.notice, submitted.returned);
  }
  const next = submitted.then === 'next' ? nextMissing(report, row.id) : null;
  const to = next === null ? reportPath(reportId) : rowPath(reportId, next.id);
  return { goTo: `${to}?saved=${row.id}` };
}
