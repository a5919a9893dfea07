import type { ChaseStep } from '../../domain/reports/chase';
import type { ReportRowFacts, ReturnedRow } from '../../domain/reports/to-workbook';
import type { Instant, LocalDate } from '../../domain/time';
import type { ReportState, SeasonState } from '../../domain/vocabulary';
import type { LateReport } from '../../mail/late-report';
import type { ReportNote, ReportStanding, ReportTerms } from '../../workflows/report/activities';
import type { ReportLabel } from '../../workflows/report/messages';

/** What the activities of seasons and reports need of the outside world; see src/activities/ports.ts. */

export interface StatementTeller {
  /**
   * Brings the oldest statements of this report that its referrals do not know yet to their workflows, `limit` at most,
   * each under its own id, and notes what came of each. A statement that a later one has replaced is passed over; one
   * about an assignment that is over changes the report only. Throws when a workflow cannot be told yet: what was told
   * until then stays told.
   */
  tell(
    reportId: string,
    limit: number,
    heartbeat: (told: number) => void,
  ): Promise<{ readonly told: number; readonly left: number }>;
}

export interface ReportNudges {
  /** Something changed at this report: wakes its workflow, or starts it again when it has ended. */
  nudge(reportId: string): Promise<void>;
}

/** A report as it is started: what its workflow is found by. */
export interface ReportToStart {
  readonly reportId: string;
  readonly label: ReportLabel;
}

export interface ReportStarter {
  /** Does nothing when it runs or has run. */
  start(report: ReportToStart): Promise<void>;
}

export interface SeasonStarter {
  /** Starts its workflow, or wakes it to read again. */
  begin(seasonId: string): Promise<void>;
}

/** Seasons, as their workflow reads and moves them. */
export interface SeasonDesk {
  /** Notes that the workflow runs; a repeat changes nothing. */
  begin(seasonId: string, at: Instant): Promise<SeasonFacts>;
  period(periodId: string): Promise<PeriodFacts>;
  /** Notes that every report of the period is there, or is started. Once. */
  notePrepared(periodId: string, at: Instant): Promise<void>;
  noteStarted(periodId: string, at: Instant): Promise<void>;
  /**
   * Referrals sent from..until (the end excluded; null: ever since) that no report asks for and that no escalation of
   * this season has named yet, the oldest first.
   */
  outside(seasonId: string, from: Instant | null, until: Instant): Promise<readonly string[]>;
  nameOutside(escalationId: string, referralIds: readonly string[], at: Instant): Promise<void>;
  /** Its summary was mailed: ended, if nobody had ended it. Once. */
  end(seasonId: string, at: Instant): Promise<void>;
}

export interface SeasonFacts {
  readonly name: string;
  readonly state: SeasonState;
  readonly opensOn: LocalDate;
  readonly summaryAt: Instant;
  readonly summarizedAt: Instant | null;
  /** The last day of the season before it; null when there was none. */
  readonly previousClosesOn: LocalDate | null;
  /** In the order of their dates. */
  readonly periods: readonly PeriodFacts[];
}

export interface PeriodFacts {
  readonly id: string;
  readonly number: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly sendOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly sendsAt: Instant;
  readonly preparedAt: Instant | null;
  readonly startedAt: Instant | null;
}

/** Makes the reports of a period. */
export interface ReportMaker {
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
   * organizations have said by their links filled in. A report without open rows is complete at once.
   */
  make(batch: ReportBatch): Promise<void>;
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

/** The reports of one period, as the season starts them. */
export interface ReportsToStart {
  /** In the order of their ids: those whose workflow has not begun. */
  page(periodId: string, after: string | null, limit: number): Promise<readonly ReportToStart[]>;
}

/** Reports, as their workflow and their mails see them. */
export interface ReportDesk {
  /** Notes that the workflow runs; a repeat changes nothing. */
  begin(reportId: string, at: Instant): Promise<ReportBegun>;
  standing(reportId: string): Promise<ReportStanding>;
  /** Appends it to the report's history, moves the report, and says where it stands then. Once, however often. */
  note(reportId: string, note: ReportNote, at: Instant): Promise<ReportStanding>;
  mailFacts(reportId: string): Promise<ReportMailFacts>;
  returnFacts(returnId: string): Promise<ReturnMailFacts>;
  /** With names: only for a mail that is encrypted. */
  rows(reportId: string): Promise<readonly ReportRowFacts[]>;
}

/** The zone is the policy's. */
export type ReportBegun = Omit<ReportTerms, 'zone'>;

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

/** For the sweeps. */
export interface UnfinishedSeasons {
  /** Stored a while ago, and not begun. */
  unstarted(createdBefore: Instant, limit: number): Promise<readonly string[]>;
  /** In the order of their ids: begun, and not summed up yet. */
  page(after: string | null, begunBefore: Instant, limit: number): Promise<readonly string[]>;
}

export interface UnfinishedReports {
  /** Made a while ago, and not begun. */
  unstarted(preparedBefore: Instant, limit: number): Promise<readonly string[]>;
  /** In the order of their ids: begun, and incomplete, or with something that is still to be told or mailed. */
  page(after: string | null, begunBefore: Instant, limit: number): Promise<readonly UnfinishedReport[]>;
}

export interface UnfinishedReport {
  readonly reportId: string;
  /** Something has waited for a while to be told or mailed: a nudge may have been lost. */
  readonly waiting: boolean;
}

export interface LostCycles {
  /** Those whose workflow does not run. */
  seasons(seasonIds: readonly string[]): Promise<readonly string[]>;
  reports(reportIds: readonly string[]): Promise<readonly string[]>;
}
