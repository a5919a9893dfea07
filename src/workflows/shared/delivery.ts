import { sleep } from '@temporalio/workflow';

export type DeliveryOutcome =
  | { readonly outcome: 'sent' }
  /** The server will never take it (5xx): not to be retried. */
  | { readonly outcome: 'refused'; readonly smtpCode: number | null }
  /** Not now (4xx, no connection, no answer): to be tried again with a text made anew. */
  | { readonly outcome: 'deferred'; readonly smtpCode: number | null };

const FIRST_DELAY_SECONDS = 30;
const LAST_DELAY_SECONDS = 900;

export type Taken<Outcome> = Exclude<Outcome, { readonly outcome: 'deferred' }>;

/**
 * Sends until the server takes or refuses the mail. Each attempt is given its own time by `send`. `goesOn` is asked after
 * each that was deferred; null when it does not.
 */
export async function untilTaken<Outcome extends { readonly outcome: string }>(
  what: string,
  send: () => Promise<Outcome>,
): Promise<Taken<Outcome>>;
export async function untilTaken<Outcome extends { readonly outcome: string }>(
  what: string,
  send: () => Promise<Outcome>,
  goesOn: () => boolean,
): Promise<Taken<Outcome> | null>;
export async function untilTaken<Outcome extends { readonly outcome: string }>(
  what: string,
  send: () => Promise<Outcome>,
  goesOn: () => boolean = () => true,
): Promise<Taken<Outcome> | null> {
  for (let delay = FIRST_DELAY_SECONDS; ; delay = Math.min(delay * 2, LAST_DELAY_SECONDS)) {
    const outcome = await send();
    if (outcome.outcome !== 'deferred') return outcome as Taken<Outcome>;
    if (!goesOn()) return null;
    await sleep(`${delay}s`, { summary: `Try the ${what} again` });
  }
}
