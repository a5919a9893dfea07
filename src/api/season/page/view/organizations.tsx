import type { JSX } from 'preact';
import { measureWords } from '../../../../domain/season/scorecards/measure-words';
import { BarChart } from '../../charts/bar-chart';
import { TrendChart } from '../../charts/trend-chart';
import { FigureText } from './figures';
import { Table } from './table';
import type { SeasonView } from './view-models';

interface SectionProps {
  readonly view: SeasonView;
}

const SHOWN = ['declined', 'contactWithinTwo', 'contactDays', 'appointmentInTime', 'reportsOnTime'] as const;

/** Every organization, each with a page of its own. */
export function Organizations({ view }: SectionProps): JSX.Element {
  const words = measureWords(view.program);
  return (
    <section aria-labelledby="organizations">
      <h2 id="organizations">By organization</h2>
      <Table
        id="organization-table"
        caption="What each organization did with its leads"
        headers={['Organization', 'Leads', ...SHOWN.map((measure) => words[measure])]}
        rows={view.cards.map(({ organization: { id, name }, tally, figures }) => [
          <a class="usa-link" href={`${view.path}/organizations/${id}`}>
            {name}
          </a>,
          tally.leads,
          ...SHOWN.map((measure) => <FigureText measure={measure} figure={figures[measure]} />),
        ])}
      />
    </section>
  );
}

export function Charts({ view }: SectionProps): JSX.Element {
  const { charts, trend, cards, mostBars } = view;
  return (
    <section aria-labelledby="charts">
      <h2 id="charts">In pictures</h2>
      {cards.length > mostBars && (
        <p>{`The ${mostBars} organizations with the most leads. The tables have all of them.`}</p>
      )}
      <div class="al-charts">
        {charts.map((chart) => (
          <div>
            <h3>{chart.title}</h3>
            <BarChart view={chart} />
          </div>
        ))}
        <div>
          <h3>{trend.title}</h3>
          <TrendChart view={trend} />
        </div>
      </div>
    </section>
  );
}
