import type { Client } from '@temporalio/client';
import type { SeasonStarter } from '../../activities/reports/ports';
import { SEASON_WORKFLOW, seasonWorkflowId } from '../../workflows/ids';
import { seasonChangedSignal, type SeasonInput } from '../../workflows/season/messages';

/** One that has come to its end reads its row once more, and ends again. */
export function createSeasonWorkflows(
  client: Client,
  taskQueue: string,
): SeasonStarter & { changed(seasonId: string): Promise<void> } {
  const wake = async (seasonId: string): Promise<void> => {
    await client.workflow.signalWithStart(SEASON_WORKFLOW, {
      workflowId: seasonWorkflowId(seasonId),
      taskQueue,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      args: [{ seasonId } satisfies SeasonInput] as [SeasonInput],
      signal: seasonChangedSignal,
      staticSummary: 'Sends a season’s reports on their dates',
    });
  };
  return { begin: wake, changed: wake };
}
