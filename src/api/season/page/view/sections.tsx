import type { JSX } from 'preact';
import { measureWords } from '../../../../domain/season/scorecards/measure-words';
import { declinedShare, MEASURES, sliceFigures } from '../../../../domain/season/scorecards/measures';
import { totalOf } from '../../../../domain/season/scorecards/tally';
import { capitalized, countyName, withEarlier } from '../../../../domain/terms';
import { ASSISTER_TYPE_WORDS, DECLINE_REASON_WORDS } from '../../../../domain/words';
import { DECLINE_REASONS } from '../../../../domain/vocabulary';
import type { Program } from '../../../../domain/program';
import type { Tally } from '../../../../domain/season/scorecards/tally';
import { Fact, Facts } from '../../../pages/components/facts';
import { FigureText, MedianText } from './figures';
import { Table } from './table';
import type { SeasonView } from './view-models';

interface SectionProps {
  readonly view: SeasonView;
}

export function Referrals({ view }: SectionProps): JSX.Element {
  const { referrals, reports } = view.summary;
  return (
    <section aria-labelledby="referrals">
      <h2 id="referrals">Referrals and reports</h2>
      <Facts>
        <Fact label="Referrals received">{referrals.received}</Fact>
        <Fact label="Closed with a resolution">{referrals.resolved}</Fact>
        <Fact label="Still with an organization">{referrals.open}</Fact>
        <Fact label="Waiting for an organization">{referrals.waiting}</Fact>
        <Fact label="Withdrawn">{referrals.withdrawn}</Fact>
        <Fact label="Reports">{`${reports.onTime} on time, ${reports.late} late, ${reports.missing} missing`}</Fact>
      </Facts>
    </section>
  );
}

export function Measures({ view: { network, program } }: SectionProps): JSX.Element {
  const words = measureWords(program);
  return (
    <section aria-labelledby="measures">
      <h2 id="measures">All organizations</h2>
      <Table
        id="network"
        caption="All leads together, and the middle of the organizations’ own figures"
        headers={['Figure', 'All leads', 'Median of organizations']}
        rows={MEASURES.map((measure) => [
          words[measure],
          <FigureText measure={measure} figure={network.figures[measure]} />,
          <MedianText measure={measure} median={network.medians[measure]} />,
        ])}
      />
      <Outcomes id="outcomes" tally={network.tally} program={program} />
    </section>
  );
}

interface OutcomesProps {
  readonly id: string;
  readonly tally: Tally;
  readonly program: Program;
}

export function Outcomes({ id, tally, program }: OutcomesProps): JSX.Element {
  const { outcomes, declined } = tally;
  const [known, given] = [totalOf(outcomes), declinedShare(tally)];
  return (
    <>
      <Table
        id={id}
        caption={`Outcomes of ${known} leads`}
        headers={['Outcome', 'Leads']}
        rows={withEarlier(program.terms.resolutions, Object.keys(outcomes)).map(
          ({ code, words: outcome }) => [outcome, outcomes[code] ?? 0],
        )}
      />
      {given.count > 0 && (
        <Table
          id={`${id}-declined`}
          caption={`Why ${given.count} of ${given.of} leads were declined`}
          headers={['Reason', 'Leads']}
          rows={DECLINE_REASONS.flatMap((reason) =>
            declined[reason] === undefined ? [] : [[DECLINE_REASON_WORDS[reason], declined[reason]]],
          )}
        />
      )}
    </>
  );
}

export function Gaps({ view }: SectionProps): JSX.Element {
  const { gaps } = view.summary;
  const term = view.program.terms.county;
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">Where nobody could help</h2>
      {gaps.length === 0 ? (
        <p>Every referral found an organization.</p>
      ) : (
        <Table
          id="gap-table"
          caption="Referrals that had to wait for an organization"
          headers={[capitalized(term.one), 'Type of assister', 'Referrals', 'Still waiting']}
          rows={gaps.map(({ county, assisterType, referrals, stillWaiting }) => [
            countyName(county, term),
            ASSISTER_TYPE_WORDS[assisterType],
            referrals,
            stillWaiting,
          ])}
        />
      )}
    </section>
  );
}

export function Counties({ view: { summary, rules, program } }: SectionProps): JSX.Element {
  const words = measureWords(program);
  const term = program.terms.county;
  return (
    <section aria-labelledby="counties">
      <h2 id="counties">{`By ${term.one}`}</h2>
      <Table
        id="county-table"
        caption={`Leads by the consumer’s ${term.one}`}
        headers={[capitalized(term.one), 'Leads', ...COUNTY_MEASURES.map((measure) => words[measure])]}
        rows={summary.counties.map(({ county, tally }) => [
          countyName(county, term),
          tally.leads,
          ...COUNTY_MEASURES.map((measure) => (
            <FigureText measure={measure} figure={sliceFigures(tally, rules)[measure]} />
          )),
        ])}
      />
    </section>
  );
}

const COUNTY_MEASURES = ['declined', 'contactWithinTwo', 'appointmentInTime', 'covered'] as const;
