import { groupBy } from '../../group-by';
import {
  BETTER,
  figuresOf,
  MEASURES,
  type Counted,
  type FigureRules,
  type Figure,
  type Figures,
  type Measure,
} from './measures';
import type { CountedSlice, ScorecardCounts, ScoredOrganization, SliceKind, Span } from './scorecard-counts';
import { addReports, addTallies, median, NO_LEADS, type Tally } from './tally';

/**
 * How organizations perform, computed from counted facts. No organization is ranked on a handful of leads, and every
 * share is shown with its numbers.
 */
export interface Scorecards {
  readonly network: NetworkCard;
  /** By name. */
  readonly organizations: readonly Scorecard[];
}

export interface Scorecard extends Card {
  readonly organization: ScoredOrganization;
  /** By measure. Null where the figure is small or nothing was counted. Equal organizations share a place. */
  readonly ranks: Readonly<Record<Measure, Rank | null>>;
  readonly slices: readonly ComparedSlice[];
}

export interface NetworkCard extends Card {
  /**
   * Medians of the organizations' own figures. Each organization counts the same, however many leads it got.
   */
  readonly medians: Readonly<Record<Measure, NetworkMedian>>;
  readonly slices: readonly Slice[];
}

export interface Card extends Counted {
  readonly figures: Figures;
  /** One for each span, in their order. */
  readonly trend: readonly TrendPoint[];
}

export interface TrendPoint extends Counted {
  readonly span: Span;
  readonly figures: Figures;
}

export interface Rank {
  /** 1 is the best. */
  readonly place: number;
  readonly among: number;
}

export interface NetworkMedian {
  /** Null when no organization has enough. */
  readonly value: number | null;
  readonly organizations: number;
}

export interface Slice {
  readonly kind: SliceKind;
  readonly key: string;
  readonly tally: Tally;
}

/** One organization's part of the leads of a kind, beside the result of all organizations for that kind. */
export interface ComparedSlice extends Slice {
  readonly network: Tally;
}

export function scorecards(facts: ScorecardCounts, rules: FigureRules): Scorecards {
  const { spans, organizations } = facts;
  const all: Card = cardOf(facts, spans, rules);
  const networkSlices = sumSlices(facts.slices);
  const factsOf = byOrganization(facts);
  const cards = [...organizations].sort(byName).map((organization) => {
    const own = factsOf(organization.id);
    return {
      organization,
      card: cardOf(own, spans, rules),
      slices: own.slices.map(({ kind, key, tally }) => ({
        kind,
        key,
        tally,
        network: networkSlices.get(sliceKey({ kind, key }))?.tally ?? tally,
      })),
    };
  });
  const byMeasure = forEachMeasure((measure): readonly number[] =>
    rankable(cards.map(({ card }) => card.figures[measure])),
  );
  return {
    network: {
      ...all,
      medians: forEachMeasure((measure) => ({
        value: median(byMeasure[measure]),
        organizations: byMeasure[measure].length,
      })),
      slices: [...networkSlices.values()].sort(bySlice),
    },
    organizations: cards.map(({ organization, card, slices }) => ({
      organization,
      ...card,
      ranks: forEachMeasure((measure) => rankOf(card.figures[measure], byMeasure[measure], measure)),
      slices: slices.sort(bySlice),
    })),
  };
}

type Facts = Pick<ScorecardCounts, 'leads' | 'reports' | 'slices'>;

/** Grouped once, because filtering everything again for each of a thousand organizations would take seconds. */
function byOrganization({ leads, reports, slices }: Facts): (id: string) => Facts {
  const leadsOf = groupBy(leads, ownerOf);
  const reportsOf = groupBy(reports, ownerOf);
  const slicesOf = groupBy(slices, ownerOf);
  return (id) => ({
    leads: leadsOf.get(id) ?? [],
    reports: reportsOf.get(id) ?? [],
    slices: slicesOf.get(id) ?? [],
  });
}

function ownerOf({ organizationId }: { readonly organizationId: string }): string {
  return organizationId;
}

function cardOf({ leads, reports }: Facts, spans: readonly Span[], rules: FigureRules): Card {
  const count = (of: (span: number) => boolean): Counted => {
    const counted = leads.filter(({ span }) => of(span));
    return {
      tally: addTallies(counted.map(({ tally }) => tally)),
      contactDays: counted.flatMap(({ contactDays }) => contactDays),
      reports: addReports(reports.filter(({ span }) => of(span)).map((each) => each.reports)),
    };
  };
  const withFigures = (counted: Counted) => ({ ...counted, figures: figuresOf(counted, rules) });
  return {
    ...withFigures(count(() => true)),
    trend: spans.map((span, index) => ({ span, ...withFigures(count((of) => of === index)) })),
  };
}

function sumSlices(slices: readonly CountedSlice[]): Map<string, Slice> {
  const sums = new Map<string, Slice>();
  for (const { kind, key, tally } of slices) {
    const id = sliceKey({ kind, key });
    sums.set(id, { kind, key, tally: addTallies([sums.get(id)?.tally ?? NO_LEADS, tally]) });
  }
  return sums;
}

function sliceKey({ kind, key }: Pick<Slice, 'kind' | 'key'>): string {
  return `${kind}/${key}`;
}

function rankable(figures: readonly Figure[]): number[] {
  return figures.flatMap(({ value, small }) => (value === null || small ? [] : [value]));
}

function rankOf({ value, small }: Figure, ranked: readonly number[], measure: Measure): Rank | null {
  if (value === null || small) return null;
  const better = ranked.filter((other) => (BETTER[measure] === 'higher' ? other > value : other < value));
  return { place: better.length + 1, among: ranked.length };
}

function forEachMeasure<Value>(valueOf: (measure: Measure) => Value): Record<Measure, Value> {
  return Object.fromEntries(MEASURES.map((measure) => [measure, valueOf(measure)])) as Record<Measure, Value>;
}

function byName(a: ScoredOrganization, b: ScoredOrganization): number {
  return a.name.localeCompare(b.name, 'en-US') || (a.id < b.id ? -1 : 1);
}

/** Sorts by kind, then by the number of leads, largest first. */
function bySlice(a: Slice, b: Slice): number {
  return a.kind.localeCompare(b.kind) || b.tally.leads - a.tally.leads || a.key.localeCompare(b.key);
}
