import type { Followers, Works } from '../../../activities/follow/ports';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Instant } from '../../../domain/time';
import type { Waker } from '../../../workflows/follow/waker';
import { createDigestFollower } from '../digest/follower';
import type { PrismaClient } from '../generated/client';
import { createReferralFollower } from '../referral/follower';
import type { SituationReader } from '../referral/routing-situation';

export interface FollowerSetting {
  readonly policy: ProgramPolicy;
  /** Who owns an escalation at first. */
  readonly owner: string;
  readonly situations: SituationReader;
  readonly countyName: (fips: string) => string;
  readonly waker: Waker;
  readonly now: () => Instant;
}

/** Every kind of subject that workflows follow. */
export function createFollowers(
  prisma: PrismaClient,
  setting: FollowerSetting,
): { readonly followers: Followers; readonly works: Works } {
  return {
    followers: {
      referral: createReferralFollower(prisma, setting),
      digest: createDigestFollower(prisma, setting.policy),
    } as unknown as Followers,
    works: {},
  };
}
