import type { ScorecardCounts, Span } from '../../../domain/season/scorecards/scorecard-counts';
import type { SeasonSituation } from '../../../domain/season/summary';
import type { Instant, LocalDate } from '../../../domain/time';
import type { SeasonState } from '../../../domain/vocabulary';
import type { Table } from './tables';

/** What scorecards need of the outside world. src/infra implements it. Every call may throw `unavailable`. */

export interface SeasonRecord {
  readonly id: string;
  readonly name: string;
  readonly state: SeasonState;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Its report periods, in their order. */
  readonly spans: readonly Span[];
}

export interface ScorecardReader {
  season(id: string): Promise<SeasonRecord | null>;
  /** Everything sent on a day of the spans, as it stands `at` that time. */
  count(spans: readonly Span[], at: Instant): Promise<ScorecardCounts>;
  /** What came in those days, and where nobody could help. */
  situation(from: LocalDate, to: LocalDate): Promise<SeasonSituation>;
}

/** A chart, drawn already. */
export interface Picture {
  readonly svg: string;
  readonly title: string;
  /** In pixels at its natural size. */
  readonly width: number;
  readonly height: number;
}

/** What a workbook of figures holds, sheet by sheet. */
export interface FigureSheet {
  readonly name: string;
  readonly table: Table;
  readonly pictures: readonly Picture[];
}

export interface FigureWorkbooks {
  write(title: string, sheets: readonly FigureSheet[]): Promise<Buffer>;
}
