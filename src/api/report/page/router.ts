import type { Request, Response, Router } from 'express';
import { v7 as newId } from 'uuid';
import { XLSX } from '../../../domain/media-types';
import { fileAnswer, type Answer } from '../../http/answer';
import { formOf } from '../../pages/links/admit';
import { subjectPages, type PageAnswer, type Visit } from '../../pages/links/subject-pages';
import { renderReportPage } from './view/page';
import { AGAIN_NOTICE, noticeOf } from './notices';
import { returnedPath } from './paths';
import { receiveFile } from './receive-file';
import { addRowPage, type RowPageDeps } from './row-page';
import { submitFile } from './submit-file';
import { reportView, type ReportPageState } from './view';
import { makeCorrections, makeWorkbook, type MakeWorkbookDeps, type WorkbookFile } from '../make-workbook';
import type { ReturnWorkbookDeps } from '../return-workbook';
import type { ReportReader, ReportRecord } from '../ports';

export type ReportPageDeps = RowPageDeps &
  ReturnWorkbookDeps &
  MakeWorkbookDeps & { readonly reports: Pick<ReportReader, 'find'> };

type ReportVisit = Visit<ReportRecord>;

/** The pages behind the button of a report's link: the workbook to download and return, and the report to fill in. */
export function reportPageRouter(deps: ReportPageDeps): Router {
  const pages = subjectPages(deps, {
    folder: 'reports',
    purpose: 'report',
    find: (id) => deps.reports.find(id),
  });
  pages.at('', {
    show(visit, { query: { saved, returned, again, page } }) {
      return show(deps, visit, 200, {
        notice: noticeOf(visit.content, saved) ?? (again === undefined ? null : AGAIN_NOTICE),
        returnId: typeof returned === 'string' ? returned : null,
        listPage: typeof page === 'string' && /^\d{1,6}$/.test(page) ? Number(page) : 1,
        uploadErrors: [],
      });
    },
  });
  pages.at('/workbook', {
    show: async ({ content }) => answerWith(await makeWorkbook(deps, content)),
    receive: (visit, request, response) => takeFile(deps, visit, request, response),
  });
  pages.at<{ returnId: string }>('/returns/:returnId/corrections', {
    show: async ({ content }, { params }) =>
      answerWith(await makeCorrections(deps, content, params.returnId)),
  });
  addRowPage(pages, deps);
  return pages.router;
}

function show(
  deps: ReportPageDeps,
  { content: report, session, token }: ReportVisit,
  status: number,
  state: Pick<ReportPageState, 'notice' | 'returnId' | 'listPage' | 'uploadErrors'>,
): PageAnswer {
  const view = reportView(deps.setting, report, {
    ...state,
    token,
    actId: newId(),
    sessionEndsAt: session.endsAt,
    now: deps.clock.now(),
  });
  return { status, html: renderReportPage(view) };
}

function answerWith({ filename, file }: WorkbookFile): Answer {
  return fileAnswer(file, filename, XLSX);
}

/** The session is checked first, so nobody else's file is read into memory. */
async function takeFile(
  deps: ReportPageDeps,
  visit: ReportVisit,
  request: Request<{ id: string }>,
  response: Response,
): Promise<PageAnswer> {
  const file = await receiveFile(request, response);
  // When a file is too large, nothing is kept, not even the fields that came with it.
  if (file !== 'too-large') formOf(deps.sessions, visit.session, request);
  const { id: reportId } = visit.content;
  const submitted = await submitFile(deps, { reportId, file, now: deps.clock.now() });
  if (submitted.outcome === 'taken') {
    const again = submitted.again ? '&again=yes' : '';
    return { goTo: `${returnedPath(reportId, submitted.returnId)}${again}` };
  }
  const { status, errors: uploadErrors } = submitted;
  return show(deps, visit, status, { notice: null, returnId: null, listPage: 1, uploadErrors });
}
