import type { Log } from '../log';
import type { Waitlist } from '../ports';
import { waitAtMost } from './wait-at-most';

/** The client does not wait for Temporal longer than this. */
const WAKE_MS = 1_000;

/** What was changed is saved either way: the worker's sweep notices it too, only later. */
export async function wakeWaitlist({
  waitlist,
  log,
}: {
  readonly waitlist: Waitlist;
  readonly log: Log;
}): Promise<void> {
  await waitAtMost(WAKE_MS, waitlist.nudge(), (error) => {
    log.warn({ err: error }, 'the waiting list was not woken; the sweep will');
  });
}
