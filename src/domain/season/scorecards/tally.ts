import type { Resolution } from '../../terms';
import type { DeclineReason } from '../../vocabulary';

/** A count out of a total. A share is never shown without these numbers. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** Counts for some leads, each given to one organization. Tallies of different leads can be added. */
export interface Tally {
  /** Sent to an organization. */
  readonly leads: number;
  /** Among the leads that the policy required to be accepted. */
  readonly accepted: Share;
  readonly declined: Readonly<Partial<Record<DeclineReason, number>>>;
  /**
   * `of`: leads whose contact deadline is over and that were not taken away before it. The cut is there so that quick
   * answers of the last days do not count without the slow ones.
   */
  readonly contactWithinOne: Share;
  readonly contactWithinTwo: Share;
  /** By the appointment's deadline; `of` as for the contact. A clock that is paused is not over. */
  readonly appointmentInTime: Share;
  /** By their latest resolution. A lead without one is open, or ended in another way. */
  readonly outcomes: Readonly<Partial<Record<Resolution, number>>>;
}

/** Reports by their outcome. Reports that are neither due nor complete are not counted. */
export interface ReportTally {
  readonly onTime: number;
  readonly late: number;
  readonly missing: number;
}

export const NO_LEADS: Tally = {
  leads: 0,
  accepted: { count: 0, of: 0 },
  declined: {},
  contactWithinOne: { count: 0, of: 0 },
  contactWithinTwo: { count: 0, of: 0 },
  appointmentInTime: { count: 0, of: 0 },
  outcomes: {},
};

export const NO_REPORTS: ReportTally = { onTime: 0, late: 0, missing: 0 };

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      leads: sum.leads + tally.leads,
      accepted: addShares(sum.accepted, tally.accepted),
      declined: addCounts(sum.declined, tally.declined),
      contactWithinOne: addShares(sum.contactWithinOne, tally.contactWithinOne),
      contactWithinTwo: addShares(sum.contactWithinTwo, tally.contactWithinTwo),
      appointmentInTime: addShares(sum.appointmentInTime, tally.appointmentInTime),
      outcomes: addCounts(sum.outcomes, tally.outcomes),
    }),
    NO_LEADS,
  );
}

export function addReports(tallies: readonly ReportTally[]): ReportTally {
  return tallies.reduce(
    (sum, { onTime, late, missing }) => ({
      onTime: sum.onTime + onTime,
      late: sum.late + late,
      missing: sum.missing + missing,
    }),
    NO_REPORTS,
  );
}

export function totalOf(counts: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(counts).reduce((sum: number, count) => sum + (count ?? 0), 0);
}

/** The middle value, or the mean of the two middle values. Null for no values. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

function addShares(a: Share, b: Share): Share {
  return { count: a.count + b.count, of: a.of + b.of };
}

function addCounts<Key extends string>(
  a: Readonly<Partial<Record<Key, number>>>,
  b: Readonly<Partial<Record<Key, number>>>,
): Partial<Record<Key, number>> {
  const sum: Partial<Record<Key, number>> = { ...a };
  for (const [key, count] of Object.entries(b) as [Key, number][]) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}
