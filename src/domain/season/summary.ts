import type { Instant, LocalDate } from '../time';
import type { AssisterType } from '../vocabulary';
import type { Card, Scorecards } from './scorecards/scorecard';
import type { ReportTally, Tally } from './scorecards/tally';

/**
 * What the single point of contact is told about a season at its end: referrals, outcomes, times, and where nobody
 * could help, per organization and county. Names no consumer.
 */
export interface SeasonSummary {
  readonly season: {
    readonly id: string;
    readonly name: string;
    readonly from: LocalDate;
    readonly to: LocalDate;
  };
  /** The time that all figures are as of. */
  readonly at: Instant;
  readonly referrals: SeasonReferrals;
  /** Of all organizations together. */
  readonly all: SummaryFigures;
  readonly reports: ReportTally;
  /** Counties and types where referrals had to wait for an organization; the most first. */
  readonly gaps: readonly SeasonGap[];
  /** By name. */
  readonly organizations: readonly OrganizationSummary[];
  /** By name. */
  readonly counties: readonly CountySummary[];
}

export interface SeasonSummaryReader {
  /** The facts as of `at`. Null when there is no such season. */
  read(seasonId: string, at: Instant): Promise<SeasonSummary | null>;
}

/** Referrals that came on a day of the season, each counted once, by their current state. */
export interface SeasonReferrals {
  readonly received: number;
  readonly resolved: number;
  readonly withdrawn: number;
  /** With an organization. */
  readonly open: number;
  /** With nobody. */
  readonly waiting: number;
}

/** Leads as organizations got them: a referral given to two organizations counts twice. */
export interface SummaryFigures {
  readonly tally: Tally;
  /** Business days from day 0 of sending to the day of contact, of all contacts; null without any. */
  readonly medianContactDays: number | null;
}

export interface SeasonGap {
  readonly county: string;
  readonly assisterType: AssisterType;
  /** Referrals that waited there. */
  readonly referrals: number;
  readonly stillWaiting: number;
}

export interface OrganizationSummary extends SummaryFigures {
  readonly id: string;
  readonly name: string;
  readonly type: AssisterType;
  readonly reports: ReportTally;
}

export interface CountySummary {
  readonly county: string;
  readonly tally: Tally;
}

/** What came in on the days of a season, and where nobody could help then. */
export interface SeasonSituation {
  readonly referrals: SeasonReferrals;
  /** Counties by their FIPS codes. */
  readonly gaps: readonly (Omit<SeasonGap, 'county'> & { readonly countyFips: string })[];
}

/** The summary of a season's scorecards and situation; `countyName` says what a FIPS code stands for. */
export function seasonSummary(
  counted: Pick<SeasonSummary, 'season' | 'at'> & {
    readonly cards: Scorecards;
    readonly situation: SeasonSituation;
  },
  countyName: (fips: string) => string,
): SeasonSummary {
  const { season, at, situation, cards } = counted;
  const { network, organizations } = cards;
  const gaps = situation.gaps.map(({ countyFips, ...gap }) => ({ ...gap, county: countyName(countyFips) }));
  return {
    season: { id: season.id, name: season.name, from: season.from, to: season.to },
    at,
    referrals: situation.referrals,
    all: figuresOf(network),
    reports: network.reports,
    gaps: gaps.sort((a, b) => b.referrals - a.referrals || a.county.localeCompare(b.county, 'en-US')),
    organizations: organizations.map((card) => ({
      ...card.organization,
      ...figuresOf(card),
      reports: card.reports,
    })),
    counties: network.slices
      .filter(({ kind }) => kind === 'county')
      .map(({ key, tally }) => ({ county: countyName(key), tally }))
      .sort((a, b) => a.county.localeCompare(b.county, 'en-US')),
  };
}

function figuresOf({ tally, figures }: Card): SummaryFigures {
  return { tally, medianContactDays: figures.contactDays.value };
}
