import type { Copy } from './mail-server';
import type { Outage } from './victim';

/** So long a worker tries to record what the server said, with its own time-outs. */
const RECORDS_WITHIN_MS = 15_000;

/**
 * Of which mails (by their ids) an answer of the server may have been lost, how often: it hung up instead of answering;
 * or whoever had the answer died, stood still or had no PostgreSQL before it was recorded.
 */
export function lostAnswers(
  copies: readonly Copy[],
  outages: { readonly workers: readonly (readonly Outage[])[]; readonly stores: readonly Outage[] },
): ReadonlyMap<string, number> {
  const lost = new Map<string, number>();
  for (const { messageId, worker, at, answered } of copies) {
    const away = [...(outages.workers[worker] ?? []), ...outages.stores];
    const meets = away.some(({ from, to }) => from < at + RECORDS_WITHIN_MS && to > at);
    if (!answered || meets) lost.set(messageId, (lost.get(messageId) ?? 0) + 1);
  }
  return lost;
}
