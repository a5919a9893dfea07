import type { Followed } from './follow/plan';

/**
 * Every workflow id of the service is built here. So code that knows a row's id can address the row's workflow.
 */

export const WAITLIST_WORKFLOW = 'waitlist';

/** There is one waiting list for the whole exchange: keeping one order is its purpose. */
export const WAITLIST_WORKFLOW_ID = 'waitlist';

/** A follower's workflow type is its kind. */
export function workflowIdOf({ kind, subjectId }: Followed): string {
  return subjectId === '' ? kind : `${kind}-${subjectId}`;
}

export function referralWorkflowId(referralId: string): string {
  return workflowIdOf({ kind: 'referral', subjectId: referralId });
}
