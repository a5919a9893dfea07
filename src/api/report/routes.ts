import { z } from 'zod';
import { XLSX } from '../../domain/media-types';
import { DomainError } from '../../domain/errors';
import { REPORT_STATES } from '../../domain/vocabulary';
import { fileAnswer, json } from '../http/answer';
import { listAnswer, lookAhead } from '../http/list';
import { bytes } from '../http/raw-body';
import { defineRoute, type Route } from '../http/route';
import type { ReportReader, ReportRecord } from './ports';
import { MAX_WORKBOOK_BYTES } from './workbook-file';
import { idParams, pageById } from '../http/fields';
import { reportList, reportViewOf, returnOutcome, rowOutcomeOf, rowPatchOf } from './schema';
import { makeCorrections, makeWorkbook, type MakeWorkbookDeps } from './make-workbook';
import { noSuchReport, returnWorkbook, type ReturnWorkbookDeps } from './return-workbook';
import { saveRow, type SaveRowDeps } from './save-row';
import { answers, fileAnswers } from '../http/answers';
import { REPORTS } from '../http/paths';
import { toReportView, toReturnOutcomeView, toRowOutcomeView, toTypedRow } from './views';

export type ReportRouteDeps = MakeWorkbookDeps &
  ReturnWorkbookDeps &
  SaveRowDeps & { readonly reports: ReportReader };

const returnParams = idParams.extend({ returnId: idParams.shape.id });
const rowParams = idParams.extend({ rowId: idParams.shape.id });

/** The Preferred Assister Report of one organization for one period, and what comes back for it. */
export function reportRoutes(deps: ReportRouteDeps): Route[] {
  const tag = 'Reports';

  const found = async (id: string): Promise<ReportRecord> => {
    const report = await deps.reports.find(id);
    if (report === null) throw noSuchReport();
    return report;
  };

  const list = defineRoute({
    method: 'get',
    path: REPORTS,
    tag,
    operationId: 'listReports',
    summary: 'Reports, newest first',
    description: 'Those that fit every filter that is given, without their rows.',
    scope: 'reports:read',
    query: z.strictObject({
      periodId: z.guid().optional(),
      organizationId: z.guid().optional(),
      state: z.enum(REPORT_STATES).optional(),
      ...pageById,
    }),
    answers: answers(200, 'One page of reports, without their rows', reportList),
    async handle({ query: { cursor, limit, ...filter } }) {
      const rows = await deps.reports.list(filter, lookAhead({ cursor, limit }));
      return json(
        200,
        listAnswer(rows, limit, ({ id }) => id),
      );
    },
  });

  const one = defineRoute({
    method: 'get',
    path: `${REPORTS}/{id}`,
    tag,
    operationId: 'getReport',
    summary: 'One report: its rows with what was reported, and what came back for it',
    description: 'Its rows name consumers.',
    scope: 'reports:read',
    params: idParams,
    answers: answers(200, 'The report', reportViewOf(deps.policy), 'not-found'),
    async handle({ params }) {
      return json(200, toReportView(await found(params.id)));
    },
  });

  const workbook = defineRoute({
    method: 'get',
    path: `${REPORTS}/{id}/workbook`,
    tag,
    operationId: 'getReportWorkbook',
    summary: 'The report as a workbook, with everything that is known filled in',
    description: 'Made when it is asked for; it says which revision of the report it is.',
    scope: 'reports:read',
    params: idParams,
    answers: fileAnswers('The workbook', XLSX, 'not-found'),
    async handle({ params }) {
      const { file, filename } = await makeWorkbook(deps, await found(params.id));
      return fileAnswer(file, filename, XLSX);
    },
  });

  const corrections = defineRoute({
    method: 'get',
    path: `${REPORTS}/{id}/returns/{returnId}/corrections`,
    tag,
    operationId: 'getReportCorrections',
    summary: 'A workbook with only the rows of a return that could not be taken, and why',
    description: 'It goes back like the report’s own workbook.',
    scope: 'reports:read',
    params: returnParams,
    answers: fileAnswers('The workbook', XLSX, 'not-found'),
    async handle({ params: { id: reportId, returnId } }) {
      const { file, filename } = await makeCorrections(deps, await found(reportId), returnId);
      return fileAnswer(file, filename, XLSX);
    },
  });

  const comeBack = defineRoute({
    method: 'post',
    path: `${REPORTS}/{id}/workbook`,
    tag,
    operationId: 'returnReportWorkbook',
    summary: 'Return a workbook',
    description: [
      'As the field `file` of a form, or as the body itself. Good rows are taken, and their referrals are told behind',
      'this answer; the others are listed with what is wrong. Rows are found by their key, in whatever order; the name',
      'and the reference beside it have to be those of its consumer, and when they are not in several rows, the whole',
      'file is refused; a row',
      'that says nothing new, or is not there, changes nothing, and a blank cell erases nothing. The very same file',
      'again changes nothing and gives the first result. A file that was saved before one that was taken already fills',
      'in what is still missing.',
    ].join(' '),
    scope: 'reports:write',
    params: idParams,
    body: bytes,
    raw: {
      contentTypes: [XLSX, 'application/octet-stream'],
      maxBytes: MAX_WORKBOOK_BYTES,
      formField: 'file',
    },
    answers: answers(
      200,
      'What became of its rows',
      returnOutcome,
      ...(['not-found', 'workbook-refused', 'workbook-of-another-report'] as const),
    ),
    async handle({ params: { id: reportId }, body: file, client, now }) {
      const outcome = await returnWorkbook(deps, { reportId, file, source: 'api', actor: client.id, now });
      return json(200, toReturnOutcomeView(reportId, outcome));
    },
  });

  const row = defineRoute({
    method: 'patch',
    path: `${REPORTS}/{id}/rows/{rowId}`,
    tag,
    operationId: 'changeReportRow',
    summary: 'Say what became of one consumer',
    description:
      'Only what is sent is changed; null clears a column. What is still missing does not stand against it, what is wrong does. A row that was complete stays complete.',
    scope: 'reports:write',
    params: rowParams,
    body: rowPatchOf(deps.policy),
    example: () => ({ comments: 'Called twice' }),
    answers: answers(200, 'The row as it is now', rowOutcomeOf(deps.policy), 'not-found'),
    async handle({ params: { id: reportId, rowId }, body, client, now }) {
      const by = { source: 'api', actor: client.id, now } as const;
      const typed = toTypedRow(body);
      const saved = await saveRow(deps, { reportId, rowId, typed, seenRevision: null, ...by });
      if (saved.outcome === 'refused') {
        throw new DomainError('validation', 'The row does not fit.', { errors: saved.errors });
      }
      return json(200, toRowOutcomeView(reportId, rowId, saved));
    },
  });

  return [list, one, workbook, comeBack, corrections, row];
}
