import type { ReportColumn } from '../../../../domain/report/workbook';
import type { Instant, LocalDate } from '../../../../domain/time';
import type { Resolution } from '../../../../domain/terms';
import type { StatementSource } from '../../../../domain/vocabulary';
import type { ActFormView, NoticeView, PageView } from '../../../pages/view-models';

/** `late`: incomplete after its due date. `complete-late`: it became complete after that date. */
export type ReportStatus = 'open' | 'late' | 'complete' | 'complete-late';

/** A report without anything about a consumer. GET of its link shows it. */
export interface ReportSummaryView extends PageView {
  readonly organizationName: string;
  readonly seasonName: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dueOn: LocalDate;
  readonly status: ReportStatus;
  readonly rowCount: number;
  readonly missing: number;
}

/** The page behind the button: the workbook to download and send back, and the same report to fill in here. */
export interface ReportView extends ReportSummaryView {
  readonly notice: NoticeView | null;
  readonly sessionEndsAt: Instant;
  readonly workbookHref: string;
  /** Goes into each form and proves that it came from this page. */
  readonly token: string;
  readonly upload: ActFormView;
  /** What came of the file that was just sent, or that is asked for. */
  readonly returned: ReturnView | null;
  /** Newest first. */
  readonly files: readonly FileView[];
  /** One page of the list. */
  readonly rows: readonly RowItemView[];
  readonly list: ListPageView;
}

export interface ListPageView {
  readonly number: number;
  readonly count: number;
  /** `previousHref` is null on the first page, `nextHref` on the last. */
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

export interface RowItemView {
  readonly href: string;
  readonly consumerName: string;
  readonly referredOn: LocalDate;
  readonly status: RowStatus;
}

export type RowStatus =
  /** The columns that are still empty. */
  | { readonly kind: 'missing'; readonly columns: readonly ReportColumn[] }
  | { readonly kind: 'complete'; readonly resolution: Resolution | null }
  /** Such as `Declined on November 20, 2028`. */
  | { readonly kind: 'over'; readonly how: string };

export interface FileView {
  readonly href: string;
  readonly at: Instant;
  readonly taken: number;
  readonly toCorrect: number;
}

export interface ReturnView {
  readonly at: Instant;
  readonly taken: number;
  readonly unchanged: number;
  readonly toCorrect: number;
  readonly inTime: boolean;
  /** The first problems, in the order of the file. */
  readonly problems: readonly RowProblemView[];
  /** Null when nothing can be corrected in a workbook. */
  readonly correctionsHref: string | null;
}

export interface RowProblemView {
  readonly rowNumber: number;
  readonly consumerName: string;
  /** Where the row can be answered. Null when it is not in this report. */
  readonly href: string | null;
  readonly errors: readonly {
    /** As in the header row. Null for the row as a whole. */
    readonly column: string | null;
    readonly typed: string | null;
    readonly message: string;
  }[];
}

/** What an organization says of one consumer, as a form. */
export interface ReportRowView extends PageView {
  readonly notice: NoticeView | null;
  readonly organizationName: string;
  readonly reportHref: string;
  readonly consumerName: string;
  readonly referredOn: LocalDate;
  readonly reference: string;
  readonly status: RowStatus;
  /** Rows of the report that are still to be answered, this one included. */
  readonly missing: number;
  readonly rowCount: number;
  /** The organization's latest statement about it. Null when there is none. */
  readonly said: { readonly at: Instant; readonly source: StatementSource } | null;
  /**
   * When a file came whose row of this consumer could not be taken: what was typed there is in the form. `problems`: what
   * is wrong with the row as a whole. Null when there is no such file.
   */
  readonly kept: { readonly at: Instant; readonly problems: readonly string[] } | null;
  /** The contact was before the referral was sent: taken, and said. */
  readonly beforeReferral: boolean;
  /** Whether another row is still to be answered. */
  readonly hasNext: boolean;
  readonly token: string;
  readonly form: ActFormView;
  /** The report's revision at which the form was filled in. */
  readonly revision: number;
  readonly sessionEndsAt: Instant;
}
