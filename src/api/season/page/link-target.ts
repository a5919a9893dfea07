import type { LinkTarget } from '../../pages/links/link-target';
import type { PageSetting } from '../../pages/links/page-setting';
import { renderSeasonSummaryPage } from './view/page';
import type { ScorecardReader } from '../scorecards/ports';

/** Opens a season's figures for the single point of contact. */
export function seasonLinkTarget({
  scorecards,
  setting,
}: {
  readonly scorecards: Pick<ScorecardReader, 'season'>;
  readonly setting: PageSetting;
}): LinkTarget {
  return {
    async summary(seasonId) {
      const season = await scorecards.season(seasonId);
      if (season === null) return 'unknown';
      const { name, from, to } = season;
      return { html: renderSeasonSummaryPage({ ...setting, seasonName: name, from, to }) };
    },
    async open(seasonId) {
      const season = await scorecards.season(seasonId);
      return season === null ? 'unknown' : { path: `/seasons/${season.id}` };
    },
  };
}
