import { fold } from '../../../domain/referral/evolve';
import type { Actor, ReferralEvent, ReferralEventBody } from '../../../domain/referral/events';
import type { ReferralState } from '../../../domain/referral/state';
import { instant } from '../../../domain/time';
import type { Tx } from '../database/transaction';

/**
 * Locks the referrals and folds their logs, in the order of the ids. Ids without a referral are left out. There are two
 * statements, so that the second one sees what was written while the first one waited for the locks. A snapshot taken
 * before the locks would not have it.
 */
export async function lockReferrals(tx: Tx, ids: readonly string[]): Promise<ReferralState[]> {
  await tx.$executeRaw`SELECT 1 FROM referrals WHERE id = ANY (${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
  return readReferrals(tx, ids);
}

export async function lockReferral(tx: Tx, id: string): Promise<ReferralState | null> {
  const [state] = await lockReferrals(tx, [id]);
  return state ?? null;
}

interface LogRow {
  readonly id: string;
  readonly version: number;
  readonly log: EventRow[];
}

interface EventRow {
  readonly type: string;
  readonly at: string;
  readonly actor: string;
  readonly assignmentId: string | null;
  readonly actId: string | null;
  readonly data: object;
}

async function readReferrals(tx: Tx, ids: readonly string[]): Promise<ReferralState[]> {
  // As one value, because reading hundreds of rows takes Prisma several times as long.
  const rows = await tx.$queryRaw<LogRow[]>`
    SELECT r.id, r.version, (
      SELECT json_agg(json_build_object('type', e.type, 'at', e.at, 'actor', e.actor, 'assignmentId', e.assignment_id,
        'actId', e.act_id, 'data', e.data) ORDER BY e.seq)
      FROM referral_events e WHERE e.referral_id = r.id) AS log
    FROM referrals r WHERE r.id = ANY (${[...ids]}::uuid[]) ORDER BY r.id`;
  return rows.map(({ id, version, log }) => {
    const state = fold(id, log.map(toEvent));
    if (state.version !== version) {
      throw new Error(`referral ${id} is at version ${version}, its log at ${state.version}`);
    }
    return state;
  });
}

/** Only `append` and the arrival of a lead write these rows, each from an event. */
function toEvent({ type, at, actor, assignmentId, actId, data }: EventRow): ReferralEvent {
  const body = { ...data, type } as ReferralEventBody;
  return { ...body, at: instant(at), actor: actor as Actor, assignmentId, actId };
}
