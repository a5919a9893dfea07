import type { Followed } from './plan';

/**
 * Tells workflows that there is something to follow: signal with start, after the commit, in the background. Never
 * throws, and may be lost: the sweep finds who was not told.
 */
export interface Waker {
  /** `why`: what happened, as the Temporal UI names the signal. */
  wake(followed: Followed, why: string): void;
  /** A place may have become free. */
  nudgeWaitlist(): void;
}
