import type { ReferralActivities } from '../workflows/referral/activities';
import type { AssignmentFacts } from './ports';

interface Deps {
  readonly assignmentFacts: AssignmentFacts;
}

/** What a referral asks before it decides, of the read model that its own events have moved. */
export function assignmentFactActivities({
  assignmentFacts,
}: Deps): Pick<ReferralActivities, 'assessFit' | 'countUnanswered'> {
  return {
    assessFit: async ({ assignmentId }) => ({ fits: await assignmentFacts.fits(assignmentId) }),
    countUnanswered: async ({ organizationId }) => ({
      inARow: await assignmentFacts.unansweredInARow(organizationId),
    }),
  };
}
