import type { ReferralActs } from '../../domain/referral/ports';
import type { Instant } from '../../domain/time';
import type { Log } from '../http/log';
import type { AssignmentRecord } from './page/ports';
import { actIdFor } from '../http/act-id';

/** Notes that the link's button was pressed, the first time. Never throws: the page opens all the same. */
export async function noteOpening(
  deps: { readonly acts: ReferralActs; readonly log: Log },
  { id: assignmentId, referralId, openedAt }: AssignmentRecord,
  now: Instant,
): Promise<void> {
  if (openedAt !== null) return;
  const actId = actIdFor(`open ${assignmentId}`, {});
  const act = { kind: 'open', actId, actor: 'assister', assignmentId } as const;
  try {
    await deps.acts.record({ referralId, act, payload: {}, now });
  } catch (error) {
    deps.log.warn({ err: error, referralId }, 'an opening was not noted');
  }
}
