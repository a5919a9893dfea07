import type { Follower } from '../../../activities/follow/ports';
import { isNeverSent, nextReportStep } from '../../../domain/report/steps';
import { shortInstant } from '../../../domain/short-instant';
import type { AdvanceCommand } from '../../../workflows/follow/activities';
import { reportShown, titleOf } from './shown';
import type { EscalationSetting } from '../escalation/escalate';
import { createFollower, type Advanced } from '../followers/follower';
import type { PrismaClient } from '../generated/client';
import type { Tx } from '../database/transaction';
import { lockReport, lockSeasonOf } from './followed-report';
import { reportMailed } from './mailed';
import { notBefore, takeReportSteps } from './take-steps';

/** The id of the work that `applyReturned` does. */
export const APPLY = 'apply-statements';

/** The follower of a report. */
export function createReportFollower(prisma: PrismaClient, setting: EscalationSetting): Follower {
  return createFollower<string>(prisma, 'report', setting, {
    async lock(tx, reportId) {
      if (!(await lockReport(tx, reportId))) return null;
      await lockSeasonOf(tx, reportId);
      return reportId;
    },

    mailed: async (tx, reportId, attempt) => ({
      subject: reportId,
      message: await reportMailed(tx, setting, reportId, attempt),
    }),

    advance: (tx, reportId, command) => advance(tx, setting, reportId, command),
  });
}

async function advance(
  tx: Tx,
  setting: EscalationSetting,
  reportId: string,
  { at }: AdvanceCommand,
): Promise<Advanced> {
  const report = await takeReportSteps(tx, setting, reportId, at);
  const { version, unapplied, complete, state, missing, season } = report;
  const next = nextReportStep(report, notBefore(report, at));
  const { zone } = setting.policy.calendar;
  return {
    version,
    shown: reportShown(report, next, zone),
    work: unapplied ? [{ does: 'work', id: APPLY, summary: 'Bring what came back to the referrals' }] : [],
    until:
      next === null ? null : { at: next.at, purpose: `${titleOf(next)}: ${shortInstant(next.at, zone)}` },
    rest: complete || isNeverSent(report) ? { state, missing } : null,
    ...(season === 'paused' ? { holds: ['report', 'report-chase'] } : {}),
  };
}
