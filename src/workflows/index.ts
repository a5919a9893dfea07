import { follow } from './follow/follow';
import type { FollowerInput } from './follow/plan';

/** The workflow types. All but the waiting list follow what PostgreSQL says of one subject; see follow/follow.ts. */

/** One lead, from its arrival to its end; begun again by whatever comes after. */
export const referral = (input: FollowerInput) => follow('referral', input);

/** What an organization asks of the exchange, to the answer and the date on which it takes effect. */
export const request = (input: FollowerInput) => follow('request', input);

/** One organization's report for one period, to its completion; begun again by what comes after. */
export const report = (input: FollowerInput) => follow('report', input);

/** From the start of a season to its summary. */
export const season = (input: FollowerInput) => follow('season', input);

/** While everything open at one organization is given to others. */
export const reroute = (input: FollowerInput) => follow('reroute', input);

/** Always: one mail a business day to the single point of contact. */
export const digest = (input: FollowerInput) => follow('digest', input);

export { waitlist } from './waitlist/workflow';
