import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { v5 as nameBasedId, v7 as newId } from 'uuid';
import { DomainError } from '../../domain/errors';
import type { Instant } from '../../domain/time';
import type { Act } from '../../workflows/referral/messages';
import type { ActStore, ReferralReader, ReferralWorkflows, StoredAct } from '../ports';

interface Deps {
  readonly acts: ActStore;
  readonly referrals: Pick<ReferralReader, 'find' | 'hasRecorded'>;
  readonly workflows: Pick<ReferralWorkflows, 'act'>;
}

export interface RecordAct {
  readonly referralId: string;
  readonly act: Exclude<Act, { kind: 'open' }>;
  readonly payload: StoredAct['payload'];
  readonly now: Instant;
  /** What has to be so before anything is stored; not asked for an act that is recorded already. */
  readonly check?: () => Promise<void>;
}

/**
 * Stores what a person asked for, then lets the workflow decide. Returns once it is recorded; an act that was
 * recorded before is not recorded again, whatever has become of the referral. Throws DomainError: the workflow's
 * reason, `not-found`, or `unavailable`, after which the very same act can be sent again.
 */
export async function recordAct(
  deps: Deps,
  { referralId, act, payload, now, check }: RecordAct,
): Promise<void> {
  const { actId, actor, kind } = act;
  if (await deps.referrals.hasRecorded(referralId, actId)) return;
  await check?.();
  await deps.acts.store({ id: actId, referralId, kind, actor, payload, at: now });
  try {
    await deps.workflows.act(referralId, act);
  } catch (error) {
    // A repeated act is refused by a state that it brought about itself, a moment after it was looked for.
    if (isRefusal(error) && (await deps.referrals.hasRecorded(referralId, actId))) return;
    throw await explained(deps, referralId, error);
  }
}

/** What the workflow decides is written a moment later: so long it is waited for. */
const LOOKS = 10;
const APART_MS = 100;

/**
 * `referral-closed` is what a workflow says that has just been closed, and what is said without one: then the referral
 * is closed, or was stored a moment ago and is not started yet.
 */
async function explained(deps: Deps, referralId: string, error: unknown): Promise<unknown> {
  if (!(error instanceof DomainError) || error.code !== 'referral-closed') return error;
  for (let look = 1; ; look += 1) {
    const referral = await deps.referrals.find(referralId);
    if (referral?.status === 'resolved' || referral?.status === 'withdrawn') return error;
    if (look === LOOKS || referral?.status === 'received') break;
    await delay(APART_MS);
  }
  return new DomainError('unavailable', 'The referral is being started.');
}

function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && error.code !== 'unavailable';
}

const ACT_NAMESPACE = '7d0c2f6e-4f0f-5c9e-9a55-0d1c6a3f7b21';

/**
 * The same id for the same request with the same content, so that a repeat is recognized; another one as soon as
 * anything in it was changed, so that a correction is not taken for a repeat. Without a `seed` each is new.
 */
export function actIdFor(seed: string | null, payload: StoredAct['payload']): string {
  if (seed === null) return newId();
  const content = createHash('sha256').update(JSON.stringify(payload)).digest('hex');
  return nameBasedId(`${seed} ${content}`, ACT_NAMESPACE);
}
