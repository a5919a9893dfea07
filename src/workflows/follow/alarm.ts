import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { millis, type Instant } from '../../domain/time';
import { now } from './now';
import type { WakeUp } from './plan';

/** A plan never asks for the past. If clocks differ, this keeps the follower from looping without a wait. */
const SOONEST_MS = 1_000;

/**
 * The run's one timer. Lazy: an earlier timer is kept, because one needless look costs less than setting the timer
 * anew.
 */
export class Alarm {
  private set: { readonly at: Instant; readonly scope: CancellationScope } | null = null;

  constructor(private readonly ring: () => void) {}

  ringAt(until: WakeUp | null): void {
    if (until === null || (this.set !== null && this.set.at <= until.at)) return;
    this.set?.scope.cancel();
    const scope = new CancellationScope();
    this.set = { at: until.at, scope };
    const ms = Math.max(millis(until.at) - millis(now()), SOONEST_MS);
    void scope
      .run(() => sleep(ms, { summary: until.purpose }))
      .then(
        () => {
          this.set = null;
          this.ring();
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }
}
