import type { ChaseStep } from '../../domain/report/chase';
import type { RefusedRow } from '../../domain/report/kept-rows';
import type { RowSource } from '../../domain/report/to-workbook';
import type { Instant, LocalDate } from '../../domain/time';
import type { ReportState } from '../../domain/vocabulary';
import type { LateReport } from '../../mail/late-report';

/** What the activities of seasons and reports need of the outside world; see src/activities/ports.ts. */

/** Applies what came back for a report to its referrals. */
export interface StatementApplier {
  /**
   * Applies the oldest statements that are still to be applied, a few hundred at most, in one transaction. Null when
   * there are none. A statement that cannot be applied is noted with the reason, and does not stop the others.
   */
  applyNext(reportId: string, now: Instant): Promise<AppliedStatements | null>;
}

export interface AppliedStatements {
  /** The referrals that changed. Their followers are marked as behind and have to be woken. */
  readonly moved: readonly string[];
  readonly freesPlace: boolean;
}

/** Makes the reports of a period. */
export interface ReportMaker {
  period(periodId: string): Promise<PeriodData>;
  /**
   * Organizations to make a report for, in the order of their ids: those with an assignment sent from..until (`until`
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
   * Makes the reports that do not exist yet, in one transaction. Each has its rows in the order of sending, filled in
   * with what the organizations have said through their links. A report without open rows is complete at once.
   * Returns the new reports, whose followers are marked as behind. Returns null and makes nothing when the season is
   * paused or has ended.
   */
  make(batch: ReportBatch): Promise<readonly string[] | null>;
  /** Notes that all reports of the period exist. Has an effect once. */
  noteMade(periodId: string, at: Instant): Promise<void>;
}

export interface PeriodData {
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
  mailData(reportId: string): Promise<ReportMailData>;
  returnFacts(returnId: string): Promise<ReturnMailData>;
  /** Has names, so it is only for a mail that is encrypted. */
  rows(reportId: string): Promise<readonly RowSource[]>;
}

export interface ReportMailData {
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

export interface ReturnMailData {
  readonly at: Instant;
  readonly taken: number;
  readonly problems: readonly RefusedRow[];
}

/** What the escalation of a late report says. Nothing personal. */
export interface LateReportData extends Omit<LateReport, 'period'> {
  readonly label: ReportLabel;
}
