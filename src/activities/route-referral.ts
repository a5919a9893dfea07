import { localDateIn } from '../domain/time';
import type { ProgramPolicy } from '../domain/policy';
import { rankOrganizations, ROUTING_RULE_VERSION, type Candidate } from '../domain/routing';
import type { ReferralActivities, RouteCommand, RouteOutcome } from '../workflows/referral/activities';
import type { RoutingSituation, RoutingStore, RoutingTransaction } from './ports';
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
    routeReferral: (command) =>
      routing.transaction(async (tx) => (await tx.recorded(command)) ?? decide(tx, command)),
  };

  async function decide(tx: RoutingTransaction, command: RouteCommand): Promise<RouteOutcome> {
    const on = localDateIn(policy.calendar.zone, command.at);
    for (;;) {
      const situation = await tx.situation(command.referralId, on);
      const { candidates, excluded } = rankOrganizations(situation.need, situation.organizations);
      const first = candidates[0];
      if (first !== undefined && !(await tx.reserve(first.organizationId, command.at))) continue;

      const outcome = outcomeOf(first);
      if (outcome.outcome === 'unassigned' && command.retry) return outcome;
      await tx.keep({
        command,
        outcome,
        explanation: explain(situation, candidates, excluded),
        ruleVersion: ROUTING_RULE_VERSION,
        policyVersion: policy.version,
      });
      return outcome;
    }
  }
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
