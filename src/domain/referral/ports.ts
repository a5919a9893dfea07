import type { Instant } from '../time';
import type { Act } from './commands';

/** Deciding on a referral, for both processes. */
export interface ReferralActs {
  /**
   * Decides the act on the referral as it is now, and keeps it with everything that follows, all or nothing. The same act
   * again has its first answer, whatever the referral has come to since. Throws DomainError: the reason why the act is
   * not possible, `not-found`, or `unavailable`, after which the very same act can be sent again.
   */
  record(act: RecordedAct): Promise<RecordedAnswer>;
}

export interface RecordedAct {
  readonly referralId: string;
  readonly act: Act;
  /** The validated request, free text included; nothing is kept of `open`. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** The clock of the process that was asked. */
  readonly now: Instant;
  /** What else has to be so; not asked for an act that is recorded already. Throws DomainError. */
  readonly check?: () => Promise<void>;
}

export interface RecordedAnswer {
  /** The number of the referral's last event, with the act's own. */
  readonly version: number;
  /** False for an act that changed nothing: a link that was opened before, a mail that came back too late. */
  readonly recorded: boolean;
}
