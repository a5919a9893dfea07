import { seasonSummary, type SeasonSummaryReader } from '../../../domain/reports/season-summary';
import type { BusinessCalendar } from '../../../domain/policy';
import type { PrismaClient } from '../generated/client';
import { createScorecardReader } from './scorecard-reader';

export interface SeasonSummarySetting {
  readonly calendar: BusinessCalendar;
  readonly countyName: (fips: string) => string;
  readonly smallNumber: number;
}

/** For the mail at a season's end and for its page: the same figures in both. */
export function createSeasonSummaryReader(
  prisma: PrismaClient,
  { calendar, countyName, smallNumber }: SeasonSummarySetting,
): SeasonSummaryReader {
  const reader = createScorecardReader(prisma, calendar);
  return {
    async read(seasonId, at) {
      const season = await reader.season(seasonId);
      if (season === null) return null;
      const { id, name, from, to, spans } = season;
      const [facts, { referrals, gaps }] = await Promise.all([
        reader.count(spans, at),
        reader.situation(from, to),
      ]);
      const named = gaps.map(({ countyFips, ...gap }) => ({ ...gap, county: countyName(countyFips) }));
      const counted = { season: { id, name, from, to }, referrals, gaps: named, facts };
      return seasonSummary(counted, countyName, smallNumber);
    },
  };
}
