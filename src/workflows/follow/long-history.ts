import { workflowInfo } from '@temporalio/workflow';

/** A replay of so many events takes a worker well under a second; Temporal itself warns from 10,000 on. */
const LONG_HISTORY = 1_000;

/** The history has grown so long that the workflow should go on as a new run. */
export function isHistoryLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return continueAsNewSuggested || historyLength >= LONG_HISTORY;
}
