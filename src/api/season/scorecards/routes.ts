import { XLSX } from '../../../domain/media-types';
import { z } from 'zod';
import { fileAnswer, json } from '../../http/answer';
import { defineRoute, type Route } from '../../http/route';
import { date } from '../../http/fields';
import { scorecardsViewOf } from './schema';
import type { FigureWorkbooks } from './ports';
import { readScorecards, type ScorecardDeps } from './read-scorecards';
import { CSV_TABLES, scorecardCsv } from './scorecard-csv';
import { scorecardWorkbook } from './scorecard-workbook';
import { scorecardsAnswer } from './view';
import { answers, fileAnswers } from '../../http/answers';
import { SCORECARDS } from '../../http/paths';

export type ScorecardRouteDeps = ScorecardDeps & { readonly figureWorkbooks: FigureWorkbooks };

export const CSV_TYPE = 'text/csv; charset=utf-8';

const question = {
  seasonId: z.guid().optional(),
  from: date.optional().meta({ description: 'With `to`, instead of a season: local dates of sending' }),
  to: date.optional(),
  organizationId: z.guid().optional(),
};

export function scorecardRoutes(deps: ScorecardRouteDeps): Route[] {
  const common = { method: 'get', tag: 'Reports', scope: 'reports:read' } as const;

  const read = defineRoute({
    ...common,
    path: SCORECARDS,
    operationId: 'getScorecards',
    summary: 'How organizations do, in a season or between two dates',
    description:
      'Every figure with the numbers that it is made of. A small one is marked, has no rank, and is no part of a ' +
      'median. A median is that of the organizations’ own figures. Days are local dates of sending.',
    query: z.strictObject(question),
    answers: answers(200, 'Scorecards, by name', scorecardsViewOf(deps.policy), 'not-found'),
    async handle({ query, now }) {
      return json(200, scorecardsAnswer(await readScorecards(deps, query, now)));
    },
  });

  const csv = defineRoute({
    ...common,
    path: `${SCORECARDS}.csv`,
    operationId: 'getScorecardsCsv',
    summary: 'The same as comma-separated values',
    description:
      'RFC 4180 in UTF-8, one table at a time. A text that begins like a formula has an apostrophe before it.',
    query: z.strictObject({ ...question, table: z.enum(CSV_TABLES).default('totals') }),
    answers: fileAnswers('One table, RFC 4180', 'text/csv', 'not-found'),
    async handle({ query: { table, ...asked }, now }) {
      const text = scorecardCsv(await readScorecards(deps, asked, now), table);
      return fileAnswer(Buffer.from(text), `scorecards-${table}.csv`, CSV_TYPE);
    },
  });

  const workbook = defineRoute({
    ...common,
    path: `${SCORECARDS}.xlsx`,
    operationId: 'getScorecardsWorkbook',
    summary: 'The same as a workbook with charts',
    description: 'All tables, what each figure is made of, and charts as pictures.',
    query: z.strictObject(question),
    answers: fileAnswers('A workbook', XLSX, 'not-found'),
    async handle({ query, now }) {
      const sheet = await readScorecards(deps, query, now);
      const sheets = scorecardWorkbook(sheet, deps.policy.calendar.zone);
      const file = await deps.figureWorkbooks.write('Scorecards', sheets);
      return fileAnswer(file, 'scorecards.xlsx', XLSX);
    },
  });

  return [read, csv, workbook];
}
