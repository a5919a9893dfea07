import type { FigureRules } from '../../../domain/season/scorecards/measures';
import { scorecards } from '../../../domain/season/scorecards/scorecard';
import { seasonSummary, type SeasonSummaryReader } from '../../../domain/season/summary';
import type { BusinessCalendar } from '../../../domain/policy';
import type { PrismaClient } from '../generated/client';
import { createScorecardReader } from './scorecards/scorecard-reader';

export interface SeasonSummarySetting {
  readonly calendar: BusinessCalendar;
  readonly countyName: (fips: string) => string;
  readonly rules: FigureRules;
}

/** For the mail at a season's end and for its page, so that both have the same figures. */
export function createSeasonSummaryReader(
  prisma: PrismaClient,
  { calendar, countyName, rules }: SeasonSummarySetting,
): SeasonSummaryReader {
  const reader = createScorecardReader(prisma, calendar);
  return {
    async read(seasonId, at) {
      const season = await reader.season(seasonId);
      if (season === null) return null;
      const [facts, situation] = await Promise.all([
        reader.count(season.spans, at),
        reader.situation(season.from, season.to),
      ]);
      const cards = scorecards(facts, rules);
      return seasonSummary({ season, at: facts.at, cards, situation }, countyName);
    },
  };
}
