import type { Instant } from '../domain/time';
import type { ReferralInput, ResumedRun } from '../workflows/referral/messages';

/** What the worker's sweep for lost workflows needs of the outside world. */

/** Where a referral stands by its recorded events, whatever became of its workflow. */
export interface ReferralSnapshots {
  load(referralId: string): Promise<ReferralSnapshot | null>;
}

export interface ReferralSnapshot extends Omit<ResumedRun, 'why'> {
  readonly input: ReferralInput;
}

/** Referrals that PostgreSQL knows to be open. */
export interface OpenReferrals {
  /** In the order of ids, after `after`; only those that nothing has changed since `unchangedSince`. */
  page(after: string | null, unchangedSince: Instant, limit: number): Promise<readonly string[]>;
}

/** Which workflows Temporal still runs. */
export interface LostWorkflows {
  /** Those without a running workflow: asked of the list first, which lags, and of each suspect itself. */
  among(referralIds: readonly string[]): Promise<readonly LostWorkflow[]>;
  /** Starts it again where PostgreSQL says it stood; does nothing when it runs by now. */
  restart(snapshot: ReferralSnapshot): Promise<void>;
}

export interface LostWorkflow {
  readonly referralId: string;
  /** It ran and has ended. Otherwise Temporal knows nothing of it: perhaps it was never started. */
  readonly ended: boolean;
}

export interface DigestStarter {
  /** Does nothing while it runs. */
  ensure(): Promise<void>;
}
