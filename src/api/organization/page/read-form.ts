import type { RequestAsk } from '../../../domain/organization/request/requests';
import { findCounty, type AreaTable } from '../../../domain/service-area';
import { readLanguage } from '../../../domain/language/read-language';
import type { LocalDate } from '../../../domain/time';
import { ASSISTER_TYPES, type RequestKind } from '../../../domain/vocabulary';
import { readDate } from '../../pages/read-date';
import { commentsErrors } from '../../pages/comments-errors';
import type { FieldError, FormValues } from '../../pages/forms';
import { RESUME_OUTCOMES, SUSPEND_OUTCOMES } from './view/choices';
import { email } from '../../http/fields';

/** What a filled-in form asks for, or what is wrong with it. */
export type RequestReading =
  { readonly errors: readonly FieldError[] } | { readonly ask: RequestAsk; readonly comments: string | null };

type Read = { readonly errors: readonly FieldError[] } | RequestAsk;

const MAX_CAPACITY = 10_000;

/** Reads one form of the organization's page. Every form needs something that only a person can give. */
export function readRequest(kind: RequestKind, values: FormValues, areas: AreaTable): RequestReading {
  const comments = (values.comments ?? '').trim();
  const wrong = questionErrors(kind, comments);
  const read = readAsk(kind, values, areas);
  const errors = [...('errors' in read ? read.errors : []), ...wrong];
  if ('errors' in read || errors.length > 0) return { errors };
  return { ask: read, comments: comments === '' ? null : comments };
}

function readAsk(kind: RequestKind, values: FormValues, areas: AreaTable): Read {
  switch (kind) {
    case 'contact-change': {
      const address = email.safeParse(values.email ?? '');
      if (address.success) return { kind, contactEmail: address.data };
      return wrongField('email', 'Enter a mail address, such as leads@example.org.');
    }
    case 'absence':
      return readAbsence(values);
    case 'suspend':
      return readSuspension(values);
    case 'resume': {
      const chosen = RESUME_OUTCOMES.some((choice) => choice === values.outcome);
      return chosen ? { kind } : wrongField('outcome', 'Choose the answer to go on.');
    }
    case 'capacity':
      return readCapacity(values);
    case 'languages':
      return readLanguages(values);
    case 'counties':
      return readCounties(values, areas);
    case 'type': {
      const type = ASSISTER_TYPES.find((choice) => choice === values.type);
      return type === undefined ? wrongField('type', 'Choose a type.') : { kind, type };
    }
    case 'question':
      return { kind };
    default:
      return kind satisfies never;
  }
}

function readAbsence(values: FormValues): Read {
  const from = readDate(values);
  const until = readDate(untilOf(values));
  if (from !== null && until !== null) return { kind: 'absence', from, until };
  return {
    errors: [...(from === null ? [noDate('date')] : []), ...(until === null ? [noDate('untilDate')] : [])],
  };
}

function readSuspension(values: FormValues): Read {
  const outcome = SUSPEND_OUTCOMES.find((choice) => choice === values.outcome);
  if (outcome === undefined) return wrongField('outcome', 'Choose when we should stop.');
  if (outcome === 'until-further-notice') return { kind: 'suspend', from: null, until: null };
  const days = optionalDays(values);
  if ('errors' in days) return days;
  if (days.from === null && days.until === null) return { errors: [noDate('date')] };
  return { kind: 'suspend', ...days };
}

function readCapacity(values: FormValues): Read {
  const typed = (values.capacity ?? '').trim();
  const days = optionalDays(values);
  const capacity = /^\d{1,5}$/.test(typed) && Number(typed) <= MAX_CAPACITY ? Number(typed) : null;
  if (capacity !== null && !('errors' in days)) return { kind: 'capacity', capacity, ...days };
  return {
    errors: [
      ...(capacity === null
        ? [{ field: 'capacity', message: 'Enter a whole number from 0 to 10,000.' } as const]
        : []),
      ...('errors' in days ? days.errors : []),
    ],
  };
}

function readLanguages(values: FormValues): Read {
  const typed = linesOf(values.languages, (name) => 'tag' in readLanguage(name));
  const readings = typed.map((name) => ({ name, ...readLanguage(name) }));
  const day = optionalDay(values, 'date');
  const errors: FieldError[] = [
    ...(typed.length === 0 ? [{ field: 'languages', message: 'Enter at least one language.' } as const] : []),
    ...readings.flatMap((reading) =>
      'problem' in reading
        ? [{ field: 'languages', message: `“${reading.name}” ${reading.problem}` } as const]
        : [],
    ),
    ...('errors' in day ? day.errors : []),
  ];
  if (errors.length > 0 || 'errors' in day) return { errors };
  const languages = [...new Set(readings.flatMap((reading) => ('tag' in reading ? [reading.tag] : [])))];
  return { kind: 'languages', languages, from: day.on };
}

function readCounties(values: FormValues, areas: AreaTable): Read {
  const typed = linesOf(values.counties, (name) => findCounty(name, areas) !== undefined);
  if (typed.length === 0) return wrongField('counties', `Enter at least one ${areas.term.one}.`);
  const found = typed.map((name) => findCounty(name, areas));
  const unknown = typed.filter((_name, index) => found[index] === undefined);
  if (unknown.length > 0) {
    const message = (name: string) => `There is no ${areas.term.one} “${name}” in ${areas.state}.`;
    return { errors: unknown.map((name) => ({ field: 'counties', message: message(name) })) };
  }
  const codes = new Set(found.flatMap((county) => (county === undefined ? [] : [county.fips])));
  return { kind: 'counties', counties: [...codes].sort() };
}

/** One on each line, or with commas between them. A line that is one as a whole may have commas in it. */
function linesOf(text: string | undefined, isOne: (line: string) => boolean): string[] {
  return (text ?? '')
    .split(/[\n;]/)
    .flatMap((line) => (isOne(line) ? [line] : line.split(',')))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

type Days = { readonly from: LocalDate | null; readonly until: LocalDate | null };

function optionalDays(values: FormValues): Days | { readonly errors: readonly FieldError[] } {
  const from = optionalDay(values, 'date');
  const until = optionalDay(untilOf(values), 'untilDate');
  if ('errors' in from || 'errors' in until) {
    return { errors: [...('errors' in from ? from.errors : []), ...('errors' in until ? until.errors : [])] };
  }
  return { from: from.on, until: until.on };
}

function optionalDay(
  values: FormValues,
  field: 'date' | 'untilDate',
): { readonly on: LocalDate | null } | { readonly errors: readonly FieldError[] } {
  const { month = '', day = '', year = '' } = values;
  if (`${month}${day}${year}`.trim() === '') return { on: null };
  const on = readDate(values);
  return on === null ? { errors: [noDate(field)] } : { on };
}

function untilOf({ untilMonth = '', untilDay = '', untilYear = '' }: FormValues): FormValues {
  return { month: untilMonth, day: untilDay, year: untilYear };
}

function noDate(field: 'date' | 'untilDate'): FieldError {
  return { field, message: 'Enter a date that exists, with month, day and a year of four digits.' };
}

function wrongField(field: FieldError['field'], message: string): { readonly errors: readonly FieldError[] } {
  return { errors: [{ field, message }] };
}

function questionErrors(kind: RequestKind, text: string): FieldError[] {
  return kind === 'question' && text === ''
    ? [{ field: 'comments', message: 'Type your question.' }]
    : commentsErrors(text, 'text');
}
