import { isHardExclusion, type ExclusionReason } from '../routing/rules';

/** What stands between an organization and the referral, as the acts on an escalation's page can change it. */
interface Candidate {
  /** It has the referral already. */
  readonly hasIt: boolean;
  readonly against: readonly ExclusionReason[];
}

/** What acts on the page end, and what ends by itself once they have. */
const ENDED_HERE: readonly ExclusionReason[] = ['no-capacity', 'suspended', 'older-referrals-wait'];

/** Would more capacity let it take the referral, perhaps together with the end of its suspension? */
export function capacityHelps({ against }: Candidate): boolean {
  return against.includes('no-capacity') && against.every((reason) => ENDED_HERE.includes(reason));
}

/** Would the end of its suspension let it take the referral, perhaps together with more capacity? */
export function liftingHelps({ against }: Candidate): boolean {
  return against.includes('suspended') && against.every((reason) => ENDED_HERE.includes(reason));
}

/** Can a person give it the referral now, against rules perhaps, but not against facts? */
export function canBeGiven({ hasIt, against }: Candidate): boolean {
  return !hasIt && !against.some(isHardExclusion);
}

/** Would the rules give it the referral now? */
export function rulesWouldGive({ hasIt, against }: Candidate): boolean {
  return !hasIt && against.length === 0;
}
