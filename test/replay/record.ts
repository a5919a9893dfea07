import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { version } from '../../package.json';
import { WAITLIST_WORKFLOW_ID } from '../../src/workflows/ids';
import type { PostedReferral } from '../workflow/support/posted-referral';
import { Service } from '../workflow/support/service';
import { OTHER_ROADS, ROADS } from './roads';

/** Walks every road on a time-skipping server and keeps its history, named for the version that made it. */
export async function recordAll(): Promise<void> {
  await recording({}, async (service) => {
    for (const [name, walk] of Object.entries(ROADS)) await keepRuns(service, name, await walk(service));
    await keep('waitlist', service.client.workflow.getHandle(WAITLIST_WORKFLOW_ID));
  });
  for (const [name, { policy, walk }] of Object.entries(OTHER_ROADS)) {
    await recording({ policy }, async (service) => keepRuns(service, name, await walk(service)));
  }
}

async function recording(
  options: Parameters<(typeof Service)['start']>[0],
  work: (service: Service) => Promise<void>,
): Promise<void> {
  const service = await Service.start(options);
  try {
    await service.goTo('2034-02-01T16:00:00.000Z');
    await work(service);
  } finally {
    await service.stop();
  }
}

/** The last run; and the one before it, when the referral was continued as new or begun again. */
async function keepRuns(service: Service, name: string, { handle }: PostedReferral): Promise<void> {
  await keep(name, handle);
  const [first] = (await handle.fetchHistory()).events ?? [];
  const started = first?.workflowExecutionStartedEventAttributes;
  const before = started?.continuedExecutionRunId;
  if (before) await keep(`${name}-before`, service.client.workflow.getHandle(handle.workflowId, before));
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
