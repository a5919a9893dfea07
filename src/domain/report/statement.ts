import type { FieldError } from '../errors';
import type { LocalDate } from '../time';
import { RESOLUTIONS_WITHOUT_CONTACT, type Resolution } from '../vocabulary';
import { REPORT_COLUMN_WORDS, type ReportColumn } from './workbook';

/**
 * What an organization says about one consumer in a report. Null: nothing said yet. Required: Contact Made, Contact
 * Date when contact was made, Resolution. Comments are optional (docs/program.md, "The report and its dates").
 */
export interface RowStatement {
  readonly contactMade: boolean | null;
  readonly contactOn: LocalDate | null;
  readonly resolution: Resolution | null;
  readonly comments: string | null;
}

export const NOTHING_SAID: RowStatement = {
  contactMade: null,
  contactOn: null,
  resolution: null,
  comments: null,
};

/** The required columns that are still empty, in their order; empty when the row is complete. */
export function missingColumns({ contactMade, contactOn, resolution }: RowStatement): ReportColumn[] {
  return [
    ...(contactMade === null ? (['contactMade'] as const) : []),
    ...(contactMade === true && contactOn === null ? (['contactDate'] as const) : []),
    ...(resolution === null ? (['resolution'] as const) : []),
  ];
}

export function isComplete(statement: RowStatement): boolean {
  return missingColumns(statement).length === 0;
}

export function isSame(a: RowStatement, b: RowStatement): boolean {
  return (
    a.contactMade === b.contactMade &&
    a.contactOn === b.contactOn &&
    a.resolution === b.resolution &&
    a.comments === b.comments
  );
}

/**
 * Why a statement cannot be taken, column by column, in words for the person who filled it in. Empty when it is good
 * and complete. `today` is the local date of the return. A contact before the referral is good: the consumer had
 * already been in touch (see isBeforeReferral).
 */
export function statementProblems(statement: RowStatement, today: LocalDate): FieldError[] {
  const missing = missingColumns(statement).map((path) =>
    problem(path, `${REPORT_COLUMN_WORDS[path]} is missing.`),
  );
  return [...missing, ...contradictions(statement, today)];
}

/** What is wrong in a statement, complete or not. */
export function contradictions(statement: RowStatement, today: LocalDate): FieldError[] {
  const { contactMade, contactOn, resolution } = statement;
  return [
    ...(contactOn !== null && contactOn > today
      ? [problem('contactDate', 'This date is in the future.')]
      : []),
    ...(contactMade !== true && contactOn !== null
      ? [problem('contactDate', 'There is a date, but Contact Made is not Y.')]
      : []),
    ...(contactMade === false && resolution !== null && !RESOLUTIONS_WITHOUT_CONTACT.includes(resolution)
      ? [problem('resolution', 'This resolution is not possible when nobody was contacted.')]
      : []),
    ...(contactMade === true && resolution === 'unable-to-contact'
      ? [problem('resolution', 'Contact Made is Y, but the resolution says that nobody was reached.')]
      : []),
  ];
}

function problem(path: ReportColumn, message: string): FieldError {
  return { path, message };
}

/** The consumer had been in touch before the lead was sent. The row is taken and marked. */
export function isBeforeReferral({ contactOn }: RowStatement, referredOn: LocalDate): boolean {
  return contactOn !== null && contactOn < referredOn;
}
