import { setImmediate as turn } from 'node:timers/promises';
import { DomainError } from '../../domain/errors';
import { dayBegins, plusDays } from '../../domain/local-time';
import type { ProgramPolicy } from '../../domain/policy';
import type { ProgramTerms } from '../../domain/terms';
import { fairnessOf, type Fairness } from '../../domain/routing/fairness';
import { NO_LEADS, withLead } from '../../domain/routing/recent-leads';
import {
  RoutingReplay,
  type TrialLead,
  type TrialOrganization,
  type TrialPlacement,
  type TrialRules,
} from '../../domain/routing/trial';
import { localDateIn, type LocalDate } from '../../domain/time';
import type { TrialReader } from './ports';

export const MAX_TRIAL_LEADS = 10_000;
/** After so many leads, other requests get a turn. */
const LEADS_A_TURN = 25;
export interface TrialDeps {
  readonly policy: ProgramPolicy;
  readonly trialReader: TrialReader;
}

export interface Trial {
  /** Local days of the program's zone, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly rules: Partial<TrialRules>;
}

export interface TrialOutcome {
  readonly current: TrialRules;
  readonly trial: TrialRules;
  readonly organizations: readonly TrialOrganization[];
  readonly leads: readonly TriedLead[];
  readonly fairness: Readonly<Record<'actual' | 'current' | 'trial', Fairness>>;
}

export interface TriedLead {
  readonly referralId: string;
  readonly at: TrialLead['at'];
  readonly had: string | null;
  readonly current: TrialPlacement;
  readonly trial: TrialPlacement;
}

/** Replays the period's leads under the current rules and under the tried ones. Throws DomainError `validation`. */
export async function tryRules({ policy, trialReader }: TrialDeps, asked: Trial): Promise<TrialOutcome> {
  const { zone } = policy.calendar;
  const { bothProgramsAssisterType, rankBy, sameConsumerDays } = policy.routing;
  const { capacityMeans, dailyCapacityDivisor, scarceLanguages } = policy.routing;
  const current: TrialRules = {
    ...{ bothProgramsAssisterType, rankBy, sameConsumerDays },
    ...{ capacityMeans, dailyCapacityDivisor, scarceLanguages },
  };
  const trial: TrialRules = { ...current, ...asked.rules };
  const data = await trialReader.load({
    from: dayBegins(asked.from, zone),
    to: dayBegins(plusDays(asked.to, 1), zone),
    limit: MAX_TRIAL_LEADS + 1,
  });
  if (data.leads.length > MAX_TRIAL_LEADS) {
    throw new DomainError('validation', 'The period holds too many leads for one trial.', {
      errors: [
        { path: 'to', message: `a trial takes at most ${MAX_TRIAL_LEADS} leads; choose a shorter period` },
      ],
    });
  }
  const organizations = data.organizations.map(({ givenAt, ...organization }): TrialOrganization => ({
    ...organization,
    recent: givenAt.reduce((recent, at) => withLead(recent, localDateIn(zone, at)), NO_LEADS),
  }));
  const leads = data.leads.map((lead): TrialLead => ({ ...lead, on: localDateIn(zone, lead.at) }));
  const now = await replay(current, policy.terms, { organizations, leads });
  const then = await replay(trial, policy.terms, { organizations, leads });
  const tried = leads.map(({ referralId, at, had }) => ({
    referralId,
    at,
    had,
    current: placementOf(now, referralId),
    trial: placementOf(then, referralId),
  }));
  const placed = (placements: ReadonlyMap<string, TrialPlacement>) =>
    leads.map(({ referralId, countyFips }) => ({
      referralId,
      countyFips,
      ...placementOf(placements, referralId),
    }));
  const types = new Map(organizations.map(({ id, type }) => [id, type]));
  const actual = leads.map(({ referralId, countyFips, had }) => ({
    referralId,
    countyFips,
    organizationId: had,
    assisterType: types.get(had ?? '') ?? placementOf(now, referralId).assisterType,
  }));
  return {
    current,
    trial,
    organizations,
    leads: tried,
    fairness: {
      actual: fairnessOf(actual, organizations),
      current: fairnessOf(placed(now), organizations),
      trial: fairnessOf(placed(then), organizations),
    },
  };
}

async function replay(
  rules: TrialRules,
  terms: ProgramTerms,
  {
    organizations,
    leads,
  }: { readonly organizations: readonly TrialOrganization[]; readonly leads: readonly TrialLead[] },
): Promise<ReadonlyMap<string, TrialPlacement>> {
  const run = new RoutingReplay(rules, organizations, terms);
  for (const [n, lead] of leads.entries()) {
    if (n % LEADS_A_TURN === 0) await turn();
    run.place(lead);
  }
  return run.finish();
}

function placementOf(placements: ReadonlyMap<string, TrialPlacement>, referralId: string): TrialPlacement {
  const placement = placements.get(referralId);
  if (placement === undefined) throw new Error('a lead was not replayed');
  return placement;
}
