import type { Instant } from '../domain/time';
import type { WaitlistActivities } from '../workflows/waitlist/activities';
import type { WaitingReferrals } from './ports';

interface Deps {
  readonly waiting: WaitingReferrals;
  /** Placing many can take minutes: what happens then is dated when it happens. */
  readonly now: () => Instant;
  readonly heartbeat: (placed: number) => void;
}

/**
 * Gives each placeable referral its turn, oldest first; one that cannot be placed after all is passed over. Every turn
 * looks at the whole list: a place that becomes free meanwhile goes to the oldest who can take it, not to the next one.
 */
export function waitlistActivities({ waiting, now, heartbeat }: Deps): WaitlistActivities {
  return {
    async routeWaitingReferrals() {
      let placed = 0;
      const passedOver: string[] = [];
      for (;;) {
        const turn = await waiting.placeNext(passedOver, now());
        if (turn === null) return { placed };
        if (turn.placed) placed += 1;
        else passedOver.push(turn.referralId);
        heartbeat(placed);
      }
    },
  };
}
