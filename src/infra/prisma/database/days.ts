import type { LocalDate } from '../../../domain/time';

/** The day in a `date` column, which Prisma gives as midnight UTC of that day. */
export function dayOf(date: Date): LocalDate {
  return date.toISOString().slice(0, 10) as LocalDate;
}
