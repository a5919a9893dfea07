import { MEASURE_WORDS, SLICE_KIND_WORDS, sliceWords } from '../../../domain/season/scorecards/measure-words';
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
import { ASSISTER_TYPE_WORDS, DECLINE_REASON_WORDS, RESOLUTION_WORDS } from '../../../domain/words';
import { DECLINE_REASONS, RESOLUTIONS } from '../../../domain/vocabulary';
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

/** One row for each organization, and one for all of them. */
export function totalsTable({ cards }: ScorecardSheet): Table {
  const rows = [
    ['', ALL, '', ...countedCells(cards.network, MEASURES), ...MEASURES.flatMap(() => [null, null])],
    ...cards.organizations.map((card) => [
      card.organization.id,
      card.organization.name,
      ASSISTER_TYPE_WORDS[card.organization.type],
      ...countedCells(card, MEASURES),
      ...MEASURES.flatMap((measure) => rankCells(card.ranks[measure])),
    ]),
  ];
  const columns = [
    ...[text('Id'), text('Organization'), text('Type')],
    ...countedColumns(MEASURES),
    ...MEASURES.flatMap((measure) => [
      count(`${MEASURE_WORDS[measure]}: rank`),
      count(`${MEASURE_WORDS[measure]}: ranked`),
    ]),
  ];
  return { columns, rows };
}

/** One row for each organization and period. */
export function periodsTable({ cards }: ScorecardSheet): Table {
  const rowsOf = (name: string, { trend }: Card) =>
    trend.map((point) => [
      ...[name, point.span.label, point.span.from, point.span.to],
      ...countedCells(point, MEASURES),
    ]);
  return {
    columns: [
      ...[text('Organization'), text('Period'), text('From'), text('To')],
      ...countedColumns(MEASURES),
    ],
    rows: [
      ...rowsOf(ALL, cards.network),
      ...cards.organizations.flatMap((card) => rowsOf(card.organization.name, card)),
    ],
  };
}

/** Who gets and who takes which leads. One row for each organization and kind of lead. */
export function slicesTable({ cards, smallNumber, countyOf }: ScorecardSheet): Table {
  const rowsOf = (name: string, slices: readonly Slice[]) =>
    slices.map(({ kind, key, tally }) => [
      ...[name, SLICE_KIND_WORDS[kind], sliceWords(kind, key, countyOf)],
      ...tallyCells(tally),
      ...SLICE_MEASURES.flatMap((measure) => figureCells(sliceFigures(tally, smallNumber)[measure])),
    ]);
  return {
    columns: [
      ...[text('Organization'), text('Told apart by'), text('Leads of')],
      ...tallyColumns(),
      ...SLICE_MEASURES.flatMap(figureColumns),
    ],
    rows: [
      ...rowsOf(ALL, cards.network.slices),
      ...cards.organizations.flatMap(({ organization, slices }) => rowsOf(organization.name, slices)),
    ],
  };
}

function countedColumns(measures: readonly Measure[]): Column[] {
  const reports = ['Reports on time', 'Reports late', 'Reports missing'].map((header) =>
    count(`${header}: number`),
  );
  return [...tallyColumns(), ...reports, ...measures.flatMap(figureColumns)];
}

function countedCells(
  { tally, reports, figures }: Counted & { readonly figures: Readonly<Record<Measure, Figure>> },
  measures: readonly Measure[],
): CsvCell[] {
  const { onTime, late, missing } = reports;
  return [
    ...tallyCells(tally),
    ...[onTime, late, missing],
    ...measures.flatMap((measure) => figureCells(figures[measure])),
  ];
}

function tallyColumns(): Column[] {
  return [
    count('Leads'),
    ...DECLINE_REASONS.map((reason) => count(`Declined: ${DECLINE_REASON_WORDS[reason]}`)),
    ...RESOLUTIONS.map((resolution) => count(`Outcome: ${RESOLUTION_WORDS[resolution]}`)),
  ];
}

function tallyCells({ leads, declined, outcomes }: Tally): CsvCell[] {
  return [
    leads,
    ...DECLINE_REASONS.map((reason) => declined[reason] ?? 0),
    ...RESOLUTIONS.map((resolution) => outcomes[resolution] ?? 0),
  ];
}

function figureColumns(measure: Measure): Column[] {
  const words = MEASURE_WORDS[measure];
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
