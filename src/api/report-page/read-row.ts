import { contradictions, type RowStatement } from '../../domain/reports/statement';
import type { LocalDate } from '../../domain/time';
import { RESOLUTIONS } from '../../domain/vocabulary';
import { readDate } from '../assignment-page/read-form';
import { isStorable } from '../http/body';
import { COMMENTS_MAX_LENGTH, type FieldError, type FormValues } from '../pages/forms';
import { CONTACT_MADE } from '../pages/report/forms';

export type RowReading =
  { readonly errors: readonly FieldError[] } | { readonly statement: RowStatement };

/** Reads a row's form as it was filled in: a part of it is enough, but nothing in it may be wrong. */
export function readRow(values: FormValues, today: LocalDate): RowReading {
  const contactMade = CONTACT_MADE.find((choice) => choice === values.outcome);
  const dated = readOptionalDate(values);
  const comments = (values.comments ?? '').trim();
  const statement: RowStatement = {
    contactMade: contactMade === undefined ? null : contactMade === 'yes',
    contactOn: dated.on,
    resolution: RESOLUTIONS.find((choice) => choice === values.resolution) ?? null,
    comments: comments === '' ? null : comments,
  };
  const errors = [
    ...dated.errors,
    ...contradictions(statement, today).flatMap(({ path, message }) => onField(path, message)),
    ...commentsErrors(comments),
  ];
  return errors.length > 0 ? { errors } : { statement };
}

function readOptionalDate(values: FormValues): {
  readonly on: LocalDate | null;
  readonly errors: readonly FieldError[];
} {
  const { month = '', day = '', year = '' } = values;
  if (`${month}${day}${year}`.trim() === '') return { on: null, errors: [] };
  const on = readDate(values);
  if (on !== null) return { on, errors: [] };
  const message = 'Enter a date that exists, with month, day and a year of four digits.';
  return { on, errors: [{ field: 'date', message }] };
}

/** Where a rule's words about a column belong on the page. */
const FIELDS: Readonly<Record<string, FieldError['field']>> = {
  contactMade: 'outcome',
  contactDate: 'date',
  resolution: 'resolution',
  comments: 'comments',
};

export function onField(path: string, message: string): FieldError[] {
  const field = FIELDS[path];
  return field === undefined ? [] : [{ field, message }];
}

function commentsErrors(text: string): FieldError[] {
  const field = 'comments';
  if (text.length > COMMENTS_MAX_LENGTH) {
    return [{ field, message: 'Shorten the comments to 2,000 characters.' }];
  }
  return isStorable(text) ? [] : [{ field, message: 'The comments hold characters that cannot be stored.' }];
}
