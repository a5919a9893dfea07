import { follow } from './follow/follow';
import type { FollowerInput } from './follow/plan';

/**
 * The workflow types. All but the waiting list follow what PostgreSQL says about one subject; see follow/follow.ts.
 */

/** One lead, from its arrival to its end. Started again by anything that comes later. */
export const referral = (input: FollowerInput) => follow('referral', input);

/** An organization's request, to its answer and on to the date on which it takes effect. */
export const request = (input: FollowerInput) => follow('request', input);

/** One organization's report for one period, to its completion. Started again by anything that comes later. */
export const report = (input: FollowerInput) => follow('report', input);

/** From the start of a season to its summary. */
export const season = (input: FollowerInput) => follow('season', input);

/** Runs while everything open at one organization is given to others. */
export const reroute = (input: FollowerInput) => follow('reroute', input);

/** Always runs: one mail a business day to the single point of contact. */
export const digest = (input: FollowerInput) => follow('digest', input);

export { waitlist } from './waitlist/workflow';
