import { DomainError } from '../../../domain/errors';
import { daysBetween } from '../../../domain/local-time';
import type { ProgramPolicy } from '../../../domain/policy';
import type { NamedBy } from '../../../domain/season/scorecards/measure-words';
import { figureRules, type FigureRules } from '../../../domain/season/scorecards/measures';
import { scorecards, type Scorecards } from '../../../domain/season/scorecards/scorecard';
import type { ScorecardCounts, Span } from '../../../domain/season/scorecards/scorecard-counts';
import { monthSpans } from '../../../domain/season/scorecards/spans';
import type { AreaTable } from '../../../domain/service-area';
import type { Instant, LocalDate } from '../../../domain/time';
import { countyNameIn } from '../../../domain/county-codes';
import type { ScorecardReader } from './ports';

export interface ScorecardDeps {
  readonly scorecards: ScorecardReader;
  readonly policy: ProgramPolicy;
  readonly areas: AreaTable;
}

/** Which days are asked about: a season's, or those from one date to another. */
export interface ScorecardQuestion {
  readonly seasonId?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  readonly organizationId?: string | undefined;
}

/** Scorecards, and everything that has to be said with them. */
export interface ScorecardSheet {
  readonly season: { readonly id: string; readonly name: string } | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly at: Instant;
  readonly rules: FigureRules;
  readonly program: NamedBy;
  readonly cards: Scorecards;
  readonly countyOf: (fips: string) => string;
}

/** Two years, one leap day included. */
const MOST_DAYS = 731;

/** Throws DomainError: `validation`, or `not-found` for a season that does not exist. */
export async function readScorecards(
  deps: ScorecardDeps,
  question: ScorecardQuestion,
  at: Instant,
): Promise<ScorecardSheet> {
  const { season, spans } = await daysAsked(deps, question);
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a season without periods');
  const data = await deps.scorecards.count(spans, at);
  return sheetOf(deps, data, { season, from: first.from, to: last.to }, question.organizationId);
}

/** With `organizationId`: only its card, beside the figures of all. */
export function sheetOf(
  { policy, areas }: Pick<ScorecardDeps, 'policy' | 'areas'>,
  data: ScorecardCounts,
  asked: Pick<ScorecardSheet, 'season' | 'from' | 'to'>,
  organizationId?: string,
): ScorecardSheet {
  const rules = figureRules(policy);
  const cards = scorecards(data, rules);
  const organizations = cards.organizations.filter(
    ({ organization }) => organizationId === undefined || organization.id === organizationId,
  );
  return {
    ...asked,
    at: data.at,
    rules,
    program: { terms: policy.terms, appointmentDays: policy.milestones.appointmentDays },
    cards: { ...cards, organizations },
    countyOf: countyNameIn(areas),
  };
}

async function daysAsked(
  deps: ScorecardDeps,
  { seasonId, from, to }: ScorecardQuestion,
): Promise<{ readonly season: ScorecardSheet['season']; readonly spans: readonly Span[] }> {
  if (seasonId !== undefined) {
    if (from !== undefined || to !== undefined) {
      throw refused('seasonId', 'name a season or dates, not both');
    }
    const season = await deps.scorecards.season(seasonId);
    if (season === null) throw new DomainError('not-found', 'There is no such season.');
    return { season: { id: season.id, name: season.name }, spans: season.spans };
  }
  if (from === undefined || to === undefined) throw refused('seasonId', 'name a season, or from and to');
  if (to < from) throw refused('to', 'must not be before from');
  if (daysBetween(from, to) >= MOST_DAYS)
    throw refused('to', `at most ${MOST_DAYS} days can be counted at once`);
  return { season: null, spans: monthSpans(from, to) };
}

function refused(path: string, message: string): DomainError {
  return new DomainError('validation', 'The request does not fit.', { errors: [{ path, message }] });
}
