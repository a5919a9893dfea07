import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { WAITLIST_WORKFLOW_ID } from '../../../src/workflows/ids';
import { describedOrNull } from '../described';

/**
 * What is followed has a workflow that runs, and nothing else has. Temporal's lists lag, so who stands out in them is
 * asked itself; a workflow id has one running workflow at most, by Temporal's own word.
 */
export async function workflowFaults(db: Pool, temporal: Client): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>('SELECT workflow_id AS id FROM followers');
  const followed = new Set(rows.map(({ id }) => id));
  const running = new Set<string>();
  for await (const { workflowId } of temporal.workflow.list({ query: `ExecutionStatus = 'Running'` })) {
    running.add(workflowId);
  }
  const suspects = [
    ...[...followed].filter((id) => !running.has(id)),
    ...[...running].filter((id) => !followed.has(id)),
  ];
  const faults = await Promise.all(
    suspects.map(async (id) => {
      const runs = await isRunning(temporal, id);
      if (runs === followed.has(id)) return [];
      return [runs ? `workflow ${id} runs, and has nothing to follow` : `workflow ${id} does not run`];
    }),
  );
  return faults.flat();
}

async function isRunning(temporal: Client, workflowId: string): Promise<boolean> {
  // Its rest is not to be followed by anybody: it has none between two nudges.
  if (workflowId === WAITLIST_WORKFLOW_ID) return false;
  return (await describedOrNull(temporal, workflowId))?.status.name === 'RUNNING';
}
