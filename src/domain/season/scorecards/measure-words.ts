import { languageName } from '../../language/names';
import type { Program } from '../../program';
import { capitalized, countyName, termWords } from '../../terms';
import { daysWords } from '../../wording';
import type { Measure } from './measures';
import { UNDETERMINED, type SliceKind } from './scorecard-counts';

/** What of a program its figures are named by. */
export type NamedBy = Pick<Program, 'terms' | 'appointmentDays'>;

/** The measures in words, once for pages, files and mails. */
export const measureWords = ({ appointmentDays }: NamedBy): Record<Measure, string> => ({
  accepted: 'Accepted',
  declined: 'Declined',
  contactWithinOne: 'Contact within 1 business day',
  contactWithinTwo: 'Contact within 2 business days',
  contactDays: 'Median business days to contact',
  appointmentInTime: `Appointment within ${daysWords(appointmentDays)}`,
  covered: 'Enrolled or eligible',
  reportsOnTime: 'Reports on time',
});

/** What a figure is made of, so that nobody has to guess. */
export const measureNotes = ({ terms }: NamedBy): Record<Measure, string> => ({
  accepted: 'Of the leads that had to be accepted.',
  declined: 'Of all leads.',
  contactWithinOne: 'Of the leads whose contact deadline is over. Only the day of a contact counts.',
  contactWithinTwo: 'Of the leads whose contact deadline is over. Only the day of a contact counts.',
  contactDays:
    'From day 0 of sending to the day of contact, in business days: 0 is the same day. A contact on a closed day ' +
    'counts on the next business day.',
  appointmentInTime: 'Of the leads whose appointment deadline is over. A final resolution counts as well.',
  covered: `Of the leads with an outcome: ${coveredWords(terms)}.`,
  reportsOnTime: 'Complete before they were late, of all that were due or complete.',
});

function coveredWords({ resolutions }: NamedBy['terms']): string {
  return resolutions
    .filter(({ covered }) => covered)
    .map(({ words }) => `“${words}”`)
    .join(' or ');
}

export const sliceKindWords = ({ terms }: NamedBy): Record<SliceKind, string> => ({
  determination: 'Determination',
  language: 'Language',
  county: capitalized(terms.county.one),
});

export function sliceWords(
  kind: SliceKind,
  key: string,
  { terms, countyOf }: { readonly terms: NamedBy['terms']; readonly countyOf: (fips: string) => string },
): string {
  switch (kind) {
    case 'determination':
      return key === UNDETERMINED ? 'No determination yet' : termWords(terms.determinations, key);
    case 'language':
      return languageName(key);
    case 'county':
      return countyName(countyOf(key), terms.county);
    default:
      return kind satisfies never;
  }
}

/** `86%`, or `1.5`; `none` when there was nothing to count. */
export function valueWords(measure: Measure, value: number | null): string {
  if (value === null) return 'none';
  return measure === 'contactDays' ? String(value) : `${Math.round(value * 100)}%`;
}
