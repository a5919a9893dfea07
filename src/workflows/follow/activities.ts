import type { Instant } from '../../domain/time';
import type { Followed, Plan } from './plan';

/** What a follower asks of the outside world. src/activities implements it. */
export interface FollowActivities {
  /**
   * Reads the subject, takes the steps that are due and need PostgreSQL only, and says what is to be done next: one
   * transaction. A repeat finds the steps taken.
   */
  advance(command: AdvanceCommand): Promise<Plan>;
  /** Sends one message, keeps what the server said, and advances. One that has come to its end only advances. */
  sendMessage(command: JobCommand): Promise<Plan>;
  /** Does a long piece of work, which can be repeated and goes on where it stopped, and advances. */
  work(command: JobCommand): Promise<Plan>;
}

export interface AdvanceCommand extends Followed {
  /** The workflow's time. */
  readonly at: Instant;
  /** The subject's version that the workflow saw last: a smaller one in PostgreSQL means that it was put back. */
  readonly seen: number;
}

export interface JobCommand extends AdvanceCommand {
  readonly jobId: string;
}
