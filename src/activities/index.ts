import type { FollowActivities } from '../workflows/follow/activities';
import type { WaitlistActivities } from '../workflows/waitlist/activities';
import { followActivities, type FollowDeps } from './follow/follow';
import { waitlistActivities } from './waitlist';

export type Activities = FollowActivities & WaitlistActivities;

export type ActivityDeps = FollowDeps & Parameters<typeof waitlistActivities>[0];

/** Every activity of the service over what it depends on. */
export function createActivities(deps: ActivityDeps): Activities {
  return { ...followActivities(deps), ...waitlistActivities(deps) };
}
