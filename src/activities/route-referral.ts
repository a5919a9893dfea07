import { localDateIn } from '../domain/time';
import type { ProgramPolicy } from '../domain/policy';
import {
  exclusionReasons,
  isHardExclusion,
  rankOrganizations,
  ROUTING_RULE_VERSION,
  speaks,
  turnOf,
  type Candidate,
  type RoutingExplanation,
} from '../domain/routing';
import type { ReferralActivities, RouteOutcome } from '../workflows/referral/activities';
import type { RoutingDecision, RoutingSituation, RoutingStore } from './ports';
import { v7 as uuidv7 } from 'uuid';

interface Deps {
  readonly policy: ProgramPolicy;
  readonly routing: RoutingStore;
}

/**
 * Chooses an organization and takes a place at it, in one transaction with the decision's record and the event. Ranks
 * without locks, then takes the place by a conditional update; when somebody else was faster, ranks again with what
 * is true now. So a hundred leads at once never overfill an organization, and none is called unassigned because
 * its organizations were merely busy.
 */
export function routeReferral({ policy, routing }: Deps): Pick<ReferralActivities, 'routeReferral'> {
  return {
    async routeReferral(command) {
      const on = localDateIn(policy.calendar.zone, command.at);
      for (;;) {
        const look = await routing.look(command, on);
        if (look.recorded !== null) return look.recorded;

        const decided = decide(look.situation, command.directedTo ?? null, policy);
        if (decided.outcome.outcome === 'unassigned' && command.retry) return decided.outcome;
        const kept = await routing.keep({
          ...{ command, ...decided },
          ruleVersion: ROUTING_RULE_VERSION,
          policyVersion: policy.version,
        });
        if (kept) return decided.outcome;
      }
    },
  };
}

type Decided = Pick<RoutingDecision, 'outcome' | 'explanation' | 'turn'>;

/** What the rules say; a person's choice goes before them, and the explanation says against which. */
function decide(situation: RoutingSituation, directedTo: string | null, { routing }: ProgramPolicy): Decided {
  const ranking = rankOrganizations(situation.need, situation.organizations, routing.rankBy);
  if (directedTo !== null) return direct(situation, ranking, directedTo);
  const [chosen] = ranking.candidates;
  const turn = chosen && { known: chosen.given, counts: turnOf(chosen, ranking.candidates) };
  return { outcome: outcomeOf(chosen), turn: turn ?? null, explanation: explain(situation, ranking, null) };
}

function direct(situation: RoutingSituation, ranking: Ranking, directedTo: string): Decided {
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

function outcomeOf(chosen: Candidate | undefined): RouteOutcome {
  if (chosen === undefined) return { outcome: 'unassigned', cause: 'no-eligible-organization' };
  return {
    outcome: 'assigned',
    assignmentId: uuidv7(),
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
