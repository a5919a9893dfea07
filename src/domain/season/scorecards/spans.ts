import { plusDays } from '../../local-time';
import type { LocalDate } from '../../time';
import { MONTHS } from '../../wording';
import type { Span } from './scorecard-counts';

/** The months from one day to another. The first and last month are cut to those days. */
export function monthSpans(from: LocalDate, to: LocalDate): Span[] {
  const spans: Span[] = [];
  for (let first = from; first <= to;) {
    const last = lastDayOfMonth(first);
    const label = `${MONTHS[Number(first.slice(5, 7)) - 1]} ${first.slice(0, 4)}`;
    spans.push({ label, from: first, to: last < to ? last : to });
    first = plusDays(last, 1);
  }
  return spans;
}

function lastDayOfMonth(date: LocalDate): LocalDate {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) as LocalDate;
}
