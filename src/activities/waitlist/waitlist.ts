import type { Instant } from '../../domain/time';
import type { WaitlistActivities } from '../../workflows/waitlist/activities';
import type { WaitingReferrals } from '../ports';

interface Deps {
  readonly waiting: WaitingReferrals;
  /** Placing many can take minutes: what happens then is dated when it happens. */
  readonly now: () => Instant;
  readonly heartbeat: (placed: number) => void;
}

/** Placing goes before mailing: whoever is placed sooner than the next ones are only takes their time. */
const WAKE_TOGETHER = 100;

/**
 * Gives each placeable referral its turn, oldest first; one that cannot be placed after all is passed over. Every turn
 * looks at the whole list: a place that becomes free meanwhile goes to the oldest who can take it, not to the next one.
 */
export function waitlistActivities({ waiting, now, heartbeat }: Deps): WaitlistActivities {
  return {
    async routeWaitingReferrals() {
      let placed = 0;
      const passedOver: string[] = [];
      const untold: string[] = [];
      try {
        for (;;) {
          const turn = await waiting.placeNext(passedOver, now());
          if (turn === null) return { placed };
          if (turn.placed) {
            placed += 1;
            untold.push(turn.referralId);
          } else passedOver.push(turn.referralId);
          if (untold.length >= WAKE_TOGETHER) waiting.wake(untold.splice(0));
          heartbeat(placed);
        }
      } finally {
        waiting.wake(untold);
      }
    },
  };
}
