import type { Instant } from '../../../domain/time';
import type { PageSetting } from '../../pages/links/page-setting';
import type { SeasonOrganizationView, SeasonView } from './view/view-models';
import { barChartOf, CHARTED, MOST_BARS, networkTrend, trendChartOf } from '../scorecards/charts';
import type { SeasonFigures } from './read-season';

interface Visit {
  readonly path: string;
  readonly sessionEndsAt: Instant;
}

export function seasonView(
  setting: PageSetting,
  { sheet, summary }: SeasonFigures,
  visit: Visit,
): SeasonView {
  const { cards, rules } = sheet;
  return {
    ...setting,
    ...visit,
    summary,
    rules,
    mostBars: MOST_BARS,
    network: cards.network,
    cards: cards.organizations,
    charts: CHARTED.map((measure) => barChartOf(sheet, measure)),
    trend: networkTrend(sheet),
  };
}

/** Null when the organization got no lead and owed no report in the season. */
export function seasonOrganizationView(
  setting: PageSetting,
  { sheet, summary }: SeasonFigures,
  organizationId: string,
  visit: Visit,
): SeasonOrganizationView | null {
  const { cards, rules, program, countyOf } = sheet;
  const card = cards.organizations.find(({ organization }) => organization.id === organizationId);
  if (card === undefined) return null;
  const own = { name: card.organization.name, card };
  const all = { name: 'All organizations', card: cards.network };
  return {
    ...setting,
    ...visit,
    rules,
    card,
    countyOf,
    seasonName: summary.season.name,
    network: cards.network,
    trends: CHARTED.map((measure) => trendChartOf(measure, own, all, program)),
  };
}
