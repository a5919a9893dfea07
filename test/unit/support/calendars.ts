import fc from 'fast-check';
import type { BusinessCalendar } from '../../../src/domain/policy';
import { localDate, type LocalDate, type LocalTime, type Zone } from '../../../src/domain/time';

/** Any day of the calendars below that leaves room to count on from it. */
export const day: fc.Arbitrary<LocalDate> = fc
  .integer({ min: 0, max: 364 })
  .map((offset) => nthDay(offset))
  .map(localDate);

/** A year from October 2026 to October 2027, both clock changes in it, closed on up to 60 days at random. */
export const calendar: fc.Arbitrary<BusinessCalendar> = fc
  .uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 60 })
  .map((offsets) => ({
    zone: 'America/Chicago' as Zone,
    opens: '08:00' as LocalTime,
    closes: '17:00' as LocalTime,
    closures: offsets
      .sort((a, b) => a - b)
      .map((offset) => ({ on: localDate(nthDay(offset)), name: `closure ${offset}` })),
    from: localDate('2026-09-01'),
    through: localDate('2028-12-31'),
  }));

export function nthDay(offset: number, from = '2026-10-01'): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);
}

/** Whether business is open that day, told from the weekday and the list alone. */
export function open(on: string, { closures }: BusinessCalendar): boolean {
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5 && closures.every((closure) => closure.on !== on);
}
