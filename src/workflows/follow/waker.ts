import type { Followed, Shown } from './plan';

/**
 * Tells workflows that there is something to follow: signal with start, after the commit, in the background. Never
 * throws, and may be lost: the sweep finds who was not told.
 */
export interface Waker {
  /** `why`: what happened, as the Temporal UI names the signal. `label`: for a first start, where it is known. */
  wake(followed: Followed, why: string, label?: FollowerLabel): void;
  /** A place may have become free. */
  nudgeWaitlist(): void;
  /** Resolves when the signals that are on their way are few again, or after a while: who brings more waits for this. */
  room(): Promise<void>;
}

/** What a workflow is found by in the Temporal UI before it has shown anything itself. */
export interface FollowerLabel {
  readonly summary: string;
  readonly attributes: Shown['attributes'];
}
