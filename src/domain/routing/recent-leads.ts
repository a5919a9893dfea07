import { daysBetween } from '../local-time';
import type { CapacityMeaning } from '../policy';
import type { LocalDate } from '../time';

/**
 * How many leads an organization was given on each of its latest days, however they ended. Days are those of the
 * program's zone. A clock that is behind does not open an earlier day again: its lead counts for the latest day.
 */
export interface RecentLeads {
  /** The day of its latest lead. Null: it never had one. */
  readonly leadsOn: LocalDate | null;
  /** Leads on that day, on the day before it, and so on. At most `FORTNIGHT` days. */
  readonly leadsByDay: readonly number[];
}

export const FORTNIGHT = 14;

export const NO_LEADS: RecentLeads = { leadsOn: null, leadsByDay: [] };

/** Leads given on the day `on`. */
export function leadsToday({ leadsOn, leadsByDay }: RecentLeads, on: LocalDate): number {
  return leadsOn !== null && leadsOn >= on ? (leadsByDay[0] ?? 0) : 0;
}

/** Leads given on `on` and the thirteen days before it. */
export function leadsInFortnight(recent: RecentLeads, on: LocalDate): number {
  const days = FORTNIGHT - daysSince(recent, on);
  return days <= 0 ? 0 : recent.leadsByDay.slice(0, days).reduce((sum, count) => sum + count, 0);
}

/** The same after one more lead on the day `on`. */
export function withLead(recent: RecentLeads, on: LocalDate): RecentLeads {
  const { leadsOn, leadsByDay } = recent;
  const days = daysSince(recent, on);
  if (leadsOn !== null && days === 0) {
    const [today = 0, ...before] = leadsByDay;
    return { leadsOn, leadsByDay: [today + 1, ...before] };
  }
  const without = Array.from({ length: days - 1 }, () => 0);
  return { leadsOn: on, leadsByDay: [1, ...without, ...leadsByDay].slice(0, FORTNIGHT) };
}

/** Never more than a fortnight: what is older is not kept. */
function daysSince({ leadsOn }: RecentLeads, on: LocalDate): number {
  if (leadsOn === null) return FORTNIGHT;
  return Math.min(FORTNIGHT, Math.max(0, daysBetween(leadsOn, on)));
}

/**
 * Places of its capacity that are taken on the day `on`. `open-places`: by referrals that are open now. `fortnight`:
 * also by every lead that it was given in the last fortnight, so that it never gets more than its capacity in any two
 * weeks.
 */
export function placesInUse(
  organization: RecentLeads & { readonly held: number },
  on: LocalDate,
  capacityMeans: CapacityMeaning,
): number {
  switch (capacityMeans) {
    case 'open-places':
      return organization.held;
    case 'fortnight':
      return Math.max(organization.held, leadsInFortnight(organization, on));
    default:
      return capacityMeans satisfies never;
  }
}

/**
 * How many leads it can be given in a day and still contact in two business days: of its capacity for two weeks, which
 * have ten business days, the part for two of them.
 */
export function leadsADay(capacity: number, dailyCapacityDivisor: number): number {
  return Math.max(1, Math.ceil(capacity / dailyCapacityDivisor));
}

/** It was given today as many leads as it can contact in time. */
export function isDayFull(
  organization: RecentLeads & { readonly capacity: number },
  on: LocalDate,
  dailyCapacityDivisor: number,
): boolean {
  return leadsToday(organization, on) >= leadsADay(organization.capacity, dailyCapacityDivisor);
}
