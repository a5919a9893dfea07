/** Every workflow id of the service is built here, so that whoever knows a row's id can address its workflow. */

export const REFERRAL_WORKFLOW = 'referral';
export const WAITLIST_WORKFLOW = 'waitlist';

export function referralWorkflowId(referralId: string): string {
  return `referral-${referralId}`;
}

/** One waiting list for the whole exchange: its order is its purpose. */
export const WAITLIST_WORKFLOW_ID = 'waitlist';
