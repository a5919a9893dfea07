import type { Instant } from '../../domain/time';
import type { PlannedPeriod, SeasonPlan } from './activities';

/** What a season does next, and when. Something whose time has passed is due now. */
export type NextThing =
  | { readonly does: 'list-before'; readonly at: Instant }
  | { readonly does: 'send-reports'; readonly at: Instant; readonly period: PlannedPeriod }
  | { readonly does: 'summarize'; readonly at: Instant };

/** Null when there is nothing left, or nothing is to happen before somebody resumes it. One that was ended sends no report any more. */
export function nextThing(plan: SeasonPlan, listedBefore: boolean): NextThing | null {
  const { state, listsBeforeAt, periods, summaryAt, summarized } = plan;
  if (state === 'paused' || summarized) return null;
  if (state === 'ended') return { does: 'summarize', at: summaryAt };
  const unsent = periods.filter(({ started }) => !started);
  const things: NextThing[] = [
    ...(listedBefore ? [] : [{ does: 'list-before', at: listsBeforeAt } as const]),
    ...unsent.map((period) => ({ does: 'send-reports', at: period.sendsAt, period }) as const),
    // Whatever was held up goes out first.
    ...(unsent.length > 0 ? [] : [{ does: 'summarize', at: summaryAt } as const]),
  ];
  return things.reduce<NextThing | null>(
    (first, thing) => (first === null || thing.at < first.at ? thing : first),
    null,
  );
}
