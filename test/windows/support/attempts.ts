import type { Installation } from '../../integration/support/installation';
import { describedOrNull } from '../../support/described';
import type { Party } from './parties';

/**
 * Temporal gives up an attempt of an activity a minute after it began when nobody says what came of it: its worker is
 * dead, or its word was lost with Temporal. That time-out is brought forward; nothing else is. An attempt that may still
 * be at work is left alone.
 */
export async function giveUpAttempts(
  { db, temporalClient }: Installation,
  killed: readonly Party[],
  killedAt: Date,
): Promise<void> {
  if (!killed.includes('worker') && !killed.includes('temporal')) return;
  const isDead = killed.includes('worker');
  const { rows } = await db.query<{ id: string }>(
    `SELECT f.workflow_id AS id FROM followers f WHERE $1 OR NOT EXISTS (
       SELECT 1 FROM messages m WHERE m.workflow_id = f.workflow_id AND m.state = 'pending' AND m.in_doubt)`,
    [isDead],
  );
  const { namespace } = temporalClient.options;
  for (const { id: workflowId } of rows) {
    const running = await describedOrNull(temporalClient, workflowId);
    // Whoever was to wake it died first, and nobody has found it yet.
    if (running === null) continue;
    const { raw, runId } = running;
    for (const { activityId, activityType, state, lastStartedTime } of raw.pendingActivities ?? []) {
      const startedAt = Number(lastStartedTime?.seconds ?? 0) * 1_000;
      const isLost = isStarted(state) && startedAt < killedAt.getTime();
      if (!isLost || (!isDead && activityType?.name !== 'sendMessage')) continue;
      await temporalClient.workflowService.respondActivityTaskFailedById({
        ...{ namespace, workflowId, runId, activityId },
        failure: { message: 'nobody is left to say what came of it', applicationFailureInfo: {} },
      });
    }
  }
}

/** Of PendingActivityState. */
function isStarted(state: number | null | undefined): boolean {
  return state === 2;
}
