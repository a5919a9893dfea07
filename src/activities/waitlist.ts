import { localDateIn, type Instant } from '../domain/time';
import type { ProgramPolicy } from '../domain/policy';
import type { WaitlistActivities } from '../workflows/waitlist/activities';
import type { Log, ReferralTurns, Waitlist, WaitingReferrals } from './ports';

interface Deps {
  readonly policy: ProgramPolicy;
  readonly waiting: WaitingReferrals;
  readonly turns: ReferralTurns;
  /** The workflow's time has no say in an activity that may run for minutes; absences are judged by this clock. */
  readonly now: () => Instant;
  readonly heartbeat: (placed: number) => void;
}

/**
 * Gives each placeable referral its turn, oldest first; one that cannot be placed after all is passed over. Every turn
 * looks at the whole list: a place that becomes free meanwhile goes to the oldest who can take it, not to the next one.
 */
export function waitlistActivities(deps: Deps): WaitlistActivities {
  return {
    async routeWaitingReferrals() {
      let placed = 0;
      const passedOver: string[] = [];
      for (;;) {
        const on = localDateIn(deps.policy.calendar.zone, deps.now());
        const next = await deps.waiting.nextPlaceable(passedOver, on);
        if (next === null) return { placed };
        if (await deps.turns.routeNow(next)) placed += 1;
        else passedOver.push(next);
        deps.heartbeat(placed);
      }
    },
  };
}

/**
 * Wakes the waiting list when somebody in it could be placed. Losing the nudge costs time, never a referral: the
 * worker's sweep nudges again.
 */
export async function nudgeIfPlaceable(
  deps: {
    readonly policy: ProgramPolicy;
    readonly waiting: WaitingReferrals;
    readonly waitlist: Waitlist;
    readonly log: Log;
  },
  at: Instant,
): Promise<void> {
  try {
    const on = localDateIn(deps.policy.calendar.zone, at);
    if ((await deps.waiting.nextPlaceable([], on)) !== null) await deps.waitlist.nudge();
  } catch (error) {
    deps.log.warn({ err: error }, 'the waiting list was not woken; the sweep will');
  }
}
