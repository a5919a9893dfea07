import { reportLinkTarget } from './page/link-target';
import { reportPageRouter } from './page/router';
import { reportRoutes } from './routes';

export type ReportDeps = Parameters<typeof reportRoutes>[0] &
  Parameters<typeof reportPageRouter>[0] &
  Parameters<typeof reportLinkTarget>[0];

/** Reports: their operations, and the page behind the link of a report’s mail. */
export function report(deps: ReportDeps) {
  return {
    routes: [...reportRoutes(deps)],
    pages: [reportPageRouter(deps)],
    targets: { report: reportLinkTarget(deps) },
  };
}
