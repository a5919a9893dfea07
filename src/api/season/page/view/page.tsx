import { formatDate, formatInstant } from '../../../../domain/wording';
import { Layout, renderPage } from '../../../pages/components/layout';
import { Notes } from './figures';
import { Charts, Organizations } from './organizations';
import { Counties, Gaps, Measures, Referrals } from './sections';
import type { SeasonSummaryView, SeasonView } from './view-models';

/** What a season's link shows: which season, and a button. Changes nothing. */
export function renderSeasonSummaryPage(view: SeasonSummaryView): string {
  return renderPage(
    <Layout view={view} title="A season’s figures">
      <p class="al-eyebrow">{`${formatDate(view.from)} to ${formatDate(view.to)}`}</p>
      <h1>{`Figures of ${view.seasonName}`}</h1>
      <p>
        The next page shows how the season went: referrals, outcomes, times, places without help, and how each
        organization did.
      </p>
      <form method="post">
        <button class="usa-button usa-button--big" type="submit">
          Open the figures
        </button>
      </form>
    </Layout>,
  );
}

/** A season for the single point of contact. Shows nothing about any consumer. */
export function renderSeasonPage(view: SeasonView): string {
  const { season, at } = view.summary;
  return renderPage(
    <Layout view={view} title={`Figures of ${season.name}`}>
      <p class="al-eyebrow">{`${formatDate(season.from)} to ${formatDate(season.to)}`}</p>
      <h1>{`Figures of ${season.name}`}</h1>
      <p>As of {formatInstant(at, view.zone)}.</p>
      <ul class="usa-list">
        <li>
          <a class="usa-link" href={`${view.path}/scorecards.xlsx`}>
            Workbook with charts and all tables (XLSX)
          </a>
        </li>
        <li>
          <a class="usa-link" href={`${view.path}/scorecards.csv`}>
            Organizations as comma-separated values (CSV)
          </a>
        </li>
      </ul>
      <Notes view={view} />
      <Referrals view={view} />
      <Measures view={view} />
      <Gaps view={view} />
      <Charts view={view} />
      <Organizations view={view} />
      <Counties view={view} />
      <p class="al-fine-print">
        This page closes on {formatInstant(view.sessionEndsAt, view.zone)}. The link in the mail opens it
        again.
      </p>
    </Layout>,
  );
}
