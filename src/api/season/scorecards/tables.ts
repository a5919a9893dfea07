import {
  measureWords,
  sliceKindWords,
  sliceWords,
  type NamedBy,
} from '../../../domain/season/scorecards/measure-words';
import {
  MEASURES,
  SLICE_MEASURES,
  sliceFigures,
  type Counted,
  type Figure,
  type Measure,
} from '../../../domain/season/scorecards/measures';
import type { Card, Rank, Slice } from '../../../domain/season/scorecards/scorecard';
import type { Tally } from '../../../domain/season/scorecards/tally';
import { withEarlier, type Term } from '../../../domain/terms';
import { ASSISTER_TYPE_WORDS, DECLINE_REASON_WORDS } from '../../../domain/words';
import { DECLINE_REASONS } from '../../../domain/vocabulary';
import type { CsvCell } from './csv';
import type { ScorecardSheet } from './read-scorecards';

/** Scorecards as tables, the same in every file. A figure is beside the numbers that it is made of. */

export type CellKind = 'text' | 'count' | 'share' | 'days';

export interface Column {
  readonly header: string;
  readonly kind: CellKind;
  /** In letters. By default the kind decides. */
  readonly width?: number;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly CsvCell[])[];
}

const ALL = 'All organizations';

/** What the columns of one sheet are made for. */
interface Shape {
  readonly program: NamedBy;
  readonly outcomes: readonly Term[];
}

function shapeOf({ program, cards }: ScorecardSheet): Shape {
  const { outcomes } = cards.network.tally;
  return { program, outcomes: withEarlier(program.terms.resolutions, Object.keys(outcomes)) };
}

/** One row for each organization, and one for all of them. */
export function totalsTable(sheet: ScorecardSheet): Table {
  const { cards, program } = sheet;
  const shape = shapeOf(sheet);
  const words = measureWords(program);
  const rows = [
    ['', ALL, '', ...countedCells(cards.network, shape), ...MEASURES.flatMap(() => [null, null])],
    ...cards.organizations.map((card) => [
      card.organization.id,
      card.organization.name,
      ASSISTER_TYPE_WORDS[card.organization.type],
      ...countedCells(card, shape),
      ...MEASURES.flatMap((measure) => rankCells(card.ranks[measure])),
    ]),
  ];
  const columns = [
    ...[text('Id'), text('Organization'), text('Type')],
    ...countedColumns(shape),
    ...MEASURES.flatMap((measure) => [count(`${words[measure]}: rank`), count(`${words[measure]}: ranked`)]),
  ];
  return { columns, rows };
}

/** One row for each organization and period. */
export function periodsTable(sheet: ScorecardSheet): Table {
  const { cards } = sheet;
  const shape = shapeOf(sheet);
  const rowsOf = (name: string, { trend }: Card) =>
    trend.map((point) => [
      ...[name, point.span.label, point.span.from, point.span.to],
      ...countedCells(point, shape),
    ]);
  return {
    columns: [...[text('Organization'), text('Period'), text('From'), text('To')], ...countedColumns(shape)],
    rows: [
      ...rowsOf(ALL, cards.network),
      ...cards.organizations.flatMap((card) => rowsOf(card.organization.name, card)),
    ],
  };
}

/** Who gets and who takes which leads. One row for each organization and kind of lead. */
export function slicesTable(sheet: ScorecardSheet): Table {
  const { cards, rules, program, countyOf } = sheet;
  const shape = shapeOf(sheet);
  const kinds = sliceKindWords(program);
  const speech = { terms: program.terms, countyOf };
  const rowsOf = (name: string, slices: readonly Slice[]) =>
    slices.map(({ kind, key, tally }) => [
      ...[name, kinds[kind], sliceWords(kind, key, speech)],
      ...tallyCells(tally, shape),
      ...SLICE_MEASURES.flatMap((measure) => figureCells(sliceFigures(tally, rules)[measure])),
    ]);
  return {
    columns: [
      ...[text('Organization'), text('Told apart by'), text('Leads of')],
      ...tallyColumns(shape),
      ...SLICE_MEASURES.flatMap((measure) => figureColumns(measure, program)),
    ],
    rows: [
      ...rowsOf(ALL, cards.network.slices),
      ...cards.organizations.flatMap(({ organization, slices }) => rowsOf(organization.name, slices)),
    ],
  };
}

function countedColumns(shape: Shape): Column[] {
  const reports = ['Reports on time', 'Reports late', 'Reports missing'].map((header) =>
    count(`${header}: number`),
  );
  return [
    ...tallyColumns(shape),
    ...reports,
    ...MEASURES.flatMap((measure) => figureColumns(measure, shape.program)),
  ];
}

function countedCells(
  { tally, reports, figures }: Counted & { readonly figures: Readonly<Record<Measure, Figure>> },
  shape: Shape,
): CsvCell[] {
  const { onTime, late, missing } = reports;
  return [
    ...tallyCells(tally, shape),
    ...[onTime, late, missing],
    ...MEASURES.flatMap((measure) => figureCells(figures[measure])),
  ];
}

function tallyColumns({ outcomes }: Shape): Column[] {
  return [
    count('Leads'),
    ...DECLINE_REASONS.map((reason) => count(`Declined: ${DECLINE_REASON_WORDS[reason]}`)),
    ...outcomes.map((outcome) => count(`Outcome: ${outcome.words}`)),
  ];
}

function tallyCells({ leads, declined, outcomes }: Tally, shape: Shape): CsvCell[] {
  return [
    leads,
    ...DECLINE_REASONS.map((reason) => declined[reason] ?? 0),
    ...shape.outcomes.map(({ code }) => outcomes[code] ?? 0),
  ];
}

function figureColumns(measure: Measure, program: NamedBy): Column[] {
  const words = measureWords(program)[measure];
  return [
    { header: words, kind: measure === 'contactDays' ? 'days' : 'share' },
    ...[count(`${words}: count`), count(`${words}: of`), text(`${words}: note`)],
  ];
}

const SHARE_DIGITS = 4;

function figureCells({ value, count: counted, of, small }: Figure): CsvCell[] {
  const rounded = value === null ? null : Number(value.toFixed(SHARE_DIGITS));
  return [rounded, counted, of, small ? 'small number' : ''];
}

function rankCells(rank: Rank | null): CsvCell[] {
  return rank === null ? [null, null] : [rank.place, rank.among];
}

function text(header: string): Column {
  return { header, kind: 'text' };
}

function count(header: string): Column {
  return { header, kind: 'count' };
}
