import { render } from 'preact-render-to-string';
import { measureWords, valueWords, type NamedBy } from '../../../domain/season/scorecards/measure-words';
import type { Figure, Measure } from '../../../domain/season/scorecards/measures';
import type { Card } from '../../../domain/season/scorecards/scorecard';
import { BarChart, barChartHeight, type BarChartView } from '../charts/bar-chart';
import { CHART_WIDTH } from '../charts/frame';
import { TREND_CHART_HEIGHT, TrendChart, type TrendChartView } from '../charts/trend-chart';
import type { Picture } from './ports';
import type { ScorecardSheet } from './read-scorecards';

/** Nobody reads more bars than these. The tables have everybody. */
export const MOST_BARS = 20;

/** The measures that are drawn. */
export const CHARTED = [
  'contactWithinTwo',
  'declined',
  'appointmentInTime',
] as const satisfies readonly Measure[];

/** The organizations with the most leads, the best at the top. Those with too few to be compared are below. */
export function barChartOf({ cards, program }: ScorecardSheet, measure: Measure): BarChartView {
  const median = cards.network.medians[measure];
  const bars = [...cards.organizations]
    .sort((a, b) => b.tally.leads - a.tally.leads)
    .slice(0, MOST_BARS)
    .flatMap(({ organization, figures, ranks }) => {
      const { value, small } = figures[measure];
      if (value === null) return [];
      const place = ranks[measure]?.place ?? Number.MAX_SAFE_INTEGER;
      return [
        { label: organization.name, value, small, place, words: figureWords(measure, figures[measure]) },
      ];
    })
    .sort((a, b) => a.place - b.place || b.value - a.value);
  return {
    id: `chart-${measure}`,
    title: `${measureWords(program)[measure]}, by organization`,
    bars,
    most: measure === 'contactDays' ? Math.max(1, ...bars.map(({ value }) => value)) : 1,
    median:
      median.value === null
        ? null
        : { value: median.value, words: `Median ${valueWords(measure, median.value)}` },
  };
}

/** One card's share from period to period, beside another one's. */
export function trendChartOf(
  measure: Measure,
  own: { readonly name: string; readonly card: Card },
  other: { readonly name: string; readonly card: Card },
  program: NamedBy,
): TrendChartView {
  const line = ({ name, card }: typeof own) => ({
    name,
    points: card.trend.map(({ figures }) => ({
      value: figures[measure].value,
      small: figures[measure].small,
      words: figureWords(measure, figures[measure]),
    })),
  });
  return {
    id: `trend-${measure}`,
    title: `${measureWords(program)[measure]}, by period`,
    labels: own.card.trend.map(({ span }) => span.label),
    lines: [line(own), line(other)],
  };
}

/** Two measures of all organizations together. */
export function networkTrend({ cards, program }: ScorecardSheet): TrendChartView {
  const words = measureWords(program);
  const all = { name: 'All organizations', card: cards.network };
  const points = (measure: Measure) => trendChartOf(measure, all, all, program).lines[0].points;
  return {
    id: 'trend-network',
    title: 'All organizations, by period',
    labels: cards.network.trend.map(({ span }) => span.label),
    lines: [
      { name: words.contactWithinTwo, points: points('contactWithinTwo') },
      { name: words.appointmentInTime, points: points('appointmentInTime') },
    ],
  };
}

/** `86% (43 of 50)`; `1.5 (12 contacts)`; `none`. */
export function figureWords(measure: Measure, { value, count, of }: Figure): string {
  if (value === null) return 'none';
  const made = measure === 'contactDays' ? `${of} contact${of === 1 ? '' : 's'}` : `${count} of ${of}`;
  return `${valueWords(measure, value)} (${made})`;
}

export function barPicture(view: BarChartView): Picture {
  const size = { width: CHART_WIDTH, height: barChartHeight(view) };
  return { svg: render(<BarChart view={view} />), title: view.title, ...size };
}

export function trendPicture(view: TrendChartView): Picture {
  const size = { width: CHART_WIDTH, height: TREND_CHART_HEIGHT };
  return { svg: render(<TrendChart view={view} />), title: view.title, ...size };
}
