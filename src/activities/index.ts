import type { FollowActivities } from '../workflows/follow/activities';
import type { WaitlistActivities } from '../workflows/waitlist/activities';
import { followActivities, type FollowDeps } from './follow/follow';
import type { WorkDeps } from './follow/ports';
import { applyReturned } from './report/work';
import { makeReports } from './season/work';
import { waitlistActivities } from './waitlist/waitlist';

export type Activities = FollowActivities & WaitlistActivities;

export type ActivityDeps = Omit<FollowDeps, 'works'> & WorkDeps & Parameters<typeof waitlistActivities>[0];

/** Every activity of the service, made from what it depends on. */
export function createActivities(deps: ActivityDeps): Activities {
  const works = { reroute: deps.rerouteWork, report: applyReturned(deps), season: makeReports(deps) };
  return { ...followActivities({ ...deps, works }), ...waitlistActivities(deps) };
}
