import { localDateIn, type Instant } from '../domain/time';
import type { ProgramPolicy } from '../domain/policy';
import type { WaitlistActivities } from '../workflows/waitlist/activities';
import type { Log, ReferralTurns, Waitlist, WaitingPosition, WaitingReferrals } from './ports';

interface Deps {
  readonly policy: ProgramPolicy;
  readonly waiting: WaitingReferrals;
  readonly turns: ReferralTurns;
  /** The workflow's time has no say in an activity that may run for minutes; absences are judged by this clock. */
  readonly now: () => Instant;
  readonly heartbeat: (placed: number) => void;
}

/** Gives each placeable referral its turn, oldest first; one that cannot be placed after all is passed over. */
export function waitlistActivities(deps: Deps): WaitlistActivities {
  return {
    async routeWaitingReferrals() {
      let placed = 0;
      let position: WaitingPosition | null = null;
      for (;;) {
        const on = localDateIn(deps.policy.calendar.zone, deps.now());
        position = await deps.waiting.nextPlaceable(position, on);
        if (position === null) return { placed };
        if (await deps.turns.routeNow(position.referralId)) placed += 1;
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
    if ((await deps.waiting.nextPlaceable(null, on)) !== null) await deps.waitlist.nudge();
  } catch (error) {
    deps.log.warn({ err: error }, 'the waiting list was not woken; the sweep will');
  }
}
