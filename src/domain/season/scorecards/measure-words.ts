import { languageName } from '../../language/names';
import { countyName, DETERMINATION_WORDS } from '../../words';
import type { Measure } from './measures';
import { UNDETERMINED, type DeterminationSlice, type SliceKind } from './scorecard-counts';

/** The measures in words, once for pages, files and mails. */
export const MEASURE_WORDS: Record<Measure, string> = {
  accepted: 'Accepted',
  declined: 'Declined',
  contactWithinOne: 'Contact within 1 business day',
  contactWithinTwo: 'Contact within 2 business days',
  contactDays: 'Median business days to contact',
  appointmentInTime: 'Appointment within two weeks',
  covered: 'Enrolled or eligible',
  reportsOnTime: 'Reports on time',
};

/** What a figure is made of, so that nobody has to guess. */
export const MEASURE_NOTES: Record<Measure, string> = {
  accepted: 'Of the leads that had to be accepted.',
  declined: 'Of all leads.',
  contactWithinOne: 'Of the leads whose contact deadline is over. Only the day of a contact counts.',
  contactWithinTwo: 'Of the leads whose contact deadline is over. Only the day of a contact counts.',
  contactDays:
    'From day 0 of sending to the day of contact, in business days: 0 is the same day. A contact on a closed day ' +
    'counts on the next business day.',
  appointmentInTime: 'Of the leads whose appointment deadline is over. A final resolution counts as well.',
  covered: 'Of the leads with an outcome: eligible for MA or MinnesotaCare, or enrolled in a QHP.',
  reportsOnTime: 'Complete before they were late, of all that were due or complete.',
};

export const SLICE_KIND_WORDS: Record<SliceKind, string> = {
  determination: 'Determination',
  language: 'Language',
  county: 'County',
};

export function sliceWords(kind: SliceKind, key: string, countyOf: (fips: string) => string): string {
  switch (kind) {
    case 'determination':
      // The keys are the program's own list: the API refuses any other.
      return determinationWords(key as DeterminationSlice);
    case 'language':
      return languageName(key);
    case 'county':
      return countyName(countyOf(key));
    default:
      return kind satisfies never;
  }
}

function determinationWords(key: DeterminationSlice): string {
  return key === UNDETERMINED ? 'No determination yet' : DETERMINATION_WORDS[key];
}

/** `86%`, or `1.5`; `none` when there was nothing to count. */
export function valueWords(measure: Measure, value: number | null): string {
  if (value === null) return 'none';
  return measure === 'contactDays' ? String(value) : `${Math.round(value * 100)}%`;
}
