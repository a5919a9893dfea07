import type { Followed, Shown } from './plan';

/**
 * Tells workflows that there is something to follow: signal with start, after the commit, in the background. Never
 * throws. A signal may be lost; the sweep finds workflows that were not told.
 */
export interface Waker {
  /**
   * `why`: what happened; the Temporal UI shows it as the signal's name. `label`: for a first start, where it is
   * known.
   */
  wake(followed: Followed, why: string, label?: FollowerLabel): void;
  /** A place may have become free. */
  nudgeWaitlist(): void;
  /**
   * Resolves when few signals are on their way, or after a while. Code that sends many signals waits for this.
   */
  room(): Promise<void>;
}

/** What finds a workflow in the Temporal UI before it has shown anything itself. */
export interface FollowerLabel {
  readonly summary: string;
  readonly attributes: Shown['attributes'];
}
