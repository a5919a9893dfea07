import type { JSX } from 'preact';
import { measureWords, sliceKindWords, sliceWords } from '../../../../domain/season/scorecards/measure-words';
import { MEASURES, sliceFigures } from '../../../../domain/season/scorecards/measures';
import { SLICE_KINDS, type SliceKind } from '../../../../domain/season/scorecards/scorecard-counts';
import { ASSISTER_TYPE_WORDS } from '../../../../domain/words';
import { formatInstant } from '../../../../domain/wording';
import { TrendChart } from '../../charts/trend-chart';
import { Layout, renderPage } from '../../../pages/components/layout';
import { FigureText, MedianText, Notes, RankText } from './figures';
import { Outcomes } from './sections';
import { Table } from './table';
import type { SeasonOrganizationView } from './view-models';

/** One organization's season, beside all of them. */
export function renderSeasonOrganizationPage(view: SeasonOrganizationView): string {
  const { card, network, path, seasonName } = view;
  const words = measureWords(view.program);
  const { name, type } = card.organization;
  return renderPage(
    <Layout view={view} title={`${name}, ${seasonName}`}>
      <p class="al-eyebrow">{`${ASSISTER_TYPE_WORDS[type]}, ${seasonName}`}</p>
      <h1 class="al-breakable">{name}</h1>
      <p>
        <a class="usa-link" href={path}>
          Back to all organizations
        </a>
      </p>
      <p class="al-lead">{`${card.tally.leads} leads`}</p>
      <Table
        id="card"
        caption="Beside the other organizations"
        headers={['Figure', 'This organization', 'Rank', 'Median of organizations']}
        rows={MEASURES.map((measure) => [
          words[measure],
          <FigureText measure={measure} figure={card.figures[measure]} />,
          <RankText rank={card.ranks[measure]} />,
          <MedianText measure={measure} median={network.medians[measure]} />,
        ])}
      />
      <Notes view={view} />
      <Trend view={view} />
      <section aria-labelledby="outcome">
        <h2 id="outcome">Outcomes</h2>
        <Outcomes id="own-outcomes" tally={card.tally} program={view.program} />
      </section>
      <section aria-labelledby="slices">
        <h2 id="slices">Which leads</h2>
        <p>
          What this organization did with each kind of lead, and what all organizations did with that kind.
        </p>
        {SLICE_KINDS.map((kind) => (
          <SliceTable view={view} kind={kind} />
        ))}
      </section>
      <p class="al-fine-print">This page closes on {formatInstant(view.sessionEndsAt, view.zone)}.</p>
    </Layout>,
  );
}

const TRENDED = ['declined', 'contactWithinTwo', 'appointmentInTime'] as const;

function Trend({ view: { card, trends, program } }: { readonly view: SeasonOrganizationView }): JSX.Element {
  const words = measureWords(program);
  return (
    <section aria-labelledby="trend">
      <h2 id="trend">By period</h2>
      <div class="al-charts">
        {trends.map((trend) => (
          <div>
            <h3>{trend.title}</h3>
            <TrendChart view={trend} />
          </div>
        ))}
      </div>
      <Table
        id="periods"
        caption="This organization, by period of sending"
        headers={['Period', 'Leads', ...TRENDED.map((measure) => words[measure])]}
        rows={card.trend.map(({ span, tally, figures }) => [
          span.label,
          tally.leads,
          ...TRENDED.map((measure) => <FigureText measure={measure} figure={figures[measure]} />),
        ])}
      />
    </section>
  );
}

interface SliceProps {
  readonly view: SeasonOrganizationView;
  readonly kind: SliceKind;
}

const COMPARED = ['declined', 'contactWithinTwo', 'covered'] as const;

function SliceTable({ view: { card, countyOf, rules, program }, kind }: SliceProps): JSX.Element {
  const [named, words] = [measureWords(program), sliceKindWords(program)[kind]];
  return (
    <Table
      id={`slice-${kind}`}
      caption={`By ${words.toLowerCase()}`}
      headers={[words, 'Leads', ...COMPARED.flatMap((each) => [named[each], 'All organizations'])]}
      rows={card.slices
        .filter((slice) => slice.kind === kind)
        .map(({ key, tally, network }) => [
          sliceWords(kind, key, { terms: program.terms, countyOf }),
          tally.leads,
          ...COMPARED.flatMap((measure) =>
            [tally, network].map((each) => (
              <FigureText measure={measure} figure={sliceFigures(each, rules)[measure]} />
            )),
          ),
        ])}
    />
  );
}
