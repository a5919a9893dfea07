import { effectOf, endsAt, requestNeeds, startsAt } from '../../domain/requests';
import type { ProgramPolicy } from '../../domain/policy';
import { DAY_MS, localDateIn, plusMillis } from '../../domain/time';
import type { RequestActivities, RequestTerms } from '../../workflows/request/activities';
import type { Log, Waitlist, WaitingReferrals } from '../ports';
import { nudgeIfPlaceable } from '../waitlist';
import type { RequestDesk } from './ports';

export interface RequestActDeps {
  readonly policy: ProgramPolicy;
  readonly requestDesk: RequestDesk;
  readonly waiting: WaitingReferrals;
  readonly waitlist: Waitlist;
  readonly log: Log;
}

type RequestActs = Pick<
  RequestActivities,
  'beginRequest' | 'settleRequest' | 'applyRequest' | 'restoreFormer'
>;

/** What a request does to PostgreSQL; what can make somebody eligible wakes the waiting list. */
export function requestActs(deps: RequestActDeps): RequestActs {
  const { policy, requestDesk } = deps;
  const { zone } = policy.calendar;
  return {
    async beginRequest({ requestId, at }): Promise<RequestTerms> {
      const { ask, state, createdAt, dueAt, organization } = await requestDesk.begin(requestId, at);
      const confirmMs = policy.requests.confirmWithinDays * DAY_MS;
      return {
        kind: ask.kind,
        organizationName: organization?.name ?? null,
        needs: requestNeeds(ask, organization?.suspendedByExchange ?? false),
        outcome: state === 'open' || state === 'awaiting-confirmation' ? null : state,
        dueAt,
        confirmBy: plusMillis(createdAt, confirmMs),
        startsAt: startsAt(ask, zone),
        endsAt: endsAt(ask, zone),
        zone,
      };
    },

    settleRequest: ({ requestId, at, ...settlement }) => requestDesk.settle(requestId, settlement, at),

    async applyRequest({ requestId, at }) {
      const { ask } = await requestDesk.begin(requestId, at);
      const today = localDateIn(zone, at);
      const effect = effectOf(ask, today);
      if (effect.does === 'nothing') return;
      await requestDesk.apply(requestId, effect, at, today);
      await nudgeIfPlaceable(deps, at);
    },

    async restoreFormer({ requestId, at }) {
      await requestDesk.restore(requestId, at);
      await nudgeIfPlaceable(deps, at);
    },
  };
}
