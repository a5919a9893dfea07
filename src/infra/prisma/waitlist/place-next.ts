import type { PassOver } from '../../../activities/ports';
import type { WaitingReferrals } from '../../../activities/waitlist/ports';
import { decide, notBefore } from '../../../domain/referral/decide';
import { localDateIn, plusMillis, type Instant } from '../../../domain/time';
import { whyNotNow } from '../database/outages';
import type { ProgramPolicy } from '../../../domain/policy';
import { markBehind } from '../followers/follower-rows';
import { Prisma, type PrismaClient } from '../generated/client';
import { inTransaction, type Tx } from '../database/transaction';
import { append, type AppendSetting } from '../referral/append';
import { lockReferral } from '../referral/log';
import { isNotSetAside, mayTake } from '../routing/may-take';
import { route } from '../routing/route';
import type { Look, SituationReader } from '../routing/situation';

export interface WaitingDeps extends AppendSetting {
  readonly passOver: PassOver;
  readonly situations: SituationReader;
}

/** A referral that cannot be worked on would otherwise be tried at every sweep. */
const TRIED_AGAIN_MS = 600_000;

/**
 * The waiting list in PostgreSQL. Each transaction places one referral, and only one process places at a time. A
 * referral that cannot be worked on, because of what is on record about it, is set aside for ten minutes: nobody waits
 * behind it meanwhile.
 */
export function createWaitingReferrals(prisma: PrismaClient, deps: WaitingDeps): WaitingReferrals {
  const { policy, situations, waker, passOver } = deps;
  return {
    async isAnyPlaceable(at) {
      return (await nextPlaceable(prisma, [], at, policy)) !== null;
    },

    async placeNext(passedOver, now) {
      const turn: { referralId: string | null } = { referralId: null };
      try {
        return await place(now, passedOver, (id) => {
          turn.referralId = id;
        });
      } catch (error) {
        const { referralId } = turn;
        if (referralId === null || whyNotNow(error) !== null) throw error;
        passOver('waitlist', referralId, error);
        await setAside(prisma, referralId, plusMillis(now, TRIED_AGAIN_MS));
        return { referralId, placed: false };
      }
    },

    wake(referralIds) {
      for (const subjectId of referralIds) waker.wake({ kind: 'referral', subjectId }, 'placed');
    },
  };

  /** `trying` is told the referral before anything is read of it. */
  async function place(
    now: Instant,
    passedOver: readonly string[],
    trying: (referralId: string) => void,
  ): ReturnType<WaitingReferrals['placeNext']> {
    const done = await inTransaction(prisma, async (tx) => {
      // A second process looks at the list only after the first one has placed the oldest referral.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('waitlist'))`;
      const referralId = await nextPlaceable(tx, passedOver, now, policy);
      if (referralId === null) return null;
      trying(referralId);
      const referral = await lockReferral(tx, referralId);
      if (referral?.waiting?.cause !== 'no-eligible-organization')
        return { referralId, placed: false, look: null };
      const at = notBefore(referral, now);
      const { outcome, look } = await route(tx, { policy, situations }, referral, { at, retry: true });
      if (outcome.outcome === 'unassigned') return { referralId, placed: false, look };
      const events = decide(referral, { kind: 'route', outcome }, at);
      await append(tx, deps, [{ before: referral, events }]);
      await markBehind(tx, [{ kind: 'referral', subjectId: referralId }], at);
      return { referralId, placed: true, look };
    });
    if (done === null) return null;
    const { referralId, placed, look } = done;
    if (look !== null) situations.adopt(look satisfies Look);
    return { referralId, placed };
  }
}

/** Not in the transaction that failed. Its referral is not moved by this: its version stays. */
async function setAside(prisma: PrismaClient, referralId: string, until: Instant): Promise<void> {
  await prisma.$executeRaw`
    UPDATE referrals SET set_aside_until = ${until}::timestamptz WHERE id = ${referralId}::uuid`;
}

async function nextPlaceable(
  sql: Pick<Tx, '$queryRaw'>,
  passedOver: readonly string[],
  at: Instant,
  { routing, calendar }: Pick<ProgramPolicy, 'routing' | 'calendar'>,
): Promise<string | null> {
  const on = localDateIn(calendar.zone, at);
  // Tries one after the other in their order until one fits. Hundreds wait, and thousands of organizations have room.
  const rows = await sql.$queryRaw<{ id: string }[]>`
    SELECT w.id FROM (
      SELECT id, assister_type, county_fips, created_at FROM referrals
      WHERE status = 'unassigned' AND waits_for_routing AND id <> ALL (${[...passedOver]}::uuid[])
        AND ${isNotSetAside(Prisma.sql`set_aside_until`, at)}
      ORDER BY created_at, id OFFSET 0
    ) w CROSS JOIN LATERAL (
      SELECT FROM organizations o WHERE ${mayTake(on, routing)} LIMIT 1
    ) fits
    ORDER BY w.created_at, w.id LIMIT 1`;
  return rows[0]?.id ?? null;
}
