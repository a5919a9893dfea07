import type { PeriodDates } from '../../domain/season/periods';
import type { SeasonEventType } from '../../domain/season/events';
import type { Instant, LocalDate } from '../../domain/time';
import type { ReportState, SeasonState } from '../../domain/vocabulary';
import type { PageRequest } from '../http/ports';

/** What the API needs for seasons. src/infra implements it. Every call may throw `unavailable`. */

/** A period with the instant of its sending, computed with the policy at the time its dates were set. */
export interface PlannedPeriod extends PeriodDates {
  readonly sendsAt: Instant;
}

export interface NewSeason {
  readonly id: string;
  readonly name: string;
  readonly periods: readonly PlannedPeriod[];
  readonly summaryAt: Instant;
  readonly policyVersion: string;
}

export interface SeasonRecord extends NewSeason {
  readonly state: SeasonState;
  readonly opensOn: LocalDate;
  readonly closesOn: LocalDate;
  readonly periods: readonly PeriodRecord[];
  readonly summarizedAt: Instant | null;
  readonly version: number;
  readonly createdAt: Instant;
  readonly begunAt: Instant | null;
  readonly endedAt: Instant | null;
}

export interface PeriodRecord extends PlannedPeriod {
  readonly id: string;
  /** From 1. */
  readonly number: number;
  readonly preparedAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly reports: Readonly<Record<ReportState, number>>;
}

/** Who did it, and when. */
export interface SeasonChange {
  readonly seasonId: string;
  /** The API key's id. */
  readonly actor: string;
  readonly at: Instant;
}

export interface SeasonAmendment {
  readonly name?: string | undefined;
  /** All of them, in order. Those that have begun are unchanged. */
  readonly periods?: readonly PlannedPeriod[] | undefined;
  readonly summaryAt?: Instant | undefined;
  /** The policy that the new dates were computed with. */
  readonly policyVersion: string;
}

export interface SeasonEventRecord {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
  readonly type: SeasonEventType;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface SeasonStore {
  /** Throws DomainError `validation` for the name of another season, and `seasons-overlap` for days of another one. */
  create(season: NewSeason, change: Omit<SeasonChange, 'seasonId'>): Promise<SeasonRecord>;
  find(id: string): Promise<SeasonRecord | null>;
  /** Newest first. */
  list(
    filter: { readonly state?: SeasonState | undefined },
    page: PageRequest,
  ): Promise<readonly SeasonRecord[]>;
  /** Newest first. */
  events(id: string, page: PageRequest): Promise<readonly SeasonEventRecord[]>;
  /**
   * Null when there is no such season. Throws as create does, and also `season-ended`, `version-conflict`, and
   * `period-begun` when dates would change in a period whose reports are out or due to go out.
   */
  amend(
    amendment: SeasonAmendment,
    change: SeasonChange,
    expectedVersion: number | null,
  ): Promise<SeasonRecord | null>;
  /** Null when there is no such season. Throws `season-ended`, `season-not-running` and `season-not-paused`. */
  move(step: SeasonStep, reason: string, change: SeasonChange): Promise<SeasonRecord | null>;
}

/** What a person does to a season as a whole. */
export type SeasonStep = 'pause' | 'resume' | 'end';
