import type { z } from 'zod';
import { ROUTING_RULE_VERSION } from '../../domain/routing/rules';
import { plusDays } from '../../domain/local-time';
import { json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';
import { MAX_TRIAL_LEADS, tryRules, type Trial, type TrialDeps, type TrialOutcome } from './try-rules';
import { routingTrialBody, routingTrialView, type RoutingTrialView } from './trial-schema';
import { answers } from '../http/answers';
import { ROUTING_TRIALS } from '../http/paths';

const DESCRIPTION = `Routes the period's leads once more, in the order in which they came, under the current rules and under those of \`policy\`, and changes nothing. At most ${MAX_TRIAL_LEADS} leads.

Taken as it was then: each lead's arrival, how long it really held a place (28 days at most, or when it still does), the places taken before the period, and absences. Taken as it is today: organizations with their type, area, languages, capacity, suspension and contact point, and each lead's household, county and language. A lead is placed once: declines are not replayed. One that cannot be placed waits, and goes before younger ones when a place becomes free.`;

export function routingTrialRoute(deps: TrialDeps): Route {
  return defineRoute({
    method: 'post',
    path: ROUTING_TRIALS,
    operationId: 'tryRouting',
    tag: 'Routing',
    summary: 'Try other rules on past leads',
    description: DESCRIPTION,
    scope: 'routing:read',
    body: routingTrialBody,
    example: (today) =>
      ({ from: plusDays(today, -30), to: today, policy: { rankBy: ['language', 'load'] } }) satisfies z.input<
        typeof routingTrialBody
      >,
    answers: answers(200, 'What would change', routingTrialView),
    async handle({ body: { from, to, policy } }) {
      const trial = { from, to, rules: withoutUndefined(policy) };
      return json(200, toView(trial, await tryRules(deps, trial), deps.policy.version));
    },
  });
}

function withoutUndefined<T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

function toView({ from, to }: Trial, outcome: TrialOutcome, policyVersion: string): RoutingTrialView {
  const leads = outcome.leads.map((lead) => ({
    ...lead,
    changed: lead.current.organizationId !== lead.trial.organizationId,
  }));
  const nobody = (which: 'current' | 'trial') =>
    leads.filter((lead) => lead[which].organizationId === null).map(({ referralId }) => referralId);
  const lists = { current: nobody('current'), trial: nobody('trial') };
  const { actual, current, trial } = outcome.fairness;
  const plain = ({ organizations, maxDeviation }: typeof actual) => ({
    maxDeviation,
    organizations: [...organizations],
  });
  return {
    from,
    to,
    policyVersion,
    ruleVersion: ROUTING_RULE_VERSION,
    rules: { current: outcome.current, trial: outcome.trial },
    counts: {
      leads: leads.length,
      changed: leads.filter(({ changed }) => changed).length,
      differFromHad: leads.filter((lead) => lead.had !== lead.current.organizationId).length,
      nobodyCurrent: lists.current.length,
      nobodyTrial: lists.trial.length,
    },
    fairness: { actual: plain(actual), current: plain(current), trial: plain(trial) },
    nobody: lists,
    organizations: outcome.organizations.map(({ id, name, type }) => ({ id, name, type })),
    leads,
  };
}
