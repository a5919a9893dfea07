import { dateProblem, type ContactDates } from '../contact-dates';
import type { FieldError } from '../errors';
import type { LocalDate } from '../time';
import { contactConflict, type ContactConflict, type Resolution, type ResolutionRules } from '../terms';
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

/** Nothing is missing, and contact and resolution can both be true. */
export function isComplete(statement: RowStatement, rules: ResolutionRules): boolean {
  return missingColumns(statement).length === 0 && conflicts(statement, rules).length === 0;
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
 * and complete. A contact before the referral can be good: the consumer may have been in touch already (see
 * isBeforeReferral).
 */
export function statementProblems(
  statement: RowStatement,
  dates: ContactDates,
  rules: ResolutionRules,
): FieldError[] {
  const missing = missingColumns(statement).map((path) =>
    problem(path, `${REPORT_COLUMN_WORDS[path]} is missing.`),
  );
  return [...missing, ...contradictions(statement, dates, rules)];
}

/** What is wrong in a statement, complete or not. */
export function contradictions(
  statement: RowStatement,
  dates: ContactDates,
  rules: ResolutionRules,
): FieldError[] {
  const { contactMade, contactOn } = statement;
  const wrongDate = contactOn === null ? null : dateProblem(contactOn, dates);
  return [
    ...(wrongDate === null ? [] : [problem('contactDate', wrongDate)]),
    ...(contactMade !== true && contactOn !== null
      ? [problem('contactDate', 'There is a date, but Contact Made is not Y.')]
      : []),
    ...conflicts(statement, rules),
  ];
}

const CONFLICT_WORDS: Record<ContactConflict, string> = {
  'needs-contact': 'This resolution is not possible when nobody was contacted.',
  'excludes-contact': 'Contact Made is Y, but the resolution says that nobody was reached.',
};

function conflicts({ contactMade, resolution }: RowStatement, rules: ResolutionRules): FieldError[] {
  if (contactMade === null || resolution === null) return [];
  const conflict = contactConflict(contactMade, resolution, rules);
  return conflict === null ? [] : [problem('resolution', CONFLICT_WORDS[conflict])];
}

function problem(path: ReportColumn, message: string): FieldError {
  return { path, message };
}

/** The consumer had been in touch before the lead was sent. Who says so is asked once whether it is right. */
export function isBeforeReferral({ contactOn }: RowStatement, referredOn: LocalDate): boolean {
  return contactOn !== null && contactOn < referredOn;
}
