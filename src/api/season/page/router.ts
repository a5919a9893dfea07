import type { Router } from 'express';
import { XLSX } from '../../../domain/media-types';
import { fileAnswer } from '../../http/answer';
import type { AdmitDeps } from '../../pages/links/admit';
import { noSuchPage, subjectPages, type Visit } from '../../pages/links/subject-pages';
import { renderSeasonPage } from './view/page';
import { renderSeasonOrganizationPage } from './view/organization-page';
import type { FigureWorkbooks } from '../scorecards/ports';
import type { ScorecardDeps } from '../scorecards/read-scorecards';
import { scorecardCsv } from '../scorecards/scorecard-csv';
import { scorecardWorkbook } from '../scorecards/scorecard-workbook';
import { readSeasonFigures } from './read-season';
import { seasonOrganizationView, seasonView } from './view';
import { CSV_TYPE } from '../scorecards/routes';

export type SeasonPageDeps = AdmitDeps & ScorecardDeps & { readonly figureWorkbooks: FigureWorkbooks };

/** The pages behind the button of a season's link, and its files. Nothing there can be changed. */
export function seasonPageRouter(deps: SeasonPageDeps): Router {
  const { setting } = deps;
  const pages = subjectPages(deps, {
    folder: 'seasons',
    purpose: 'season',
    find: (id) => readSeasonFigures(deps, id, deps.clock.now()),
  });
  pages.at('', {
    show: (visit) => ({
      status: 200,
      html: renderSeasonPage(seasonView(setting, visit.content, placeOf(visit))),
    }),
  });
  pages.at<{ organizationId: string }>('/organizations/:organizationId', {
    show(visit, { params }) {
      const organizationId = params.organizationId.toLowerCase();
      const view = seasonOrganizationView(setting, visit.content, organizationId, placeOf(visit));
      if (view === null) throw noSuchPage();
      return { status: 200, html: renderSeasonOrganizationPage(view) };
    },
  });
  pages.at('/scorecards.csv', {
    show: ({ content: { sheet } }) =>
      fileAnswer(Buffer.from(scorecardCsv(sheet, 'totals')), 'scorecards.csv', CSV_TYPE),
  });
  pages.at('/scorecards.xlsx', {
    async show({ content: { sheet } }) {
      const file = await deps.figureWorkbooks.write('Scorecards', scorecardWorkbook(sheet, setting.zone));
      return fileAnswer(file, 'scorecards.xlsx', XLSX);
    },
  });
  return pages.router;
}

function placeOf({ path, session }: Visit<unknown>) {
  return { path, sessionEndsAt: session.endsAt };
}
