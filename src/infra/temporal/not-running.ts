import { WorkflowNotFoundError, type Client } from '@temporalio/client';

/**
 * Which of these workflows do not run. The list of running workflows lags by a moment, and by more under load. So each
 * workflow that is not in it is asked itself. The ids are made from our own UUIDs.
 */
export async function notRunning(
  client: Client,
  workflowType: string,
  workflowIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const running = await listRunning(client, workflowType, workflowIds);
  const gone = new Set<string>();
  for (const workflowId of workflowIds) {
    if (!running.has(workflowId) && !(await isRunning(client, workflowId))) gone.add(workflowId);
  }
  return gone;
}

async function listRunning(
  client: Client,
  workflowType: string,
  workflowIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (workflowIds.length === 0) return new Set();
  // No id can contain a quote.
  const ids = workflowIds.map((id) => `'${id}'`).join(', ');
  const query = `WorkflowType = '${workflowType}' AND ExecutionStatus = 'Running' AND WorkflowId IN (${ids})`;
  const running = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query, pageSize: workflowIds.length })) {
    running.add(workflowId);
  }
  return running;
}

async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' || status.name === 'PAUSED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
