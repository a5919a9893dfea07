import type { Followers, WorkDeps } from '../../activities/follow/ports';
import type { Log, PassOver } from '../../activities/ports';
import { resolutionRules } from '../../domain/terms';
import type { Instant } from '../../domain/time';
import type { Waker } from '../../workflows/follow/waker';
import { createDigestFollower } from './digest/follower';
import type { EscalationSetting } from './escalation/escalate';
import type { PrismaClient } from './generated/client';
import { createRequestFollower } from './organization/request/follower';
import { createRerouteFollower } from './reroute/follower';
import { createRerouteWork } from './reroute/work';
import { createReferralActs } from './referral/acts';
import { createReferralFollower } from './referral/follower';
import type { SituationReader } from './routing/situation';
import { createReportFollower } from './report/follower';
import { createReportMaker } from './report/maker';
import { createSeasonFollower } from './season/follower';
import { createStatementApplier } from './report/returned/statement-applier';

export interface FollowerSetting extends EscalationSetting {
  readonly situations: SituationReader;
  readonly countyName: (fips: string) => string;
  readonly waker: Waker;
  readonly log: Log;
  readonly passOver: PassOver;
  readonly now: () => Instant;
}

/** The follower of every kind of subject, and what the long work of some kinds needs. */
export function createFollowers(
  prisma: PrismaClient,
  setting: FollowerSetting,
): Pick<WorkDeps, 'rerouteWork' | 'statements' | 'reportMaker'> & { readonly followers: Followers } {
  return {
    followers: {
      referral: createReferralFollower(prisma, setting),
      request: createRequestFollower(prisma, setting),
      reroute: createRerouteFollower(prisma, setting),
      digest: createDigestFollower(prisma, setting),
      report: createReportFollower(prisma, setting),
      season: createSeasonFollower(prisma, setting),
    },
    rerouteWork: createRerouteWork(prisma, {
      ...setting,
      actsWith: (waker) => createReferralActs(prisma, { ...setting, waker }),
    }),
    statements: createStatementApplier(prisma, setting),
    reportMaker: createReportMaker(
      prisma,
      { zone: setting.policy.calendar.zone, rules: resolutionRules(setting.policy.terms) },
      setting.passOver,
    ),
  };
}
