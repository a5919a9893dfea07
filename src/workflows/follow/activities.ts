import type { Instant } from '../../domain/time';
import type { Followed, Plan } from './plan';

/** What a follower asks of the outside world. src/activities implements it. */
export interface FollowActivities {
  /**
   * Reads the subject, takes the steps that are due and need only PostgreSQL, and says what to do next. One
   * transaction. A repeat finds the steps already taken.
   */
  advance(command: AdvanceCommand): Promise<Plan>;
  /**
   * Sends one message, keeps what the server said, and advances. For a message that has come to its end it only
   * advances.
   */
  sendMessage(command: JobCommand): Promise<Plan>;
  /** Does a long piece of work and advances. A repeat continues where the work stopped. */
  work(command: JobCommand): Promise<Plan>;
}

export interface AdvanceCommand extends Followed {
  /** The workflow's time. */
  readonly at: Instant;
  /**
   * The subject's version that the workflow saw last. A smaller one in PostgreSQL means that the database was
   * restored to an earlier time.
   */
  readonly seen: number;
}

export interface JobCommand extends AdvanceCommand {
  readonly jobId: string;
}
