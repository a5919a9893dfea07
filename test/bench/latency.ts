import { setTimeout as sleep } from 'node:timers/promises';
import { startBare } from './bare';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService } from './service';
import type { Settings } from './settings';
import { percentile } from './statistics';

const WARM_UP = 20;
const SAMPLES = 150;
/** Lets the worker finish what follows the mail, so that the next sample finds it idle. */
const PAUSE_MS = 150;

/** From POST to the mail's acceptance, one at a time, turn about with the bare workflow. */
export async function latency(settings: Settings): Promise<Figure[]> {
  const mailbox = await Mailbox.open();
  const bare = await startBare(settings, mailbox);
  const service = await startService(settings, mailbox);
  const referrals: number[] = [];
  const floors: number[] = [];
  const measure = async (start: () => Promise<string>): Promise<number> => {
    const since = performance.now();
    const elapsed = (await mailbox.acceptedAt(await start())) - since;
    await sleep(PAUSE_MS);
    return elapsed;
  };
  for (let n = -WARM_UP; n < SAMPLES; n++) {
    const referral = await measure(() => service.post(n + WARM_UP));
    const floor = await measure(() => bare.start());
    if (n < 0) continue;
    referrals.push(referral);
    floors.push(floor);
  }
  await service.stop();
  await bare.stop();
  await mailbox.close();

  const what = 'bare workflow';
  return [
    {
      name: 'POST to mail accepted, idle, p50',
      value: percentile(referrals, 0.5),
      unit: 'ms',
      floor: { what, value: percentile(floors, 0.5) },
      goal: { of: 'ratio', atMost: 1.4 },
    },
    {
      name: 'POST to mail accepted, idle, p99',
      value: percentile(referrals, 0.99),
      unit: 'ms',
      floor: { what, value: percentile(floors, 0.99) },
    },
  ];
}
