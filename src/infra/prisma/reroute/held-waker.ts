import type { FollowerLabel, Waker } from '../../../workflows/follow/waker';
import type { Followed } from '../../../workflows/follow/plan';

/**
 * Keeps what is to be told until `tell`: what the workflows do when they are woken takes the machine from whoever is not
 * done yet. What is never told, because the process died, is on record as behind, and the sweep tells it.
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
