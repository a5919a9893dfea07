import { setTimeout as sleep } from 'node:timers/promises';
import { referralWorkflowId } from '../../src/workflows/ids';
import { startBare, type Bare } from './bare';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService } from './service';
import type { Settings } from './settings';

const SAMPLES = 20;
/** The sending is on record, and both clocks are running. */
const SETTLED_MS = 1_000;

/** What the server keeps of one referral until it is sent and its clocks run: the largest of a few. */
export async function history(settings: Settings): Promise<Figure[]> {
  const mailbox = await Mailbox.open();
  const bare = await startBare(settings, mailbox);
  const service = await startService(settings, mailbox);
  const largest = async (
    start: (n: number) => Promise<string>,
    workflowId: (reference: string) => string,
  ) => {
    const references: string[] = [];
    for (let n = 0; n < SAMPLES; n++) references.push(await start(n));
    await Promise.all(references.map((reference) => mailbox.acceptedAt(reference)));
    await sleep(SETTLED_MS);
    const sizes = await Promise.all(references.map((reference) => sizeOf(bare, workflowId(reference))));
    return {
      events: Math.max(...sizes.map(({ events }) => events)),
      bytes: Math.max(...sizes.map(({ bytes }) => bytes)),
    };
  };
  const referral = await largest((n) => service.post(n), referralWorkflowId);
  const floor = await largest(
    () => bare.start(),
    (reference) => `bare-${reference}`,
  );
  await service.stop();
  await bare.stop();
  await mailbox.close();

  const what = 'bare workflow';
  return [
    {
      name: 'History until sent, events',
      value: referral.events,
      unit: 'events',
      floor: { what, value: floor.events },
      goal: { of: 'value', atMost: 20 },
    },
    {
      name: 'History until sent, size',
      value: referral.bytes / 1024,
      unit: 'KiB',
      floor: { what, value: floor.bytes / 1024 },
      goal: { of: 'value', atMost: 10 },
    },
  ];
}

async function sizeOf({ client }: Bare, workflowId: string): Promise<{ events: number; bytes: number }> {
  const { historyLength, historySize } = await client.workflow.getHandle(workflowId).describe();
  return { events: historyLength, bytes: historySize ?? 0 };
}
