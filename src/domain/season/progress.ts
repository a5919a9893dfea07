import type { Instant, LocalDate, Zone } from '../time';
import type { ReportState } from '../vocabulary';
import { dueAt } from './periods';

/**
 * `planned`: nothing sent yet. `sending`: its reports are being made and started. `out`: all of them have started.
 */
export const PERIOD_STATES = ['planned', 'sending', 'out', 'complete'] as const;
export type PeriodState = (typeof PERIOD_STATES)[number];

export interface PeriodProgress {
  readonly preparedAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly reports: Readonly<Record<ReportState, number>>;
}

/** A period without referrals is complete as soon as that is known. */
export function periodState({ preparedAt, startedAt, reports }: PeriodProgress): PeriodState {
  if (preparedAt === null) return 'planned';
  if (startedAt === null) return 'sending';
  const { complete: _complete, ...open } = reports;
  return Object.values(open).every((count) => count === 0) ? 'complete' : 'out';
}

/** From this point a period's dates are fixed: its reports are out, or their time has come. */
export function hasBegun(
  { preparedAt, sendsAt }: { readonly preparedAt: Instant | null; readonly sendsAt: Instant },
  now: Instant,
): boolean {
  return preparedAt !== null || sendsAt <= now;
}

export const SEASON_NEXT = ['reports-go-out', 'reports-are-due', 'summary'] as const;

export interface SeasonNext {
  readonly what: (typeof SEASON_NEXT)[number];
  /** Number of the period; null for the summary. */
  readonly period: number | null;
  /** In the past when a pause holds it up, or when it is happening right now. */
  readonly at: Instant;
}

interface SeasonProgress {
  readonly summaryAt: Instant;
  readonly summarizedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly periods: readonly {
    readonly number: number;
    readonly sendsAt: Instant;
    readonly dueOn: LocalDate;
    readonly preparedAt: Instant | null;
  }[];
}

/**
 * What comes next in a season, by its published dates. Null when all is done. A season that somebody ended gets its
 * summary then.
 */
export function nextInSeason(season: SeasonProgress, zone: Zone, now: Instant): SeasonNext | null {
  const { summarizedAt, endedAt } = season;
  if (endedAt !== null) {
    return summarizedAt === null ? { what: 'summary', period: null, at: endedAt } : null;
  }
  const steps = season.periods.flatMap(({ number, sendsAt, dueOn, preparedAt }): SeasonNext[] => {
    if (preparedAt === null) return [{ what: 'reports-go-out', period: number, at: sendsAt }];
    const at = dueAt(zone, dueOn);
    return at > now ? [{ what: 'reports-are-due', period: number, at }] : [];
  });
  if (summarizedAt === null) steps.push({ what: 'summary', period: null, at: season.summaryAt });
  return steps.reduce<SeasonNext | null>(
    (first, step) => (first === null || step.at < first.at ? step : first),
    null,
  );
}
