import { follow } from './follow/follow';
import type { FollowerInput } from './follow/plan';

export { digest } from './digest/workflow';
export { referral } from './referral/workflow';
export { waitlist } from './waitlist/workflow';
export { report } from './report/workflow';
export { season } from './season/workflow';

export const request = (input: FollowerInput) => follow('request', input);
export const reroute = (input: FollowerInput) => follow('reroute', input);
