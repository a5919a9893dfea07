import type { PeriodFacts } from '../../../src/activities/reports/ports';
import type { ChaseStep } from '../../../src/domain/reports/chase';
import type { ReturnedRow } from '../../../src/domain/reports/to-workbook';
import type { Instant, LocalDate } from '../../../src/domain/time';
import type { SeasonState } from '../../../src/domain/vocabulary';

/** What PostgreSQL keeps of seasons, reports and what they are about, as far as the activities see it. */

export interface OrganizationInMemory {
  readonly id: string;
  readonly name: string;
  contactEmail: string;
  contactVerified: boolean;
}

export interface SentLead {
  readonly referralId: string;
  readonly organizationId: string;
  readonly sentAt: Instant;
  /** Its assignment ended otherwise than by a resolution. */
  over: boolean;
  /** Answered in full by its link before the report was made. */
  readonly answered: boolean;
}

export interface SeasonInMemory {
  readonly id: string;
  readonly name: string;
  state: SeasonState;
  readonly opensOn: LocalDate;
  summaryAt: Instant;
  summarizedAt: Instant | null;
  previousClosesOn: LocalDate | null;
  periods: (PeriodFacts & { preparedAt: Instant | null; startedAt: Instant | null; sendsAt: Instant })[];
}

export interface ReportInMemory {
  readonly id: string;
  readonly organizationId: string;
  readonly period: PeriodFacts;
  readonly dueOn: LocalDate;
  readonly dueAt: Instant;
  readonly chase: readonly ChaseStep[];
  readonly rows: { readonly lead: SentLead; complete: boolean }[];
  begunAt: Instant | null;
  sentAt: Instant | null;
  lateAt: Instant | null;
  returnedAt: Instant | null;
  completedAt: Instant | null;
  /** Statements that its referrals do not know yet. */
  untold: number;
  told: number;
  readonly returns: { readonly id: string; readonly at: Instant; problems: ReturnedRow[]; mailed: boolean }[];
  /** What was noted, with its time: `sent 2028-11-22T15:00`. */
  readonly notes: string[];
  readonly chased: ChaseStep[];
}
