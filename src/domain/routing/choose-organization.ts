import { servesLanguage } from '../language/serves';
import type { ProgramPolicy } from '../policy';
import type { RouteOutcome } from '../referral/commands';
import { rankOrganizations, turnOf } from './ranking';
import { leadsADay, placesInUse } from './recent-leads';
import {
  exclusionReasons,
  isHardExclusion,
  type Candidate,
  type RoutingExplanation,
  type RoutingNeed,
  type RoutingOrganization,
  type RoutingRules,
} from './rules';

/** What the rules need to know, read at one moment. */
export interface RoutingSituation {
  readonly need: RoutingNeed;
  readonly assisterTypeRule: string;
  readonly countyFips: string;
  readonly organizations: readonly RoutingOrganization[];
  readonly elsewhere: number;
  /** The organization that a coordinator chose, wherever it works. */
  readonly directed: DirectedOrganization | null;
}

export type DirectedOrganization = RoutingOrganization & { readonly servesCounty: boolean };

export interface Choice {
  readonly outcome: ChosenOutcome;
  /** For an organization that the rules chose. */
  readonly turn: Turn | null;
  readonly explanation: RoutingExplanation;
}

export interface Turn {
  /** What the organization had been given when it was read. */
  readonly known: number;
  /** What counts as given. */
  readonly counts: number;
  /**
   * Of the day's leads, so many it may have been given before this one. Null: no limit, because nobody else can take it.
   */
  readonly dayBelow: number | null;
}

/** Like RouteOutcome, but before there is an assignment. */
export type ChosenOutcome =
  | Omit<Extract<RouteOutcome, { outcome: 'assigned' }>, 'assignmentId'>
  | Extract<RouteOutcome, { outcome: 'unassigned' }>;

/**
 * What the rules choose. A person's choice goes first; the explanation then names the rules that it went against.
 * Pure.
 */
export function chooseOrganization(
  situation: RoutingSituation,
  directedTo: string | null,
  { routing }: Pick<ProgramPolicy, 'routing'>,
): Choice {
  const ranking = rankOrganizations(situation.need, situation.organizations, routing);
  if (directedTo !== null) return direct(situation, ranking, directedTo, routing);
  const [chosen] = ranking.candidates;
  const turn = chosen === undefined ? null : turnFor(chosen, situation, ranking, routing);
  return { outcome: outcomeOf(chosen), turn, explanation: explain(situation, ranking, null) };
}

function turnFor(
  chosen: Candidate,
  { need, organizations }: RoutingSituation,
  { candidates }: Ranking,
  { dailyCapacityDivisor }: RoutingRules,
): Turn {
  const capacity = organizations.find(({ id }) => id === chosen.organizationId)?.capacity ?? 0;
  const isKnown = need.sameConsumer?.organizationId === chosen.organizationId;
  const dayBelow = chosen.dayFull || isKnown ? null : leadsADay(capacity, dailyCapacityDivisor);
  return { known: chosen.given, counts: turnOf(chosen, candidates, organizations, need.on), dayBelow };
}

function direct(
  situation: RoutingSituation,
  ranking: Ranking,
  directedTo: string,
  rules: RoutingRules,
): Choice {
  const chosen = situation.directed;
  const against: NonNullable<RoutingExplanation['directed']>['against'] =
    chosen === null
      ? []
      : [
          ...exclusionReasons(situation.need, chosen, rules),
          ...(chosen.servesCounty ? [] : (['outside-service-area'] as const)),
        ];
  const explanation = explain(situation, ranking, { organizationId: directedTo, against });
  const impossible = against.some(isHardExclusion);
  if (chosen === null || impossible) {
    return { outcome: { outcome: 'unassigned', cause: 'directed-unavailable' }, turn: null, explanation };
  }
  const { id: organizationId, name, capacity } = chosen;
  const languageMatch = servesLanguage(chosen.languages, situation.need.language);
  const load = placesInUse(chosen, situation.need.on, rules.capacityMeans) / capacity;
  return {
    outcome: outcomeOf({ organizationId, name, languageMatch, load }),
    turn: null,
    explanation,
  };
}

function outcomeOf(
  chosen: Pick<Candidate, 'organizationId' | 'name' | 'languageMatch' | 'load'> | undefined,
): ChosenOutcome {
  if (chosen === undefined) return { outcome: 'unassigned', cause: 'no-eligible-organization' };
  return {
    outcome: 'assigned',
    organizationId: chosen.organizationId,
    organizationName: chosen.name,
    languageMatch: chosen.languageMatch,
    load: chosen.load,
  };
}

function explain(
  { need, assisterTypeRule, countyFips, elsewhere }: RoutingSituation,
  { candidates, excluded }: Ranking,
  directed: RoutingExplanation['directed'],
): RoutingExplanation {
  return {
    assisterType: need.assisterType,
    assisterTypeRule,
    county: countyFips,
    language: need.language,
    candidates,
    excluded,
    elsewhere: { reason: 'outside-service-area', count: elsewhere },
    sameConsumer: need.sameConsumer,
    directed,
  };
}

type Ranking = ReturnType<typeof rankOrganizations>;
