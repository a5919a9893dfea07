import { seasonLinkTarget } from './page/link-target';
import { seasonPageRouter } from './page/router';
import { seasonRoutes } from './routes';
import { scorecardRoutes } from './scorecards/routes';

export type SeasonDeps = Parameters<typeof seasonRoutes>[0] &
  Parameters<typeof scorecardRoutes>[0] &
  Parameters<typeof seasonPageRouter>[0] &
  Parameters<typeof seasonLinkTarget>[0];

/** Seasons and scorecards: their operations, and the page behind the link of a season’s summary. */
export function season(deps: SeasonDeps) {
  return {
    routes: [...seasonRoutes(deps), ...scorecardRoutes(deps)],
    pages: [seasonPageRouter(deps)],
    targets: { season: seasonLinkTarget(deps) },
  };
}
