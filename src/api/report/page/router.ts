import express, { type Request, type Response, type Router } from 'express';
import { v7 as newId, validate as isUuid } from 'uuid';
import { DomainError } from '../../../domain/errors';
import { fileAnswer } from '../../http/answer';
import { send } from '../../http/mount';
import { noteRoute } from '../../http/request-log';
import { formOf } from '../../pages/links/admit';
import { sendPage, speakHtml } from '../../pages/links/pages';
import { takeOnly } from '../../pages/links/take-only';
import { renderReportPage } from './view/page';
import { AGAIN_NOTICE } from './notices';
import { reportPath, returnedPath } from './paths';
import { receiveFile } from './receive-file';
import { submitFile } from './submit-file';
import { reportView, type ReportPageState } from './view';
import { noticeOf, visitReport, type ReportVisit, type VisitDeps } from './visit';
import { XLSX } from '../workbook-file';
import { makeCorrections, makeWorkbook, type MakeWorkbookDeps, type WorkbookFile } from '../make-workbook';
import type { ReturnWorkbookDeps } from '../return-workbook';
import { REPORT_ROOT, reportRowRouter, type ReportRowPageDeps } from './row-router';

export type ReportPageDeps = VisitDeps & ReportRowPageDeps & ReturnWorkbookDeps & MakeWorkbookDeps;

type PageRequest = Request<{ reportId: string }>;
type ReturnRequest = Request<{ reportId: string; returnId: string }>;

const WORKBOOK = `${REPORT_ROOT}/workbook`;
const CORRECTIONS = `${REPORT_ROOT}/returns/:returnId/corrections`;

/** The pages behind the button of a report's link: the spreadsheet out and back, and the same report to answer there. */
export function reportPageRouter(deps: ReportPageDeps): Router {
  const router = express.Router({ caseSensitive: true });

  router.use(REPORT_ROOT, (request: PageRequest, response, next) => {
    noteRoute(response, '/reports/{id}');
    const { reportId } = request.params;
    const known = isUuid(reportId);
    speakHtml(response, deps.setting, known ? reportPath(reportId) : null);
    if (!known) throw new DomainError('not-found', 'There is no such page.');
    next();
  });

  router.get(REPORT_ROOT, async (request: PageRequest, response) => {
    const visited = await visitReport(deps, request, response);
    if (visited === null) return;
    const { returned, again, page } = request.query;
    show(deps, response, visited, 200, {
      notice: noticeOf(visited, request) ?? (again === undefined ? null : AGAIN_NOTICE),
      returnId: typeof returned === 'string' ? returned : null,
      listPage: typeof page === 'string' && /^\d{1,6}$/.test(page) ? Number(page) : 1,
      uploadErrors: [],
    });
  });
  takeOnly(router, REPORT_ROOT, 'GET, HEAD, OPTIONS');

  router.get(WORKBOOK, async (request: PageRequest, response) => {
    noteRoute(response, '/reports/{id}/workbook');
    const visited = await visitReport(deps, request, response);
    if (visited === null) return;
    sendFile(response, await makeWorkbook(deps, visited.report));
  });
  router.post(WORKBOOK, async (request: PageRequest, response) => {
    noteRoute(response, '/reports/{id}/workbook');
    await takeFile(deps, request, response);
  });
  takeOnly(router, WORKBOOK, 'GET, HEAD, POST, OPTIONS');

  router.get(CORRECTIONS, async (request: ReturnRequest, response) => {
    noteRoute(response, '/reports/{id}/returns/{returnId}/corrections');
    const visited = await visitReport(deps, request, response);
    if (visited === null) return;
    sendFile(response, await makeCorrections(deps, visited.report, request.params.returnId));
  });
  takeOnly(router, CORRECTIONS, 'GET, HEAD, OPTIONS');

  router.use(reportRowRouter(deps));
  return router;
}

function show(
  deps: ReportPageDeps,
  response: Response,
  { report, session }: ReportVisit,
  status: number,
  state: Pick<ReportPageState, 'notice' | 'returnId' | 'listPage' | 'uploadErrors'>,
): void {
  const view = reportView(deps.setting, report, {
    ...state,
    ...{ actId: newId(), sessionEndsAt: session.endsAt, now: deps.clock.now() },
    token: deps.sessions.formToken(session.cookie),
  });
  sendPage(response, status, renderReportPage(view));
}

function sendFile(response: Response, { filename, file }: WorkbookFile): void {
  send(response, fileAnswer(file, filename, XLSX));
}

/** The session comes first: nobody else's file is read into memory. */
async function takeFile(deps: ReportPageDeps, request: PageRequest, response: Response): Promise<void> {
  const visited = await visitReport(deps, request, response);
  if (visited === null) return;
  const file = await receiveFile(request, response);
  // Of a file that is too large nothing is kept, not even the fields that came with it.
  if (file !== 'too-large') formOf(deps.sessions, visited.session, request);
  const { id: reportId } = visited.report;
  const submitted = await submitFile(deps, { reportId, file, now: deps.clock.now() });
  if (submitted.outcome === 'taken') {
    const again = submitted.again ? '&again=yes' : '';
    response.redirect(303, `${returnedPath(reportId, submitted.returnId)}${again}`);
    return;
  }
  const { status, errors: uploadErrors } = submitted;
  show(deps, response, visited, status, { notice: null, returnId: null, listPage: 1, uploadErrors });
}
