import type { Instant } from '../../domain/time';
import type { WaitlistActivities } from '../../workflows/waitlist/activities';
import type { WaitingReferrals } from './ports';

interface Deps {
  readonly waiting: WaitingReferrals;
  /** Placing many can take minutes, so each event is dated when it happens. */
  readonly now: () => Instant;
  readonly heartbeat: (placed: number) => void;
}

/**
 * Placing goes before mailing. Waking a placed referral before the next ones are placed would only take time from
 * them.
 */
const WAKE_TOGETHER = 100;

/**
 * Gives each referral that can be placed its turn, oldest first. A referral that cannot be placed after all is passed
 * over. Every turn looks at the whole list. So a place that becomes free in the meantime goes to the oldest referral
 * that can take it.
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
