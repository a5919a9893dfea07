import type { Instant } from '../time';
import type { SeasonState } from '../vocabulary';

/** The parts of a season that its next step depends on. */
export interface SeasonToPlan {
  readonly state: SeasonState;
  /**
   * When to look at the referrals that were sent before the season: when business opens on its first day, or on the
   * next business day.
   */
  readonly listsAt: Instant;
  readonly listed: boolean;
  /** In the order of their dates. */
  readonly periods: readonly {
    readonly id: string;
    readonly number: number;
    readonly sendsAt: Instant;
    /** The making of its reports has begun, so its dates are fixed. */
    readonly begun: boolean;
    /** All of them are made. */
    readonly done: boolean;
  }[];
  readonly summaryAt: Instant;
  /** The mail with its summary was made. */
  readonly summarized: boolean;
}

type Period = SeasonToPlan['periods'][number];

/** A step that the service takes on its own, and when. A step whose time has passed is due now. */
export type SeasonStep =
  | { readonly does: 'list-before'; readonly at: Instant }
  | { readonly does: 'send-reports'; readonly at: Instant; readonly period: Period }
  | { readonly does: 'summarize'; readonly at: Instant };

/**
 * What a season does next. Null when nothing is left, or when nothing may happen before somebody resumes it. A season
 * that was ended sends no more reports, and its summary is made at once. Everything that was held up goes out before
 * the summary.
 */
export function nextSeasonStep(season: SeasonToPlan, now: Instant): SeasonStep | null {
  const { state, listsAt, listed, periods, summaryAt, summarized } = season;
  if (state === 'paused' || summarized) return null;
  if (state === 'ended') return { does: 'summarize', at: now };
  const unsent = periods.filter(({ done }) => !done);
  const steps: SeasonStep[] = [
    ...(listed ? [] : [{ does: 'list-before', at: listsAt } as const]),
    ...unsent.map((period) => ({ does: 'send-reports', at: period.sendsAt, period }) as const),
    ...(unsent.length > 0 ? [] : [{ does: 'summarize', at: summaryAt } as const]),
  ];
  return steps.reduce<SeasonStep | null>(
    (first, step) => (first === null || step.at < first.at ? step : first),
    null,
  );
}
