import { sleep } from '@temporalio/workflow';

export type DeliveryOutcome =
  | { readonly outcome: 'sent' }
  /** The server will never take it (5xx): not to be retried. */
  | { readonly outcome: 'refused'; readonly smtpCode: number | null }
  /** Not now (4xx, no connection, no answer): to be tried again with a text made anew. */
  | { readonly outcome: 'deferred'; readonly smtpCode: number | null };

const FIRST_DELAY_SECONDS = 30;
const LAST_DELAY_SECONDS = 900;

/** Sends until the server takes or refuses the mail. Each attempt is given its own time by `send`. */
export async function untilTaken(
  what: string,
  send: () => Promise<DeliveryOutcome>,
): Promise<Exclude<DeliveryOutcome, { outcome: 'deferred' }>> {
  for (let delay = FIRST_DELAY_SECONDS; ; delay = Math.min(delay * 2, LAST_DELAY_SECONDS)) {
    const outcome = await send();
    if (outcome.outcome !== 'deferred') return outcome;
    await sleep(`${delay}s`, { summary: `Try the ${what} again` });
  }
}
