import type { LocalDate } from '../../../domain/time';

/** A `date` column comes as midnight UTC of its day. */
export function dayOf(date: Date): LocalDate {
  return date.toISOString().slice(0, 10) as LocalDate;
}
