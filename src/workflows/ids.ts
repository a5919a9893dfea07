/** Every workflow id of the service is built here, so that whoever knows a row's id can address its workflow. */

export const REFERRAL_WORKFLOW = 'referral';
export const WAITLIST_WORKFLOW = 'waitlist';
export const REQUEST_WORKFLOW = 'request';
export const REROUTE_WORKFLOW = 'reroute';
export const BOUNCE_WORKFLOW = 'bounce';
export const DIGEST_WORKFLOW = 'digest';
export const SEASON_WORKFLOW = 'season';
export const REPORT_WORKFLOW = 'report';

export function referralWorkflowId(referralId: string): string {
  return `referral-${referralId}`;
}

/** However many reports say that the same mail came back. */
export function bounceWorkflowId(messageId: string): string {
  return `bounce-${messageId}`;
}

/** One waiting list for the whole exchange: its order is its purpose. */
export const WAITLIST_WORKFLOW_ID = 'waitlist';

export function requestWorkflowId(requestId: string): string {
  return `request-${requestId}`;
}

export function rerouteWorkflowId(rerouteId: string): string {
  return `reroute-${rerouteId}`;
}

/** One digest for the whole exchange. */
export const DIGEST_WORKFLOW_ID = 'digest';

export function seasonWorkflowId(seasonId: string): string {
  return `season-${seasonId}`;
}

/** One organization's report for one period. */
export function reportWorkflowId(reportId: string): string {
  return `report-${reportId}`;
}
