import type { ReferralActivities } from '../workflows/referral/activities';
import type { WaitlistActivities } from '../workflows/waitlist/activities';
import { escalations } from './escalations';
import { leadMails } from './lead-mails';
import { recordHistory } from './record-history';
import { routeReferral } from './route-referral';
import { waitlistActivities } from './waitlist';

export type Activities = ReferralActivities & WaitlistActivities;

export type ActivityDeps = Parameters<typeof escalations>[0] &
  Parameters<typeof leadMails>[0] &
  Parameters<typeof recordHistory>[0] &
  Parameters<typeof routeReferral>[0] &
  Parameters<typeof waitlistActivities>[0];

/** Every activity of the service over what it depends on. */
export function createActivities(deps: ActivityDeps): Activities {
  return {
    ...escalations(deps),
    ...leadMails(deps),
    ...recordHistory(deps),
    ...routeReferral(deps),
    ...waitlistActivities(deps),
  };
}
