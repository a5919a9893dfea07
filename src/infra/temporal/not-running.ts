import { WorkflowNotFoundError, type Client } from '@temporalio/client';

/** `ended`: it came to an end before its own; `unknown`: the server has never heard of it, or not for a long time. */
export type WorkflowEnd = 'completed' | 'ended' | 'unknown';

/**
 * Which of these workflows do not run, and why. The list of running workflows lags behind by a moment, and more under
 * load: whoever is not in it is asked itself. The ids are made from UUIDs of ours.
 */
export async function notRunning(
  client: Client,
  workflowType: string,
  workflowIds: readonly string[],
): Promise<ReadonlyMap<string, WorkflowEnd>> {
  const running = await listRunning(client, workflowType, workflowIds);
  const ends = new Map<string, WorkflowEnd>();
  for (const workflowId of workflowIds) {
    if (running.has(workflowId)) continue;
    const end = await endOf(client, workflowId);
    if (end !== null) ends.set(workflowId, end);
  }
  return ends;
}

async function listRunning(
  client: Client,
  workflowType: string,
  workflowIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (workflowIds.length === 0) return new Set();
  // Nothing in an id can end the quotes.
  const ids = workflowIds.map((id) => `'${id}'`).join(', ');
  const query = `WorkflowType = '${workflowType}' AND ExecutionStatus = 'Running' AND WorkflowId IN (${ids})`;
  const running = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query, pageSize: workflowIds.length })) {
    running.add(workflowId);
  }
  return running;
}

/** Null while it runs. */
async function endOf(client: Client, workflowId: string): Promise<WorkflowEnd | null> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    if (status.name === 'RUNNING' || status.name === 'PAUSED') return null;
    return status.name === 'COMPLETED' ? 'completed' : 'ended';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'unknown';
    throw error;
  }
}
