import { workflowInfo } from '@temporalio/workflow';

/** A worker replays this many events in well under a second. Temporal itself warns from 10,000 events on. */
const LONG_HISTORY = 1_000;

/** Whether the history is so long that the workflow should continue as a new run. */
export function isHistoryLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return continueAsNewSuggested || historyLength >= LONG_HISTORY;
}
