import { csv, type CsvCell } from './csv';
import type { ScorecardSheet } from './read-scorecards';
import { periodsTable, slicesTable, totalsTable, type Table } from './tables';

/** One of the tables. A file of comma-separated values holds only one. */
export const CSV_TABLES = ['totals', 'periods', 'slices'] as const;
export type CsvTable = (typeof CSV_TABLES)[number];

const TABLES: Record<CsvTable, (sheet: ScorecardSheet) => Table> = {
  totals: totalsTable,
  periods: periodsTable,
  slices: slicesTable,
};

export function scorecardCsv(sheet: ScorecardSheet, which: CsvTable): string {
  const { columns, rows } = TABLES[which](sheet);
  const header: CsvCell[] = columns.map((column) => column.header);
  return csv([header, ...rows]);
}
