import type { CountryCode } from 'libphonenumber-js';
import type { FieldError } from '../errors';
import type { ProgramTerms } from '../terms';
import type { Instant, LocalDate } from '../time';

/**
 * A Preferred Assister Report as a workbook: what goes into one, and what is found in one that comes back. Cells are
 * kept as they were found. The row rules say what they mean (src/domain/report/cells.ts).
 */

/** The columns that an organization fills in, in their order (docs/program.md, "The report and its dates"). */
export const REPORT_COLUMNS = ['contactMade', 'contactDate', 'resolution', 'comments'] as const;
export type ReportColumn = (typeof REPORT_COLUMNS)[number];

/** The words of the header row, also used in messages about a cell. */
export const REPORT_COLUMN_WORDS: Record<ReportColumn, string> = {
  contactMade: 'Contact Made',
  contactDate: 'Contact Date',
  resolution: 'Resolution',
  comments: 'Comments',
};

/** Written before each row's cells, and locked. */
export const GIVEN_COLUMN_WORDS = {
  consumer: 'Consumer',
  referredOn: 'Date Referred',
  reference: 'Reference',
} as const;

export interface ReportWorkbook {
  readonly reportId: string;
  /** The report's count of changes when this was made. A change with a higher count is newer than the file. */
  readonly revision: number;
  /** `corrections`: only the rows that could not be taken, each with what is wrong. */
  readonly purpose: 'report' | 'corrections';
  readonly exchangeName: string;
  readonly programName: string;
  readonly organizationName: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dueOn: LocalDate;
  readonly spocEmail: string;
  /** E.164. */
  readonly helpPhone: string;
  readonly country: CountryCode;
  readonly terms: ProgramTerms;
  readonly rows: readonly WorkbookRow[];
}

export interface WorkbookRow {
  /** Finds the row again, wherever it was moved; says nothing about anybody. */
  readonly key: string;
  readonly consumerName: string;
  readonly referredOn: LocalDate;
  /** The referral's reference, as the lead's mail had it. */
  readonly reference: string;
  /** What is known already. In a correction workbook: what was typed. */
  readonly cells: Readonly<Record<ReportColumn, WorkbookCell>>;
  /**
   * Why there is nothing to fill in, such as `Declined on November 20, 2028`. Null for a row that is asked for.
   */
  readonly closed: string | null;
  /** In a correction workbook: `path` is a ReportColumn. */
  readonly problems: readonly FieldError[];
}

/** A known date is written as a real date. What somebody typed is written as text, never as a formula. */
export type WorkbookCell =
  | { readonly kind: 'blank' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'date'; readonly on: LocalDate };

/** What was found in a cell that came back. */
export type FoundCell =
  | { readonly kind: 'blank' }
  | { readonly kind: 'text'; readonly text: string }
  /**
   * A day is counted from the file's own epoch, perhaps with a time of day as its fraction. Without a format, the number
   * itself is shown.
   */
  | { readonly kind: 'number'; readonly value: number; readonly format?: NumberFormat | undefined }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Not accepted: a value is needed, and what a formula shows depends on who opens the file. */
  | { readonly kind: 'formula' }
  /** `#N/A` and the like. */
  | { readonly kind: 'error'; readonly text: string };

/**
 * What a cell's format makes of its number. `text`: a format for texts, which leaves the number without the format that
 * it had.
 */
export const NUMBER_FORMATS = ['date', 'date-time', 'time', 'duration', 'percent', 'text'] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

export interface FoundRow {
  /** The row's number in the sheet, from 1, as a person sees it on the left. */
  readonly rowNumber: number;
  /** Null when its cell is empty. */
  readonly key: string | null;
  /** As the sheet has it, so that a person finds the row again. Empty when there is none. */
  readonly consumerName: string;
  /** As the sheet has it. Empty when there is none. */
  readonly reference: string;
  readonly cells: Readonly<Record<ReportColumn, FoundCell>>;
}

export interface FoundWorkbook {
  /** What the file says it is; null when it does not say. */
  readonly reportId: string | null;
  readonly revision: number | null;
  /** When it was last saved, as noted by the program that saved it. Null when it noted nothing. */
  readonly savedAt: Instant | null;
  /** Serial days count from January 1, 1904, instead of 1900. */
  readonly uses1904: boolean;
  readonly rows: readonly FoundRow[];
  /** Rows of further sheets with the same columns, as far as they differ from `rows`. */
  readonly copies: readonly FoundRow[];
}

/** Why a file is not read at all. Nothing of it is kept. */
export const WORKBOOK_PROBLEMS = [
  /** More bytes than any report has. */
  'too-large',
  /** Unpacked it would be larger than any report is. */
  'inflates-too-much',
  'not-a-workbook',
  'comma-separated',
  'web-page',
  /** `.xls`, from before 2007. */
  'old-format',
  'password-protected',
  /** `.xlsm`, or a workbook with code in it. */
  'macros',
  /** A zip that ends too early or contradicts itself, or XML that is not well-formed. */
  'damaged',
  /** A document type declaration, an entity, or a part outside the file. */
  'external-content',
  'too-many-rows',
  'too-many-columns',
  /** A workbook without the columns of our reports. */
  'not-our-report',
  /** It has the columns, but the hidden sheet that says which report it is was removed, renamed or emptied. */
  'no-report-mark',
  /** The visible cells of several rows stand beside the keys of others (src/domain/report/whose-row.ts). */
  'sorted-without-key',
  /** Several rows have a key, a name and a reference that do not belong together, for another reason. */
  'rows-mixed-up',
  /** Answers are in a copy of the sheet, and they differ from those in the sheet itself. */
  'answers-in-copy',
  'takes-too-long',
] as const;
export type WorkbookProblem = (typeof WORKBOOK_PROBLEMS)[number];

export type WorkbookReading =
  | { readonly outcome: 'read'; readonly workbook: FoundWorkbook }
  | { readonly outcome: 'refused'; readonly problem: WorkbookProblem };

/** Makes the file. The same input gives a workbook with the same content, but its bytes may differ. */
export interface WorkbookWriter {
  write(workbook: ReportWorkbook): Promise<Buffer>;
}

/**
 * Reads a file that anybody may have sent. Whatever is in the file, it never throws for that, and it uses limited
 * memory and time.
 */
export interface WorkbookReader {
  read(file: Buffer): Promise<WorkbookReading>;
}
