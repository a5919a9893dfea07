import { ASSIGNMENT_ENDS, type AssignmentEnd } from '../vocabulary';

/** What it means that an organization had the referral before, when the referral is placed again. */
export type HadBefore = 'goes-first' | 'passed-over' | 'as-any-other';

/** By how the assignment ended. When an end is added, this does not compile until the end has a row. */
const HAD_BEFORE: Record<AssignmentEnd, HadBefore> = {
  // The referral itself was over. When it is reopened, it goes to the organization that knows the consumer.
  resolved: 'goes-first',
  withdrawn: 'goes-first',
  declined: 'passed-over',
  undeliverable: 'passed-over',
  'timed-out': 'passed-over',
  reassigned: 'passed-over',
  // Another change of the lead may make it fit again.
  amended: 'as-any-other',
};

/** The ends that have this meaning. */
export function endsAfterWhich(means: HadBefore): readonly AssignmentEnd[] {
  return ASSIGNMENT_ENDS.filter((end) => HAD_BEFORE[end] === means);
}
