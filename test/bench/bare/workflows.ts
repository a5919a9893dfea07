import { defineUpdate, proxyActivities, proxyLocalActivities, setHandler, sleep } from '@temporalio/workflow';
import type { BareActivities } from './activities';

const { write } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '15s' });
const { send, sendReport } = proxyActivities<BareActivities>({ startToCloseTimeout: '25s' });

export const bareUpdate = defineUpdate<null>('bareUpdate');

/** The least that a durable mail can be: one SQL write, one SMTP transaction, nothing decided and nothing kept. */
export async function bare(reference: string): Promise<void> {
  await write(reference);
  await send(reference);
}

/** The least that a report can be: its workbook made and mailed in one activity. */
export async function bareReport(reference: string): Promise<void> {
  await sendReport(reference);
}

/** The least that a durable act can be: an update with one SQL write. Waits until the server is stopped. */
export async function bareOpen(reference: string): Promise<void> {
  setHandler(bareUpdate, async () => {
    await write(reference);
    return null;
  });
  await sleep('1 day');
}
