import type { JSX } from 'preact';
import { measureNotes, measureWords, valueWords } from '../../../../domain/season/scorecards/measure-words';
import { MEASURES, type Figure, type Measure } from '../../../../domain/season/scorecards/measures';
import type { NetworkMedian, Rank } from '../../../../domain/season/scorecards/scorecard';
import type { SeasonView } from './view-models';

interface FigureProps {
  readonly measure: Measure;
  readonly figure: Figure;
}

/** `86% (43 of 50)`, with a mark when it is made of too few. */
export function FigureText({ measure, figure }: FigureProps): JSX.Element {
  const { value, count, of, small } = figure;
  if (value === null) return <span class="al-quiet">none</span>;
  const made = measure === 'contactDays' ? `${of} ${of === 1 ? 'contact' : 'contacts'}` : `${count} of ${of}`;
  return (
    <span class="al-figure">
      <strong>{valueWords(measure, value)}</strong> {`(${made})`}
      {small && <span class="al-quiet"> small number</span>}
    </span>
  );
}

export function MedianText({
  measure,
  median,
}: {
  readonly measure: Measure;
  readonly median: NetworkMedian;
}): JSX.Element {
  if (median.value === null) return <span class="al-quiet">too few to say</span>;
  return (
    <span class="al-figure">
      <strong>{valueWords(measure, median.value)}</strong>{' '}
      {`(${median.organizations} ${median.organizations === 1 ? 'organization' : 'organizations'})`}
    </span>
  );
}

export function RankText({ rank }: { readonly rank: Rank | null }): JSX.Element {
  if (rank === null) return <span class="al-quiet">not ranked</span>;
  return <>{`${rank.place} of ${rank.among}`}</>;
}

/** What the figures are made of. */
export function Notes({
  view: { program, rules },
}: {
  readonly view: Pick<SeasonView, 'program' | 'rules'>;
}): JSX.Element {
  const [words, notes] = [measureWords(program), measureNotes(program)];
  return (
    <details class="al-details">
      <summary>How the figures are made</summary>
      <p>
        A lead is a referral sent to one organization. A referral sent to two organizations is two leads. A
        figure made of fewer than {rules.smallNumber} is a small number: it has no rank and is no part of a
        median. The median is the middle of the organizations’ own figures.
      </p>
      <dl class="al-facts">
        {MEASURES.map((measure) => (
          <div class="al-facts__row">
            <dt>{words[measure]}</dt>
            <dd class="al-note">{notes[measure]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
