import { sliceWords } from '../../../domain/season/scorecards/measure-words';
import { sliceFigures } from '../../../domain/season/scorecards/measures';
import type { Card, Slice } from '../../../domain/season/scorecards/scorecard';
import type { Tally } from '../../../domain/season/scorecards/tally';
import type { ScorecardsView } from './schema';
import type { ScorecardSheet } from './read-scorecards';

export function scorecardsAnswer(sheet: ScorecardSheet): ScorecardsView {
  const { season, from, to, at, rules, cards, program, countyOf } = sheet;
  const { terms } = program;
  const { network } = cards;
  const sliceOf = ({ kind, key, tally }: Slice) => ({
    kind,
    key,
    label: sliceWords(kind, key, { terms, countyOf }),
    ...countsOf(tally),
    figures: sliceFigures(tally, rules),
  });
  return {
    season,
    from,
    to,
    at,
    smallNumber: rules.smallNumber,
    network: { ...cardOf(network), medians: network.medians, slices: network.slices.map(sliceOf) },
    items: cards.organizations.map((card) => ({
      organization: card.organization,
      ...cardOf(card),
      ranks: card.ranks,
      slices: card.slices.map((slice) => ({
        ...sliceOf(slice),
        network: { leads: slice.network.leads, figures: sliceFigures(slice.network, rules) },
      })),
    })),
  };
}

function cardOf({ tally, reports, figures, trend }: Card) {
  return {
    ...countsOf(tally),
    reports,
    figures,
    trend: trend.map(({ span, tally: { leads }, figures: each }) => ({ period: span, leads, figures: each })),
  };
}

function countsOf({ leads, declined, outcomes }: Tally) {
  return { leads, declined, outcomes };
}
