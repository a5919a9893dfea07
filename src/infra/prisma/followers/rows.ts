import { causeOf } from '../../../domain/escalation/stored';
import type { Followed } from '../../../workflows/follow/plan';
import { workflowIdOf } from '../../../workflows/ids';
import type { FollowerRows } from '../../../worker/ports';
import { escalate, type EscalationSetting } from '../escalation/escalate';
import type { PrismaClient } from '../generated/client';
import { inTransaction } from '../database/transaction';
import { markBehind } from './follower-rows';

/** If a signal did not help, the next one is tried after this time. */
const AGAIN_SECONDS = 30;
/** A follower that has just changed may not have its workflow yet. */
const SETTLED_SECONDS = 10;

/** The followers, for the sweep and for the comparison with Temporal. */
export function createFollowerRows(prisma: PrismaClient, setting: EscalationSetting): FollowerRows {
  return {
    // Followers that had no turn yet go first. Otherwise those that no signal helps could take the turns of the others.
    overdue: ({ behindBefore, wakeBefore, now }, limit) => prisma.$queryRaw<
      (Followed & { again: boolean })[]
    >`
      WITH due AS (
        SELECT workflow_id, swept_at IS NOT NULL AS again FROM followers
        WHERE (behind_since < ${behindBefore}::timestamptz OR wake_at < ${wakeBefore}::timestamptz)
          AND (swept_at IS NULL OR swept_at < ${now}::timestamptz - make_interval(secs => ${AGAIN_SECONDS}::int))
        ORDER BY swept_at NULLS FIRST, COALESCE(behind_since, wake_at) LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      UPDATE followers f SET swept_at = ${now}::timestamptz FROM due WHERE f.workflow_id = due.workflow_id
      RETURNING f.kind, f.subject_id AS "subjectId", due.again`,

    async giveBack(followed) {
      await prisma.$executeRaw`
        UPDATE followers SET swept_at = NULL WHERE workflow_id = ANY (${followed.map(workflowIdOf)}::text[])`;
    },

    page: (after, limit) => prisma.$queryRaw<Followed[]>`
      SELECT kind, subject_id AS "subjectId" FROM followers
      WHERE workflow_id > ${after === null ? '' : workflowIdOf(after)}
        AND (behind_since IS NULL OR behind_since < now() - make_interval(secs => ${SETTLED_SECONDS}::int))
      ORDER BY workflow_id LIMIT ${limit}`,

    async ensureDigest(now) {
      const digest = { kind: 'digest', subjectId: '' } as const;
      const known = await prisma.follower.count({ where: { workflowId: workflowIdOf(digest) } });
      if (known === 0) await inTransaction(prisma, (tx) => markBehind(tx, [digest], now));
    },

    noteLost: (followed, now) =>
      inTransaction(prisma, async (tx) => {
        await markBehind(tx, [followed], now);
        if (followed.kind !== 'referral') return;
        await escalate(tx, setting, {
          ...causeOf('workflow-restarted', { kind: 'service' }),
          at: now,
          openedBy: followed,
          referralId: followed.subjectId,
        });
      }),
  };
}
