import type { Instant, Zone } from '../../domain/time';
import type { SeasonState } from '../../domain/vocabulary';
import type { DeliveryOutcome } from '../shared/delivery';
import type { EscalationActivities } from '../shared/escalation-activities';

/** What the season workflow asks of the outside world. src/activities implements it. */
export interface SeasonActivities extends Pick<EscalationActivities, 'sendEscalationMail'> {
  /** Notes that the workflow runs, and says what the season is to do and has done. */
  readSeason(command: SeasonCommand): Promise<SeasonPlan>;
  /** One report for each organization that had a referral in the period. What is there already stays as it is. */
  prepareReports(command: PeriodCommand): Promise<void>;
  /** Starts the workflow of each report that has none, and notes that all have one. */
  startReports(command: PeriodCommand): Promise<void>;
  /** Lists the referrals that no report asks for in one escalation; null when there are none. */
  listOutside(command: SeasonCommand & { readonly span: OutsideSpan }): Promise<string | null>;
  sendSeasonSummary(command: SeasonCommand): Promise<DeliveryOutcome>;
  /** The summary was mailed: the season is over. */
  endSeason(command: SeasonCommand): Promise<void>;
}

/** `before`: since the season before it ended; `after`: sent after the last day that was reported. */
export type OutsideSpan = 'before' | 'after';

export interface SeasonCommand {
  readonly seasonId: string;
  /** The workflow's time. */
  readonly at: Instant;
}

export type PeriodCommand = SeasonCommand & { readonly periodId: string };

export interface SeasonPlan {
  readonly name: string;
  readonly zone: Zone;
  readonly state: SeasonState;
  /** When the referrals that were sent before it are looked at: business opens on its first day, or on the next one. */
  readonly listsBeforeAt: Instant;
  /** In the order of their dates. */
  readonly periods: readonly PlannedPeriod[];
  readonly summaryAt: Instant;
  readonly summarized: boolean;
}

export interface PlannedPeriod {
  readonly id: string;
  readonly number: number;
  readonly sendsAt: Instant;
  /** Every report of it has been started. */
  readonly started: boolean;
}
