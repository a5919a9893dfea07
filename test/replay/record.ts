import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { version } from '../../package.json';
import { startTimedService, type TimedService } from '../integration/support/timed/service';
import { OTHER_ROADS } from './other-roads';
import { REFERRAL_ROADS } from './referral-roads';

// A Monday, 10 o'clock in the morning in Minnesota.
const BEGINS_AT = '2034-01-09T16:00:00.000Z';

/**
 * Walks roads with the whole service, on a time-skipping server, and keeps the histories of its workflows.
 *
 * @param names Of the roads; none: all.
 */
export async function record(names: readonly string[]): Promise<void> {
  const roads = Object.entries({ ...REFERRAL_ROADS, ...OTHER_ROADS }).filter(
    ([name]) => names.length === 0 || names.includes(name),
  );
  const service = await startTimedService();
  try {
    await service.clock.goTo(BEGINS_AT);
    for (const [, walk] of roads) {
      await untilMorning(service);
      for (const [name, workflowId] of Object.entries(await walk(service))) {
        await keepRuns(service, name, workflowId);
      }
    }
  } finally {
    await service.stop();
  }
}

/** Each road begins on a Monday morning, so that nothing depends on what went before. */
async function untilMorning({ clock }: TimedService): Promise<void> {
  const begins = new Date(BEGINS_AT);
  while (begins.toISOString() < clock.now()) begins.setUTCDate(begins.getUTCDate() + 7);
  await clock.goTo(begins.toISOString());
}

/** The last run; and the one before it, when it went on as a new one. */
async function keepRuns({ temporalClient }: TimedService, name: string, workflowId: string): Promise<void> {
  const handle = temporalClient.workflow.getHandle(workflowId);
  await keep(name, handle);
  const [first] = (await handle.fetchHistory()).events ?? [];
  const before = first?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  if (before) await keep(`${name}-before`, temporalClient.workflow.getHandle(workflowId, before));
}

/** One event a line. */
async function keep(name: string, handle: Pick<WorkflowHandle, 'fetchHistory'>): Promise<void> {
  const file = join(__dirname, 'histories', `${version}-${name}.json`);
  const history = historyToJSON(await handle.fetchHistory());
  const { events } = JSON.parse(history, anonymous) as { events: readonly unknown[] };
  const lines = events.map((event) => JSON.stringify(event)).join(',\n');
  writeFileSync(file, `{"events":[\n${lines}\n]}\n`);
  process.stdout.write(`${file}\n`);
}

/** Which process and machine recorded it is nobody's concern. */
function anonymous(key: string, value: unknown): unknown {
  return key === 'identity' ? 'recorder' : value;
}
