import type { BounceActivities } from '../workflows/bounce/activities';
import type { BounceDesk } from './ports';

interface Deps {
  readonly bounces: BounceDesk;
}

/** What follows from a mail that came back. */
export function bounceActivities({
  bounces,
}: Deps): Pick<BounceActivities, 'distrustAddress' | 'bringBounce'> {
  return {
    distrustAddress: ({ messageId, at }) => bounces.distrustAddress(messageId, at),
    bringBounce: ({ at, ...bounce }) => bounces.bring(bounce, at),
  };
}
