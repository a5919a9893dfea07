import type { ProgramPolicy } from '../policy';
import type { RouteOutcome } from '../referral/commands';
import {
  exclusionReasons,
  isHardExclusion,
  rankOrganizations,
  speaks,
  turnOf,
  type Candidate,
  type RoutingExplanation,
  type RoutingNeed,
  type RoutingOrganization,
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
  /**
   * For an organization that the rules chose. `known`: what it had been given when it was read. `counts`: what counts
   * as given.
   */
  readonly turn: { readonly known: number; readonly counts: number } | null;
  readonly explanation: RoutingExplanation;
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
  const ranking = rankOrganizations(situation.need, situation.organizations, routing.rankBy);
  if (directedTo !== null) return direct(situation, ranking, directedTo);
  const [chosen] = ranking.candidates;
  const turn = chosen && { known: chosen.given, counts: turnOf(chosen, ranking.candidates) };
  return { outcome: outcomeOf(chosen), turn: turn ?? null, explanation: explain(situation, ranking, null) };
}

function direct(situation: RoutingSituation, ranking: Ranking, directedTo: string): Choice {
  const chosen = situation.directed;
  const against: NonNullable<RoutingExplanation['directed']>['against'] =
    chosen === null
      ? []
      : [
          ...exclusionReasons(situation.need, chosen),
          ...(chosen.servesCounty ? [] : (['outside-service-area'] as const)),
        ];
  const explanation = explain(situation, ranking, { organizationId: directedTo, against });
  const impossible = against.some(isHardExclusion);
  if (chosen === null || impossible) {
    return { outcome: { outcome: 'unassigned', cause: 'directed-unavailable' }, turn: null, explanation };
  }
  const { id: organizationId, name, held, capacity, given, lastAssignedAt } = chosen;
  const languageMatch = speaks(situation.need, chosen);
  return {
    outcome: outcomeOf({ organizationId, name, languageMatch, load: held / capacity, given, lastAssignedAt }),
    turn: null,
    explanation,
  };
}

function outcomeOf(chosen: Candidate | undefined): ChosenOutcome {
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
