import type { FieldError } from '../../../domain/errors';
import { readTyped } from '../../../domain/report/cells';
import { keptRows } from '../../../domain/report/kept-rows';
import type { RowStatement } from '../../../domain/report/statement';
import type { Term } from '../../../domain/terms';
import type { Instant, LocalDate } from '../../../domain/time';
import type { FormValues } from '../../pages/forms';
import type { ReportRecord, ReportRowRecord } from '../ports';

/** What was typed about a consumer in a file, and could not be taken. */
export interface KeptRow {
  /** When the file came. */
  readonly at: Instant;
  /** The row's form with what was typed; where nothing was typed, with what is known. */
  readonly values: FormValues;
  /** `path` is a ReportColumn, or `row`. */
  readonly errors: readonly FieldError[];
}

/** Of the latest file that had the row wrong. Null when there is none, or when the row was answered since. */
export function keptRow(
  { returns }: ReportRecord,
  row: ReportRowRecord,
  resolutions: readonly Term[],
): KeptRow | null {
  const latest = returns.find(({ problems }) => problems.some(({ rowId }) => rowId === row.id));
  const kept = latest === undefined ? undefined : keptRows(latest.problems).get(row.id);
  if (latest === undefined || kept === undefined) return null;
  if (row.said !== null && row.said.at >= latest.at) return null;
  return { at: latest.at, values: valuesOf(row.statement, kept.typed, resolutions), errors: kept.errors };
}

/** What is known stands in the form already: nobody types it again. */
export function knownValues({ contactMade, contactOn, resolution, comments }: RowStatement): FormValues {
  return {
    ...(contactMade === null ? {} : { outcome: contactMade ? 'yes' : 'no' }),
    ...(contactOn === null ? {} : dateValues(contactOn)),
    ...(resolution === null ? {} : { resolution }),
    ...(comments === null ? {} : { comments }),
  };
}

function valuesOf(
  known: RowStatement,
  typed: Readonly<Record<string, string>>,
  resolutions: readonly Term[],
): FormValues {
  const { statement } = readTyped(typed, resolutions);
  const before = statement.contactMade === false ? { ...known, contactOn: null } : known;
  return {
    ...knownValues(before),
    ...(typed['contactDate'] === undefined ? {} : partsOf(typed['contactDate'])),
    ...(typed['comments'] === undefined ? {} : { comments: typed['comments'] }),
    ...knownValues(statement),
  };
}

/** A date that does not exist, part by part, so that only what is wrong has to be typed. */
function partsOf(typed: string): FormValues {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\D+(\d{1,2})\D+(\d{2,4})$/.exec(typed) ?? [];
  return { month, day, year };
}

function dateValues(on: LocalDate): FormValues {
  return {
    month: String(Number(on.slice(5, 7))),
    day: String(Number(on.slice(8, 10))),
    year: on.slice(0, 4),
  };
}
