import { v5 as nameBasedId } from 'uuid';
import type { Work } from '../../../activities/follow/ports';
import type { PassOver } from '../../../activities/ports';
import { DomainError, type DomainErrorCode } from '../../../domain/errors';
import type { ReferralActs } from '../../../domain/referral/ports';
import type { Instant } from '../../../domain/time';
import type { Waker } from '../../../workflows/follow/waker';
import { whyNotNow } from '../database/outages';
import type { PrismaClient } from '../generated/client';
import { HeldWaker } from './held-waker';

export interface RerouteWorkDeps {
  /** Acts that wake workflows through this waker. */
  readonly actsWith: (waker: Waker) => Pick<ReferralActs, 'record'>;
  readonly waker: Waker;
  readonly now: () => Instant;
  readonly passOver: PassOver;
}

const REROUTE_NAMESPACE = '3f1f5b0e-8c52-5d35-9a0f-6b1f0d6f6a11';

/** The number of referrals in one job. It takes some seconds; then the Temporal UI shows the progress. */
const BATCH = 500;
/** More at once would only wait for the places of the same few organizations. */
const AT_ONCE = 4;

/** The organization does not have the referral any more, so nothing has to be done. */
const OVER: readonly DomainErrorCode[] = ['assignment-over', 'referral-closed', 'referral-not-assigned'];

interface Turn {
  readonly referralId: string;
  readonly assignmentId: string;
}

/**
 * Re-routes the next batch from where the record says, and then wakes the workflows of its referrals. However often a
 * batch is repeated, each referral is re-routed once and counted once. Its act has an id made from the re-route and the
 * referral. And referrals that had their turn in a batch that was not recorded are in the next one again.
 */
export function createRerouteWork(
  prisma: PrismaClient,
  { actsWith, waker, now, passOver }: RerouteWorkDeps,
): Work {
  return async ({ subjectId: rerouteId }, heartbeat) => {
    const batch = await nextBatch(prisma, rerouteId);
    if (batch === null) return;
    // The signals of the last batch may still be on their way.
    await waker.room();
    const held = new HeldWaker(waker);
    const acts = actsWith(held);
    let rerouted = 0;
    try {
      for (let from = 0; from < batch.turns.length; from += AT_ONCE) {
        const turns = batch.turns.slice(from, from + AT_ONCE);
        const outcomes = await Promise.all(
          turns.map((turn) => reassign(acts, rerouteId, turn, now(), passOver)),
        );
        rerouted += outcomes.filter(Boolean).length;
        heartbeat(from + outcomes.length);
      }
    } finally {
      held.tell();
    }
    await keepProgress(prisma, rerouteId, batch, rerouted, now());
  };
}

interface Batch {
  readonly after: string | null;
  readonly turns: readonly Turn[];
}

/** What was open at the organization when the re-route began, whatever became of it. Null when it is finished. */
async function nextBatch(prisma: PrismaClient, rerouteId: string): Promise<Batch | null> {
  const reroute = await prisma.reroute.findUniqueOrThrow({ where: { id: rerouteId } });
  if (reroute.finishedAt !== null) return null;
  const { after } = reroute;
  const turns = await prisma.$queryRaw<Turn[]>`
    SELECT a.referral_id AS "referralId", a.id AS "assignmentId" FROM reroutes r
    JOIN assignments a ON a.organization_id = r.organization_id AND a.assigned_at <= r.assigned_until
      AND (a.ended_at IS NULL OR a.ended_at >= r.assigned_until)
    WHERE r.id = ${rerouteId}::uuid AND (${after}::uuid IS NULL OR a.referral_id > ${after}::uuid)
    ORDER BY a.referral_id LIMIT ${BATCH}`;
  return { after, turns };
}

/**
 * False when it was over already, or when the referral cannot be worked on because of what is on record about it.
 * Throws when it cannot be done now; then the batch is repeated.
 */
async function reassign(
  acts: ReturnType<RerouteWorkDeps['actsWith']>,
  rerouteId: string,
  { referralId, assignmentId }: Turn,
  now: Instant,
  passOver: PassOver,
): Promise<boolean> {
  const actId = nameBasedId(`${rerouteId} ${referralId}`, REROUTE_NAMESPACE);
  const act = { kind: 'reassign', actId, actor: 'coordinator', assignmentId, directedTo: null } as const;
  const payload = { reason: 'Everything open at the organization goes to others' };
  try {
    const { recorded } = await acts.record({ referralId, act, payload, now });
    return recorded;
  } catch (error) {
    if (error instanceof DomainError && OVER.includes(error.code)) return false;
    if (isForLater(error)) throw error;
    passOver('reroute', referralId, error);
    return false;
  }
}

function isForLater(error: unknown): boolean {
  return error instanceof DomainError ? error.code === 'unavailable' : whyNotNow(error) !== null;
}

/**
 * Does nothing when another worker has recorded the same batch in the meantime. A batch that is not full is the last
 * one.
 */
async function keepProgress(
  prisma: PrismaClient,
  rerouteId: string,
  { after, turns }: Batch,
  rerouted: number,
  at: Instant,
): Promise<void> {
  const last = turns.at(-1)?.referralId ?? after;
  const finishedAt = turns.length < BATCH ? at : null;
  await prisma.$executeRaw`
    UPDATE reroutes SET after = ${last}::uuid, rerouted = rerouted + ${rerouted}::int,
      passed = passed + ${turns.length - rerouted}::int, finished_at = ${finishedAt}::timestamptz
    WHERE id = ${rerouteId}::uuid AND finished_at IS NULL AND after IS NOT DISTINCT FROM ${after}::uuid`;
}
