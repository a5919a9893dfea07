import type { Follower } from '../../../activities/follow/ports';
import { digestDueOn, nextDigestAt } from '../../../domain/digest/digest-time';
import type { ProgramPolicy } from '../../../domain/policy';
import { shortInstant } from '../../../domain/short-instant';
import type { Instant } from '../../../domain/time';
import { createFollower, type Advanced } from '../followers/follower';
import type { EscalationSetting } from '../escalation/escalate';
import type { PrismaClient } from '../generated/client';
import { addMessages } from '../outbox/messages';
import type { Tx } from '../database/transaction';

const DIGEST = 'digest';

/** The exchange's one digest: one mail each business day, always. */
export function createDigestFollower(prisma: PrismaClient, setting: EscalationSetting): Follower {
  return createFollower<typeof DIGEST>(prisma, 'digest', setting, {
    async lock(tx) {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('digest'))`;
      return DIGEST;
    },
    mailed: async (_tx, subject, { usual }) => ({ subject, message: usual }),
    advance: (tx, _subject, { at }) => advance(tx, setting.policy, at),
  });
}

/** A day has one digest, because the mail's key is the day. */
async function advance(tx: Tx, policy: ProgramPolicy, now: Instant): Promise<Advanced> {
  const sender = { kind: 'digest', subjectId: '' } as const;
  const on = (await hasRested(tx, now)) ? digestDueOn(policy, now) : null;
  if (on !== null) {
    await addMessages(
      tx,
      [{ key: `digest/${on}`, kind: 'digest', order: { mail: 'digest', on }, sender }],
      now,
    );
  }
  const next = nextDigestAt(policy, now);
  const when = shortInstant(next, policy.calendar.zone);
  return {
    version: 0,
    shown: {
      headline: 'Mails the single point of contact once a business day',
      facts: [['Next', when]],
      attributes: {},
    },
    until: { at: next, purpose: `Digest: ${when}` },
    rest: null,
  };
}

/**
 * Whether the time has come until which it rested. A service that starts during a day sends its first digest on the
 * next.
 */
async function hasRested(tx: Tx, now: Instant): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ rested: boolean }[]>`
    SELECT wake_at <= ${now}::timestamptz AS rested FROM followers WHERE workflow_id = 'digest'`;
  return row?.rested === true;
}
