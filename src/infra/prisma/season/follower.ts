import type { Follower } from '../../../activities/follow/ports';
import { shortInstant } from '../../../domain/short-instant';
import type { AdvanceCommand } from '../../../workflows/follow/activities';
import type { WakeUp } from '../../../workflows/follow/plan';
import { seasonShown, titleOfStep } from './shown';
import { createFollower, type Advanced } from '../followers/follower';
import type { PrismaClient } from '../generated/client';
import type { Tx } from '../database/transaction';
import { lockSeason } from './followed-season';
import type { EscalationSetting } from '../escalation/escalate';
import { endSeason, isUnderWay, takeSeasonSteps, type SeasonAfterSteps } from './take-steps';

/** The follower of a season. */
export function createSeasonFollower(prisma: PrismaClient, setting: EscalationSetting): Follower {
  return createFollower<string>(prisma, 'season', setting, {
    lock: async (tx, seasonId) => ((await lockSeason(tx, seasonId)) ? seasonId : null),

    async mailed(tx, seasonId, { message, usual, command }) {
      const isOver = message.order.mail === 'season-summary' && usual.state !== 'pending';
      if (isOver) await endSeason(tx, seasonId, command.at);
      return { subject: seasonId, message: usual };
    },

    advance: (tx, seasonId, command) => advance(tx, setting, seasonId, command),
  });
}

async function advance(
  tx: Tx,
  setting: EscalationSetting,
  seasonId: string,
  { at }: AdvanceCommand,
): Promise<Advanced> {
  const advanced = await takeSeasonSteps(tx, setting, seasonId, at);
  const { season, next } = advanced;
  const { zone } = setting.policy.calendar;
  return {
    version: season.version,
    shown: seasonShown(season, next, zone),
    work: workOf(advanced),
    until: untilOf(advanced),
    ...(season.state === 'paused' ? { holds: ['season-summary'] } : {}),
    rest: season.over ? { state: season.state } : null,
  };

  function untilOf({ season: { name } }: SeasonAfterSteps): WakeUp | null {
    if (next === null || isUnderWay(next)) return null;
    return { at: next.at, purpose: `${titleOfStep(name, next)}: ${shortInstant(next.at, zone)}` };
  }
}

/** One period after the other. The work's id is the period's id. */
function workOf({ season: { name }, next }: SeasonAfterSteps): NonNullable<Advanced['work']> {
  if (next?.does !== 'send-reports' || !isUnderWay(next)) return [];
  const { id, number } = next.period;
  return [{ does: 'work', id, summary: `Make the reports of ${name}/${number}` }];
}
