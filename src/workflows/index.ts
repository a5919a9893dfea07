export { referral } from './referral/workflow';
export { waitlist } from './waitlist/workflow';
