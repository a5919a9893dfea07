import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { version } from '../../package.json';
import { WAITLIST_WORKFLOW_ID } from '../../src/workflows/ids';
import { Service } from '../workflow/support/service';
import { ROADS } from './roads';

/** Walks every road on a time-skipping server and keeps its history, named for the version that made it. */
export async function recordAll(): Promise<void> {
  const service = await Service.start();
  try {
    await service.goTo('2034-02-01T16:00:00.000Z');
    for (const [name, walk] of Object.entries(ROADS)) await keep(name, (await walk(service)).handle);
    await keep('waitlist', service.client.workflow.getHandle(WAITLIST_WORKFLOW_ID));
  } finally {
    await service.stop();
  }
}

async function keep(name: string, handle: Pick<WorkflowHandle, 'fetchHistory'>): Promise<void> {
  const file = join(__dirname, 'histories', `${version}-${name}.json`);
  const history = historyToJSON(await handle.fetchHistory());
  writeFileSync(file, `${JSON.stringify(JSON.parse(history, anonymous), null, 1)}\n`);
  process.stdout.write(`${file}\n`);
}

/** Which process and machine recorded it is nobody's concern. */
function anonymous(key: string, value: unknown): unknown {
  return key === 'identity' ? 'recorder' : value;
}
