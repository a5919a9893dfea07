import { follow } from './follow/follow';
import type { FollowerInput } from './follow/plan';

export { bounce } from './bounce/workflow';
export { digest } from './digest/workflow';
export { referral } from './referral/workflow';
export { waitlist } from './waitlist/workflow';
export { request } from './request/workflow';
export { reroute } from './reroute/workflow';

export const report = (input: FollowerInput) => follow('report', input);
export const season = (input: FollowerInput) => follow('season', input);
