import type { RowStatement } from '../../domain/reports/statement';
import type { RowProblem } from '../../domain/reports/take-return';
import type { Instant, LocalDate } from '../../domain/time';
import type { AssignmentEnd, ReportState, StatementSource } from '../../domain/vocabulary';
import type { PageRequest } from '../ports';

/** What the API needs for reports. src/infra implements it; see src/api/ports.ts for outages. */

export type { RowProblem };

/** A report without its rows. */
export interface ReportSummary {
  readonly id: string;
  readonly state: ReportState;
  readonly revision: number;
  readonly organization: { readonly id: string; readonly name: string; readonly type: string };
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
  /** Report revision of its last change; 0: never. */
  readonly revision: number;
  /** When and where the organization said it; null when it has said nothing. */
  readonly said: { readonly at: Instant; readonly source: StatementSource } | null;
  readonly complete: boolean;
  /** How the assignment ended, when that is not by a resolution: nothing is asked for then. */
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
  find(id: string): Promise<ReportRecord | null>;
  /** Newest first. */
  list(filter: ReportFilter, page: PageRequest): Promise<readonly ReportSummary[]>;
}

export interface ReportWorkflows {
  /** Something changed at this report. Losing it costs time, never a statement: the sweep nudges again. */
  nudge(reportId: string): Promise<void>;
}
