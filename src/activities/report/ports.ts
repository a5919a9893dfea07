import type { ChaseStep } from '../../domain/report/chase';
import type { ReportRowFacts, ReturnedRow } from '../../domain/report/to-workbook';
import type { Instant, LocalDate } from '../../domain/time';
import type { ReportState } from '../../domain/vocabulary';
import type { LateReport } from '../../mail/late-report';

/** What the activities of seasons and reports need of the outside world; see src/activities/ports.ts. */

/** Brings what came back for a report to its referrals. */
export interface StatementApplier {
  /**
   * Applies the oldest statements that are still to be applied, some hundred at most, in one transaction. Null when there
   * are none. One that cannot be applied is noted with the reason, and does not stop the others.
   */
  applyNext(reportId: string, now: Instant): Promise<AppliedStatements | null>;
}

export interface AppliedStatements {
  /** The referrals that changed: their followers are marked behind, and are to be woken. */
  readonly moved: readonly string[];
  readonly freesPlace: boolean;
}

/** Makes the reports of a period. */
export interface ReportMaker {
  period(periodId: string): Promise<PeriodFacts>;
  /**
   * In the order of their ids, organizations to make a report for: those with an assignment sent from..until (the end
   * excluded), or with `nil` those and all active ones.
   */
  organizations(query: {
    readonly from: Instant;
    readonly until: Instant;
    readonly nil: boolean;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly string[]>;
  /**
   * Makes what is not there yet, in one transaction: each report with its rows in the order of sending, and what the
   * organizations have said by their links filled in. A report without open rows is complete at once. Returns the new
   * ones, whose followers are marked behind; null, and makes nothing, when the season is paused or has ended.
   */
  make(batch: ReportBatch): Promise<readonly string[] | null>;
  /** All reports of the period are there. Once. */
  noteMade(periodId: string, at: Instant): Promise<void>;
}

export interface PeriodFacts {
  /** Season and number, such as `OE5/2`. */
  readonly label: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly sendOn: LocalDate;
  readonly dueOn: LocalDate;
}

export interface ReportBatch {
  readonly periodId: string;
  readonly organizationIds: readonly string[];
  readonly from: Instant;
  readonly until: Instant;
  readonly dueOn: LocalDate;
  readonly dueAt: Instant;
  readonly chase: readonly ChaseStep[];
  readonly at: Instant;
}

/** What a report is found by. */
export interface ReportLabel {
  readonly organizationId: string;
  /** Season and number, such as `OE5/2`. */
  readonly period: string;
}

/** Reports, as their mails see them. */
export interface ReportMailReader {
  mailFacts(reportId: string): Promise<ReportMailFacts>;
  returnFacts(returnId: string): Promise<ReturnMailFacts>;
  /** With names: only for a mail that is encrypted. */
  rows(reportId: string): Promise<readonly ReportRowFacts[]>;
}

export interface ReportMailFacts {
  readonly state: ReportState;
  readonly revision: number;
  readonly label: ReportLabel;
  readonly organizationName: string;
  /** As it is now. */
  readonly contactEmail: string;
  readonly seasonName: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dueOn: LocalDate;
  readonly rowCount: number;
  readonly missing: number;
  readonly chase: readonly ChaseStep[];
  readonly returnedAt: Instant | null;
}

export interface ReturnMailFacts {
  readonly at: Instant;
  readonly taken: number;
  readonly problems: readonly ReturnedRow[];
}

/** What a late report's escalation tells. Nothing personal. */
export interface LateReportFacts extends Omit<LateReport, 'period'> {
  readonly label: ReportLabel;
}
