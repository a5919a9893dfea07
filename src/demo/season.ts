import { plusDays } from '../domain/local-time';
import { instant, type LocalDate, type Zone } from '../domain/time';
import { formatInstant } from '../domain/wording';

/**
 * The body of a season around `today`: its first period holds today's leads, so that their reports go out tomorrow. A
 * season of fixed days would, on most days, be over or far away.
 */
export function seasonAround(today: LocalDate) {
  const first = { from: plusDays(today, -13), to: today };
  const second = { from: plusDays(today, 1), to: plusDays(today, 14) };
  const reported = (period: typeof first, afterDays: number) => ({
    ...period,
    sendOn: plusDays(period.to, afterDays),
    dueOn: plusDays(period.to, afterDays + 7),
  });
  return { name: `Demonstration of ${today}`, periods: [reported(first, 1), reported(second, 7)] };
}

export interface StartedSeason {
  readonly id: string;
  readonly workflowId: string;
  readonly next: { readonly at: string } | null;
}

/** What somebody can look at now, and what comes when. */
export function seasonWords(
  { id, workflowId, next }: StartedSeason,
  { publicUrl, zone }: { readonly publicUrl: string; readonly zone: Zone },
): string {
  return [
    `The season has begun: ${publicUrl}/api/v1/seasons/${id}`,
    `In the Temporal UI it is the workflow ${workflowId}, which says what comes next.`,
    `The figures so far: ${publicUrl}/api/v1/scorecards.csv?seasonId=${id}`,
    next === null
      ? 'Nothing is to come.'
      : `Each organization that was sent a lead up to today has its report by mail on ${formatInstant(instant(next.at), zone)}.`,
  ].join('\n');
}
