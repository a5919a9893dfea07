import type { ReferralActivities } from '../workflows/referral/activities';
import type { ReportActivities } from '../workflows/report/activities';
import type { SeasonActivities } from '../workflows/season/activities';
import type { WaitlistActivities } from '../workflows/waitlist/activities';
import type { DigestActivities } from '../workflows/digest/activities';
import { assignmentFactActivities } from './assignment-facts';
import { digestActivities } from './digest';
import { escalations } from './escalations';
import { leadMails } from './lead-mails';
import { recordHistory } from './record-history';
import { reportActs } from './reports/report-acts';
import { reportMails } from './reports/report-mails';
import { seasonActs } from './reports/season-acts';
import { seasonMails } from './reports/season-mails';
import { routeReferral } from './route-referral';
import { waitlistActivities } from './waitlist';

export type Activities = ReferralActivities &
  ReportActivities &
  SeasonActivities &
  WaitlistActivities &
  DigestActivities;

export type ActivityDeps = Parameters<typeof assignmentFactActivities>[0] &
  Parameters<typeof digestActivities>[0] &
  Parameters<typeof escalations>[0] &
  Parameters<typeof leadMails>[0] &
  Parameters<typeof recordHistory>[0] &
  Parameters<typeof reportActs>[0] &
  Parameters<typeof reportMails>[0] &
  Parameters<typeof routeReferral>[0] &
  Parameters<typeof seasonActs>[0] &
  Parameters<typeof seasonMails>[0] &
  Parameters<typeof waitlistActivities>[0];

/** Every activity of the service over what it depends on. */
export function createActivities(deps: ActivityDeps): Activities {
  const desk = escalations(deps);
  return {
    ...assignmentFactActivities(deps),
    ...digestActivities(deps),
    ...desk,
    ...leadMails(deps),
    ...recordHistory(deps),
    ...reportActs(deps),
    ...reportMails(deps),
    ...routeReferral(deps),
    ...seasonActs(deps, desk),
    ...seasonMails(deps),
    ...waitlistActivities(deps),
  };
}
