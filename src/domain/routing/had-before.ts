import { ASSIGNMENT_ENDS, type AssignmentEnd } from '../vocabulary';

/** What it means to have had a referral already, when that is to be placed once more. */
export type HadBefore = 'goes-first' | 'passed-over' | 'as-any-other';

/** By how it ended there; the compiler asks for a row whenever an end is added. */
const HAD_BEFORE: Record<AssignmentEnd, HadBefore> = {
  // The referral itself was over: opened again, it goes to who knows the consumer.
  resolved: 'goes-first',
  withdrawn: 'goes-first',
  declined: 'passed-over',
  undeliverable: 'passed-over',
  'timed-out': 'passed-over',
  reassigned: 'passed-over',
  // Another change of the lead may make it fit again.
  amended: 'as-any-other',
};

/** The ends after which it means that. */
export function endsAfterWhich(means: HadBefore): readonly AssignmentEnd[] {
  return ASSIGNMENT_ENDS.filter((end) => HAD_BEFORE[end] === means);
}
