import express, { type Request, type Response, type Router } from 'express';
import { validate as isUuid } from 'uuid';
import { DomainError } from '../../../domain/errors';
import type { Answer } from '../../http/answer';
import { fileAnswer } from '../../http/answer';
import { noteRoute } from '../../http/request-log';
import { admit, type AdmitDeps, type AdmittedSession } from '../../pages/links/admit';
import { sendPage, speakHtml } from '../../pages/links/pages';
import { takeOnly } from '../../pages/links/take-only';
import { renderSeasonPage } from './view/page';
import { renderSeasonOrganizationPage } from './view/organization-page';
import type { FigureWorkbooks } from '../scorecards/ports';
import type { ScorecardDeps } from '../scorecards/read-scorecards';
import { scorecardCsv } from '../scorecards/scorecard-csv';
import { scorecardWorkbook } from '../scorecards/scorecard-workbook';
import { readSeasonFigures, type SeasonFigures } from './read-season';
import { seasonOrganizationView, seasonView } from './view';
import { CSV_TYPE, WORKBOOK_TYPE } from '../scorecards/routes';

export type SeasonPageDeps = AdmitDeps & ScorecardDeps & { readonly figureWorkbooks: FigureWorkbooks };

/** One visit with a good session. */
interface Visit {
  readonly figures: SeasonFigures;
  readonly session: AdmittedSession;
  readonly path: string;
}

type PageRequest = Request<{ seasonId: string; organizationId: string }>;

const ROOT = '/seasons/:seasonId';

/** The pages behind the button of a season's link, and its files: nothing there can be changed. */
export function seasonPageRouter(deps: SeasonPageDeps): Router {
  const { setting } = deps;
  const router = express.Router({ caseSensitive: true });

  router.use(ROOT, (request: Request<{ seasonId: string }>, response, next) => {
    noteRoute(response, '/seasons/{id}');
    const { seasonId } = request.params;
    const known = isUuid(seasonId);
    speakHtml(response, setting, known ? `/seasons/${seasonId}` : null);
    if (!known) throw new DomainError('not-found', 'There is no such page.');
    next();
  });

  const show = (path: string, answer: (visit: Visit, request: PageRequest) => Promise<string | Answer>) => {
    router.get(path, async (request: PageRequest, response) => {
      const visited = await visit(deps, request, response);
      if (visited === null) return;
      const shown = await answer(visited, request);
      if (typeof shown === 'string') sendPage(response, 200, shown);
      else response.status(shown.status).set(shown.headers).send(shown.body);
    });
    takeOnly(router, path, 'GET, HEAD, OPTIONS');
  };

  show(ROOT, async ({ figures, session, path }) =>
    renderSeasonPage(seasonView(setting, figures, { path, sessionEndsAt: session.endsAt })),
  );
  show(`${ROOT}/organizations/:organizationId`, async ({ figures, session, path }, { params }) => {
    const place = { path, sessionEndsAt: session.endsAt };
    const view = seasonOrganizationView(setting, figures, params.organizationId.toLowerCase(), place);
    if (view === null) throw new DomainError('not-found', 'There is no such page.');
    return renderSeasonOrganizationPage(view);
  });
  show(`${ROOT}/scorecards.csv`, async ({ figures }) =>
    fileAnswer(Buffer.from(scorecardCsv(figures.sheet, 'totals')), 'scorecards.csv', CSV_TYPE),
  );
  show(`${ROOT}/scorecards.xlsx`, async ({ figures }) => {
    const sheets = scorecardWorkbook(figures.sheet, setting.zone);
    return fileAnswer(
      await deps.figureWorkbooks.write('Scorecards', sheets),
      'scorecards.xlsx',
      WORKBOOK_TYPE,
    );
  });
  return router;
}

/** Null when the visitor was answered already: no session, or a link that does not hold any more. */
async function visit(deps: SeasonPageDeps, request: PageRequest, response: Response): Promise<Visit | null> {
  const seasonId = request.params.seasonId.toLowerCase();
  const session = await admit(deps, request, response, seasonId);
  if (session === null) return null;
  const figures = await readSeasonFigures(deps, seasonId, deps.clock.now());
  if (figures === null) throw new DomainError('not-found', 'There is no such page.');
  return { figures, session, path: `/seasons/${seasonId}` };
}
