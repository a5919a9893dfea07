import type { WaitingReferrals } from '../../../activities/waitlist/ports';
import { decide, notBefore } from '../../../domain/referral/decide';
import type { ProgramPolicy } from '../../../domain/policy';
import { localDateIn, type LocalDate } from '../../../domain/time';
import { markBehind } from '../followers/follower-rows';
import type { PrismaClient } from '../generated/client';
import { inTransaction, type Tx } from '../database/transaction';
import { append, type AppendSetting } from '../referral/append';
import { lockReferral } from '../referral/log';
import { mayTake } from '../routing/may-take';
import { route } from '../routing/route';
import type { Look, SituationReader } from '../routing/situation';

export interface WaitingDeps extends AppendSetting {
  readonly situations: SituationReader;
}

/** The waiting list in PostgreSQL. Each transaction places one referral, and only one process places at a time. */
export function createWaitingReferrals(prisma: PrismaClient, deps: WaitingDeps): WaitingReferrals {
  const { policy, situations, waker } = deps;
  return {
    async isAnyPlaceable(at) {
      return (await nextPlaceable(prisma, [], localDateIn(policy.calendar.zone, at), policy)) !== null;
    },

    async placeNext(passedOver, now) {
      const done = await inTransaction(prisma, async (tx) => {
        // A second process looks at the list only after the first one has placed the oldest referral.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('waitlist'))`;
        const referralId = await nextPlaceable(
          tx,
          passedOver,
          localDateIn(policy.calendar.zone, now),
          policy,
        );
        if (referralId === null) return null;
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
    },

    wake(referralIds) {
      for (const subjectId of referralIds) waker.wake({ kind: 'referral', subjectId }, 'placed');
    },
  };
}

async function nextPlaceable(
  sql: Pick<Tx, '$queryRaw'>,
  passedOver: readonly string[],
  on: LocalDate,
  { routing }: Pick<ProgramPolicy, 'routing'>,
): Promise<string | null> {
  // Tries one after the other in their order until one fits. Hundreds wait, and thousands of organizations have room.
  const rows = await sql.$queryRaw<{ id: string }[]>`
    SELECT w.id FROM (
      SELECT id, assister_type, county_fips, created_at FROM referrals
      WHERE status = 'unassigned' AND waits_for_routing AND id <> ALL (${[...passedOver]}::uuid[])
      ORDER BY created_at, id OFFSET 0
    ) w CROSS JOIN LATERAL (
      SELECT FROM organizations o WHERE ${mayTake(on, routing)} LIMIT 1
    ) fits
    ORDER BY w.created_at, w.id LIMIT 1`;
  return rows[0]?.id ?? null;
}
