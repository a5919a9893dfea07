import { sleep } from '@temporalio/workflow';
import { referral as current } from '../../../src/workflows';
import type { ReferralInput } from '../../../src/workflows/referral/messages';

export { waitlist } from '../../../src/workflows';

/** A change that running referrals would not survive: one more command, before everything else. */
export async function referral(input: ReferralInput): ReturnType<typeof current> {
  await sleep('1s');
  return current(input);
}
