import type { Instant } from '../time';
import type { Act } from './commands';

/** Decides on a referral, for both processes. */
export interface ReferralActs {
  /**
   * Decides the act on the referral as it is now. Keeps the act with everything that follows from it, all or nothing.
   * The same act again has its first answer, in whatever state the referral is since then. Throws DomainError: with
   * the reason why the act is not possible, with `not-found`, or with `unavailable`. After `unavailable` the very
   * same act can be sent again.
   */
  record(act: RecordedAct): Promise<RecordedOutcome>;
}

export interface RecordedAct {
  readonly referralId: string;
  readonly act: Act;
  /** The validated request, free text included. For `open` nothing of it is kept. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** The clock of the process that was asked. */
  readonly now: Instant;
  /** Further conditions. Not checked for an act that is recorded already. Throws DomainError. */
  readonly check?: () => Promise<void>;
}

export interface RecordedOutcome {
  /** The number of the referral's last event, after the act's own events. */
  readonly version: number;
  /**
   * False for an act that changed nothing, such as a link that was opened before or a mail that came back too late.
   */
  readonly recorded: boolean;
}
