import { v7 as newId } from 'uuid';
import { assertNever } from '../../../domain/errors';
import { nextSeasonStep, type SeasonStep } from '../../../domain/season/steps';
import type { Instant } from '../../../domain/time';
import { addMessages } from '../outbox/messages';
import type { Tx } from '../database/transaction';
import { readFollowedSeason, summaryKey, type FollowedSeason } from './followed-season';
import { listOutside } from './outside-periods';
import type { EscalationSetting } from '../escalation/escalate';

/** Where a season stands after every step that is due was taken. */
export interface SeasonAfterSteps {
  readonly season: FollowedSeason;
  /** What comes next. `send-reports` of a period that has begun is being done now. */
  readonly next: SeasonStep | null;
}

/** Far more than a season has periods. A season that never rests is an error. */
const MOST_STEPS = 100;

/**
 * Takes every step that is due, one after the other, except making reports: it only notes that a period has begun. The
 * season is locked. So nothing begins that somebody has paused, moved or ended in the meantime.
 */
export async function takeSeasonSteps(
  tx: Tx,
  setting: EscalationSetting,
  seasonId: string,
  at: Instant,
): Promise<SeasonAfterSteps> {
  await tx.$executeRaw`UPDATE seasons SET begun_at = ${at}::timestamptz WHERE id = ${seasonId}::uuid AND begun_at IS NULL`;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const season = await readFollowedSeason(tx, seasonId, setting.policy.calendar);
    const next = nextSeasonStep(season, at);
    if (next === null || next.at > at || isUnderWay(next)) return { season, next };
    await take(tx, setting, season, next, at);
  }
  throw new Error(`season ${seasonId} does not come to rest`);
}

export function isUnderWay(step: SeasonStep): boolean {
  return step.does === 'send-reports' && step.period.begun;
}

async function take(
  tx: Tx,
  setting: EscalationSetting,
  season: FollowedSeason,
  next: SeasonStep,
  at: Instant,
): Promise<void> {
  const { id } = season;
  switch (next.does) {
    case 'list-before':
      await listOutside(tx, setting, season, 'before', at);
      await tx.$executeRaw`UPDATE seasons SET listed_at = ${at}::timestamptz WHERE id = ${id}::uuid`;
      return;
    case 'send-reports':
      await tx.$executeRaw`
        UPDATE report_periods SET prepared_at = ${at}::timestamptz WHERE id = ${next.period.id}::uuid`;
      return;
    case 'summarize': {
      await listOutside(tx, setting, season, 'after', at);
      const order = { mail: 'season-summary', seasonId: id } as const;
      const sender = { kind: 'season', subjectId: id } as const;
      return addMessages(tx, [{ key: summaryKey(id), kind: 'season-summary', order, sender }], at);
    }
    default:
      return assertNever(next);
  }
}

/** Called when the summary has come to its end. Ends the season, if nobody has ended it. */
export async function endSeason(tx: Tx, seasonId: string, at: Instant): Promise<void> {
  await tx.$executeRaw`
    WITH before AS (
      SELECT id, ended_at FROM seasons WHERE id = ${seasonId}::uuid
    ), ended AS (
      UPDATE seasons s SET summarized_at = ${at}::timestamptz, ended_at = COALESCE(s.ended_at, ${at}::timestamptz),
        state = 'ended', version = s.version + 1
      FROM before b WHERE s.id = b.id
    )
    INSERT INTO season_events (id, season_id, at, actor, type, data)
    SELECT ${newId()}::uuid, id, ${at}::timestamptz, 'system', 'ended', '{}'::jsonb FROM before WHERE ended_at IS NULL`;
}
