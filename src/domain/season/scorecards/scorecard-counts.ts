import type { Instant, LocalDate } from '../../time';
import type { AssisterType } from '../../vocabulary';
import type { ReportTally, Tally } from './tally';

/** A range of days, first and last included, that is counted on its own: a report period or a month. */
export interface Span {
  readonly label: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/**
 * The ways to slice leads, to see who takes which ones. A household with two determinations is in both slices.
 */
export const SLICE_KINDS = ['determination', 'language', 'county'] as const;
export type SliceKind = (typeof SLICE_KINDS)[number];

/** No application has been decided yet. */
export const UNDETERMINED = 'undetermined';

/** What was counted, at one moment, for the leads sent in a season or between two dates. */
export interface ScorecardCounts {
  readonly at: Instant;
  /** In their order, without a gap. */
  readonly spans: readonly Span[];
  /** Organizations that got a lead or owed a report. */
  readonly organizations: readonly ScoredOrganization[];
  readonly leads: readonly CountedLeads[];
  readonly slices: readonly CountedSlice[];
  readonly reports: readonly CountedReports[];
}

export interface ScoredOrganization {
  readonly id: string;
  readonly name: string;
  readonly type: AssisterType;
}

/** One organization's leads of one span. */
export interface CountedLeads {
  readonly organizationId: string;
  /** Its place in `spans`, from 0. */
  readonly span: number;
  readonly tally: Tally;
  /**
   * For each contact that was made: business days from day 0 of sending. Only the day of a contact is known.
   */
  readonly contactDays: readonly number[];
}

export interface CountedSlice {
  readonly organizationId: string;
  readonly kind: SliceKind;
  /** A determination or UNDETERMINED, the primary subtag of a language, or a county's FIPS code. */
  readonly key: string;
  readonly tally: Tally;
}

/** Counts for the report periods that end in the span. */
export interface CountedReports {
  readonly organizationId: string;
  readonly span: number;
  readonly reports: ReportTally;
}
