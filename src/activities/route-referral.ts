import { localDateIn } from '../domain/time';
import type { ProgramPolicy } from '../domain/policy';
import { rankOrganizations, ROUTING_RULE_VERSION, type Candidate } from '../domain/routing';
import type { ReferralActivities, RouteOutcome } from '../workflows/referral/activities';
import type { RoutingSituation, RoutingStore } from './ports';
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

        const { candidates, excluded } = rankOrganizations(look.situation.need, look.situation.organizations);
        const outcome = outcomeOf(candidates[0]);
        if (outcome.outcome === 'unassigned' && command.retry) return outcome;
        const kept = await routing.keep({
          command,
          outcome,
          explanation: explain(look.situation, candidates, excluded),
          ruleVersion: ROUTING_RULE_VERSION,
          policyVersion: policy.version,
        });
        if (kept) return outcome;
      }
    },
  };
}

function outcomeOf(chosen: Candidate | undefined): RouteOutcome {
  if (chosen === undefined) return { outcome: 'unassigned' };
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
  candidates: RoutingDecisionParts['candidates'],
  excluded: RoutingDecisionParts['excluded'],
) {
  return {
    assisterType: need.assisterType,
    assisterTypeRule,
    county: countyFips,
    language: need.language,
    candidates,
    excluded,
    elsewhere: { reason: 'outside-service-area', count: elsewhere } as const,
  };
}

type RoutingDecisionParts = ReturnType<typeof rankOrganizations>;
