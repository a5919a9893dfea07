import type { FigureRules } from '../../../../domain/season/scorecards/measures';
import type { NetworkCard, Scorecard } from '../../../../domain/season/scorecards/scorecard';
import type { SeasonSummary } from '../../../../domain/season/summary';
import type { Instant, LocalDate } from '../../../../domain/time';
import type { BarChartView } from '../../charts/bar-chart';
import type { TrendChartView } from '../../charts/trend-chart';
import type { PageView } from '../../../pages/view-models';

/** What a season's link shows: what it is about, and a button. */
export interface SeasonSummaryView extends PageView {
  readonly seasonName: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A season's figures. Names organizations, but no consumer. */
export interface SeasonView extends PageView {
  /** Its own address. Details and files are below it. */
  readonly path: string;
  readonly sessionEndsAt: Instant;
  readonly summary: SeasonSummary;
  readonly rules: FigureRules;
  readonly mostBars: number;
  readonly network: NetworkCard;
  readonly cards: readonly Scorecard[];
  readonly charts: readonly BarChartView[];
  readonly trend: TrendChartView;
}

/** One organization's card in a season, beside all of them. */
export interface SeasonOrganizationView extends PageView {
  /** The season's address. */
  readonly path: string;
  readonly sessionEndsAt: Instant;
  readonly seasonName: string;
  readonly rules: FigureRules;
  readonly card: Scorecard;
  readonly network: NetworkCard;
  readonly trends: readonly TrendChartView[];
  readonly countyOf: (fips: string) => string;
}
