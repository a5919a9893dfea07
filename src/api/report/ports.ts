import type { FieldError } from '../../domain/errors';
import type { RowStatement } from '../../domain/report/statement';
import type { RowProblem } from '../../domain/report/take-return';
import type { FoundWorkbook } from '../../domain/report/workbook';
import type { Instant, LocalDate } from '../../domain/time';
import type { AssignmentEnd, AssisterType, ReportState, StatementSource } from '../../domain/vocabulary';
import type { PageRequest } from '../http/ports';

/** What the API needs for reports. src/infra implements it. Every call may throw `unavailable`. */

export type { RowProblem };

/** A report without its rows. */
export interface ReportSummary {
  readonly id: string;
  readonly state: ReportState;
  readonly revision: number;
  readonly organization: { readonly id: string; readonly name: string; readonly type: AssisterType };
  readonly season: { readonly id: string; readonly name: string };
  readonly period: {
    readonly id: string;
    readonly number: number;
    readonly from: LocalDate;
    readonly to: LocalDate;
  };
  readonly dueOn: LocalDate;
  readonly dueAt: Instant;
  readonly rowCount: number;
  readonly missing: number;
  readonly sentAt: Instant | null;
  readonly lateAt: Instant | null;
  readonly returnedAt: Instant | null;
  readonly completedAt: Instant | null;
}

export interface ReportRecord extends ReportSummary {
  readonly rows: readonly ReportRowRecord[];
  /** Newest first. */
  readonly returns: readonly ReportReturnRecord[];
}

export interface ReportRowRecord {
  /** The row key. */
  readonly id: string;
  readonly position: number;
  readonly assignmentId: string;
  readonly referralId: string;
  readonly consumerName: string;
  readonly referredOn: LocalDate;
  readonly statement: RowStatement;
  /** The report's revision at its last change. 0 when it never changed. */
  readonly revision: number;
  /** When and where the organization said it. Null when it has said nothing. */
  readonly said: { readonly at: Instant; readonly source: StatementSource } | null;
  readonly complete: boolean;
  /** How the assignment ended, if not by a resolution. Nothing is asked for then. */
  readonly over: { readonly end: Exclude<AssignmentEnd, 'resolved'>; readonly on: LocalDate } | null;
}

export interface ReportReturnRecord {
  readonly id: string;
  readonly at: Instant;
  readonly source: StatementSource;
  readonly rowsRead: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly inTime: boolean;
  readonly problems: readonly RowProblem[];
}

export interface ReportFilter {
  readonly periodId?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly state?: ReportState | undefined;
}

export interface ReportReader {
  exists(id: string): Promise<boolean>;
  /** Without its rows, because there may be thousands. */
  summary(id: string): Promise<ReportSummary | null>;
  find(id: string): Promise<ReportRecord | null>;
  /** Newest first. */
  list(filter: ReportFilter, page: PageRequest): Promise<readonly ReportSummary[]>;
}

/** A workbook that was read, and who sent it. */
export interface ReturnedWorkbook {
  /** The return's id. */
  readonly id: string;
  readonly reportId: string;
  readonly workbook: FoundWorkbook;
  /** SHA-256 of the file, in hex. */
  readonly digest: string;
  readonly source: Extract<StatementSource, 'workbook' | 'api'>;
  /** `assister`, or the API key's id. */
  readonly actor: string;
  readonly at: Instant;
  /** Local date of `at`. */
  readonly today: LocalDate;
}

/** Where a report stands after something came back for it. */
export interface ReportProgress {
  readonly state: ReportState;
  readonly revision: number;
  readonly rowCount: number;
  readonly missing: number;
}

export interface ReturnOutcome {
  readonly return: ReportReturnRecord;
  /** The very same file was returned before. This is what came of it then. Nothing was changed now. */
  readonly again: boolean;
  readonly report: ReportProgress;
}

/** One row as somebody filled it in, read but not judged yet. */
export interface SaidRow {
  /** The statement's id. */
  readonly id: string;
  readonly reportId: string;
  readonly rowId: string;
  /** What is said of each column. Null clears it, and undefined says nothing of it. */
  readonly said: Partial<RowStatement>;
  /** The report's revision that was shown when it was filled in. Null means the current one. */
  readonly seenRevision: number | null;
  readonly source: Extract<StatementSource, 'form' | 'api'>;
  readonly actor: string;
  readonly at: Instant;
  readonly today: LocalDate;
}

export type SavedRow =
  | { readonly outcome: 'saved' | 'unchanged'; readonly row: RowProgress; readonly report: ReportProgress }
  /** Nothing was kept. `path` is a ReportColumn. */
  | { readonly outcome: 'refused'; readonly errors: readonly FieldError[] };

export interface RowProgress {
  readonly statement: RowStatement;
  readonly complete: boolean;
}

/**
 * Takes what organizations return, and applies it to the referrals. A few rows are applied at once, more after the
 * answer. If two return something for one report at once, the second waits.
 */
export interface ReportReturns {
  /** Null when there is no such report. */
  take(returned: ReturnedWorkbook): Promise<ReturnOutcome | null>;
  /** Null when there is no such row in that report. */
  save(said: SaidRow): Promise<SavedRow | null>;
}
