import type { FieldError as ColumnError } from '../../../domain/errors';
import { readDate } from '../../pages/read-date';
import type { FieldError, FormValues } from '../../pages/forms';
import { CONTACT_MADE } from './view/forms';
import type { TypedRow } from '../save-row';

/** What a row's form says in its columns, as typed into cells, or what is wrong with its date. */
export type RowReading = { readonly errors: readonly FieldError[] } | { readonly typed: TypedRow };

export function readRow(values: FormValues): RowReading {
  const { month = '', day = '', year = '', resolution = '', comments = '' } = values;
  const hasDate = `${month}${day}${year}`.trim() !== '';
  if (hasDate && readDate(values) === null) {
    const message = 'Enter a date that exists, with month, day and a year of four digits.';
    return { errors: [{ field: 'date', message }] };
  }
  const contactMade = CONTACT_MADE.find((choice) => choice === values.outcome) ?? '';
  const contactDate = hasDate ? [month, day, year].map((part) => part.trim()).join('/') : '';
  return { typed: { contactMade, contactDate, resolution, comments } };
}

/** The field of the page that shows an error of a column. */
const FIELDS: Readonly<Record<string, FieldError['field']>> = {
  contactMade: 'outcome',
  contactDate: 'date',
  resolution: 'resolution',
  comments: 'comments',
};

export function onFields(errors: readonly ColumnError[]): FieldError[] {
  return errors.flatMap(({ path, message }) => {
    const field = FIELDS[path];
    return field === undefined ? [] : [{ field, message }];
  });
}
