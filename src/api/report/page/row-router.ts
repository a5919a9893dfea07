import express, { type Request, type Response, type Router } from 'express';
import { v7 as newId } from 'uuid';
import { DomainError } from '../../../domain/errors';
import { noteRoute } from '../../http/request-log';
import { formOf } from '../../pages/links/admit';
import { sendPage } from '../../pages/links/pages';
import { takeOnly } from '../../pages/links/take-only';
import { renderReportRowPage } from './view/row-page';
import type { NoticeView } from '../../pages/view-models';
import { reportPath, rowPath } from './paths';
import { reportRowView, type RowFormState } from './row-view';
import { nextMissing } from './standing';
import { submitRow } from './submit-row';
import { noticeOf, visitReport, type ReportVisit, type VisitDeps } from './visit';
import type { ReportRowRecord } from '../ports';
import type { SaveRowDeps } from '../save-row';

export type ReportRowPageDeps = VisitDeps & SaveRowDeps;

type RowRequest = Request<{ reportId: string; rowId: string }>;
type RowVisit = ReportVisit & { readonly row: ReportRowRecord };

export const REPORT_ROOT = '/reports/:reportId';
const ROW = `${REPORT_ROOT}/rows/:rowId`;
const FORM_LIMIT = '100kb';

/** The page of one consumer in a report: what is known, and the form that saves what happened. */
export function reportRowRouter(deps: ReportRowPageDeps): Router {
  const router = express.Router({ caseSensitive: true });

  router.use(ROW, (_request, response, next) => {
    noteRoute(response, '/reports/{id}/rows/{rowId}');
    next();
  });
  router.get(ROW, async (request: RowRequest, response) => {
    const visited = await visitRow(deps, request, response);
    if (visited === null) return;
    show(deps, response, visited, 200, noticeOf(visited, request), { actId: newId() });
  });
  router.post(
    ROW,
    express.urlencoded({ extended: false, limit: FORM_LIMIT }),
    async (request: RowRequest, response) => {
      await save(deps, request, response);
    },
  );
  takeOnly(router, ROW, 'GET, HEAD, POST, OPTIONS');
  return router;
}

/** Null when the visitor was answered already. */
async function visitRow(
  deps: ReportRowPageDeps,
  request: RowRequest,
  response: Response,
): Promise<RowVisit | null> {
  const visited = await visitReport(deps, request, response);
  if (visited === null) return null;
  const rowId = request.params.rowId.toLowerCase();
  const row = visited.report.rows.find(({ id }) => id === rowId);
  if (row === undefined) throw new DomainError('not-found', 'There is no such page.');
  return { ...visited, row };
}

function show(
  deps: ReportRowPageDeps,
  response: Response,
  { report, row, session }: RowVisit,
  status: number,
  notice: NoticeView | null,
  form: RowFormState,
): void {
  const token = deps.sessions.formToken(session.cookie);
  const page = { token, sessionEndsAt: session.endsAt, notice, form };
  sendPage(response, status, renderReportRowPage(reportRowView(deps.setting, report, row, page)));
}

async function save(deps: ReportRowPageDeps, request: RowRequest, response: Response): Promise<void> {
  const visited = await visitRow(deps, request, response);
  if (visited === null) return;
  const body = formOf(deps.sessions, visited.session, request);
  const { report, row } = visited;
  const reportId = report.id;
  const submitted = await submitRow(deps, { reportId, rowId: row.id, body, now: deps.clock.now() });
  if (submitted.outcome === 'returned') {
    show(deps, response, visited, submitted.status, submitted.notice, submitted.form);
    return;
  }
  const next = submitted.then === 'next' ? nextMissing(report, row.id) : null;
  const to = next === null ? reportPath(reportId) : rowPath(reportId, next.id);
  response.redirect(303, `${to}?saved=${row.id}`);
}
