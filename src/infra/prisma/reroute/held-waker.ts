import type { FollowerLabel, Waker } from '../../../workflows/follow/waker';
import type { Followed } from '../../../workflows/follow/plan';

/**
 * Holds all signals back until `tell`. Workflows that are woken take time from the machine that the rest of the batch
 * needs. If the process dies before `tell`, the followers are on record as behind, and the sweep wakes them.
 */
export class HeldWaker implements Waker {
  private readonly held: (readonly [followed: Followed, why: string, label?: FollowerLabel])[] = [];
  private nudged = false;

  constructor(private readonly waker: Waker) {}

  wake(...told: readonly [followed: Followed, why: string, label?: FollowerLabel]): void {
    this.held.push(told);
  }

  nudgeWaitlist(): void {
    this.nudged = true;
  }

  room(): Promise<void> {
    return this.waker.room();
  }

  tell(): void {
    for (const told of this.held.splice(0)) this.waker.wake(...told);
    if (this.nudged) this.waker.nudgeWaitlist();
    this.nudged = false;
  }
}
