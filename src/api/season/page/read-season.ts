import { seasonSummary, type SeasonSummary } from '../../../domain/season/summary';
import type { Instant } from '../../../domain/time';
import { sheetOf, type ScorecardDeps, type ScorecardSheet } from '../scorecards/read-scorecards';

export interface SeasonFigures {
  readonly sheet: ScorecardSheet;
  readonly summary: SeasonSummary;
}

/** A season's summary and its scorecards, counted once. Null when there is no such season. */
export async function readSeasonFigures(
  deps: ScorecardDeps,
  seasonId: string,
  at: Instant,
): Promise<SeasonFigures | null> {
  const season = await deps.scorecards.season(seasonId);
  if (season === null) return null;
  const { id, name, from, to, spans } = season;
  const [data, situation] = await Promise.all([
    deps.scorecards.count(spans, at),
    deps.scorecards.situation(from, to),
  ]);
  const sheet = sheetOf(deps, data, { season: { id, name }, from, to });
  const { at: countedAt, cards, countyOf } = sheet;
  return { sheet, summary: seasonSummary({ season, at: countedAt, cards, situation }, countyOf) };
}
