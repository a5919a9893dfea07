import type { ReferralActivities } from '../workflows/referral/activities';
import type { BounceActivities } from '../workflows/bounce/activities';
import type { RequestActivities } from '../workflows/request/activities';
import type { RerouteActivities } from '../workflows/reroute/activities';
import type { WaitlistActivities } from '../workflows/waitlist/activities';
import type { DigestActivities } from '../workflows/digest/activities';
import { assignmentFactActivities } from './assignment-facts';
import { bounceActivities } from './bounces';
import { digestActivities } from './digest';
import { escalations } from './escalations';
import { leadMails } from './lead-mails';
import { recordHistory } from './record-history';
import { requestActs } from './requests/request-acts';
import { requestMails } from './requests/request-mails';
import { rerouteActivities } from './requests/reroute';
import { routeReferral } from './route-referral';
import { waitlistActivities } from './waitlist';

export type Activities = ReferralActivities &
  RequestActivities &
  RerouteActivities &
  WaitlistActivities &
  BounceActivities &
  DigestActivities;

export type ActivityDeps = Parameters<typeof assignmentFactActivities>[0] &
  Parameters<typeof bounceActivities>[0] &
  Parameters<typeof digestActivities>[0] &
  Parameters<typeof escalations>[0] &
  Parameters<typeof leadMails>[0] &
  Parameters<typeof recordHistory>[0] &
  Parameters<typeof requestActs>[0] &
  Parameters<typeof requestMails>[0] &
  Parameters<typeof rerouteActivities>[0] &
  Parameters<typeof routeReferral>[0] &
  Parameters<typeof waitlistActivities>[0];

/** Every activity of the service over what it depends on. */
export function createActivities(deps: ActivityDeps): Activities {
  const desk = escalations(deps);
  return {
    ...assignmentFactActivities(deps),
    ...bounceActivities(deps),
    ...digestActivities(deps),
    ...desk,
    ...leadMails(deps),
    ...recordHistory(deps),
    ...requestActs(deps),
    ...requestMails(deps),
    ...rerouteActivities(deps),
    ...routeReferral(deps),
    ...waitlistActivities(deps),
  };
}
