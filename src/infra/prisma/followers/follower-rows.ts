import type { Instant } from '../../../domain/time';
import { workflowIdOf } from '../../../workflows/ids';
import type { Followed } from '../../../workflows/follow/plan';
import type { Tx } from '../database/transaction';

/**
 * Marks followers as behind, because something has changed that their workflows have to act on. Must be called in the
 * transaction of the change; the caller signals after the commit. If the signal is lost, the sweep finds the row.
 */
export async function markBehind(tx: Tx, followed: readonly Followed[], at: Instant): Promise<void> {
  if (followed.length === 0) return;
  const ids = followed.map(workflowIdOf);
  const kinds = followed.map(({ kind }) => kind);
  const subjects = followed.map(({ subjectId }) => subjectId);
  await tx.$executeRaw`
    INSERT INTO followers (workflow_id, kind, subject_id, behind_since)
    SELECT f.workflow_id, f.kind, f.subject_id, ${at}::timestamptz
    FROM unnest(${ids}::text[], ${kinds}::text[], ${subjects}::text[]) AS f(workflow_id, kind, subject_id)
    ON CONFLICT (workflow_id) DO UPDATE SET behind_since = COALESCE(followers.behind_since, EXCLUDED.behind_since)`;
}

/**
 * Notes that the workflow has the plan that was made in this transaction, with its subject locked. It knows everything
 * and rests until `wakeAt`. When it has nothing left to do (`atRest`), the row is deleted.
 */
export async function markFollowed(
  tx: Tx,
  followed: Followed,
  {
    version,
    wakeAt,
    atRest,
  }: { readonly version: number; readonly wakeAt: Instant | null; readonly atRest: boolean },
): Promise<void> {
  const workflowId = workflowIdOf(followed);
  if (atRest) {
    await tx.$executeRaw`DELETE FROM followers WHERE workflow_id = ${workflowId}`;
    return;
  }
  await tx.$executeRaw`
    INSERT INTO followers (workflow_id, kind, subject_id, followed, wake_at)
    VALUES (${workflowId}, ${followed.kind}, ${followed.subjectId}, ${version}, ${wakeAt}::timestamptz)
    ON CONFLICT (workflow_id) DO UPDATE SET followed = EXCLUDED.followed, behind_since = NULL, wake_at = EXCLUDED.wake_at,
      swept_at = NULL`;
}
