export { bounce } from './bounce/workflow';
export { digest } from './digest/workflow';
export { referral } from './referral/workflow';
export { waitlist } from './waitlist/workflow';
export { request } from './request/workflow';
export { reroute } from './reroute/workflow';
export { report } from './report/workflow';
export { season } from './season/workflow';
