import { readRow } from '../../../src/domain/report/cells';
import type { FoundCell, ReportColumn } from '../../../src/domain/report/workbook';
import { resolutions } from '../../support/minnesota-terms';
import { foundRow } from './reports';

/** What one cell says, in a row of which nothing else was filled in. */
export const read = (column: ReportColumn, cell: FoundCell | string, uses1904 = false) =>
  readRow(foundRow(null, { [column]: cell }).cells, { uses1904, resolutions });
export const number = (value: number): FoundCell => ({ kind: 'number', value });
export const boolean = (value: boolean): FoundCell => ({ kind: 'boolean', value });
