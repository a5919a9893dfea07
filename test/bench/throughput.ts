import { setTimeout as sleep } from 'node:timers/promises';
import { startBare } from './bare';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService } from './service';
import type { Settings } from './settings';
import { inParallel, median, timed } from './statistics';

const CONCURRENCY = 16;
const WARM_UP = 40;
const ROUNDS = 4;
const A_ROUND = 200;
const PAUSE_MS = 1_500;

/** Referrals a second from the first POST to the last mail, in rounds, turn about with the bare workflow. */
export async function throughput(settings: Settings): Promise<Figure[]> {
  const mailbox = await Mailbox.open();
  const bare = await startBare(settings, mailbox);
  const service = await startService(settings, mailbox);
  let posted = 0;

  const perSecond = async (count: number, start: () => Promise<string>): Promise<number> => {
    const references: string[] = [];
    const ms = await timed(async () => {
      await inParallel(count, CONCURRENCY, async () => {
        references.push(await start());
      });
      await Promise.all(references.map((reference) => mailbox.acceptedAt(reference)));
    });
    await sleep(PAUSE_MS);
    return count / (ms / 1000);
  };
  const referral = (): Promise<string> => service.post(posted++);

  await perSecond(WARM_UP, referral);
  await perSecond(WARM_UP, () => bare.start());
  const rates: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rates.push(await perSecond(A_ROUND, referral));
    floors.push(await perSecond(A_ROUND, () => bare.start()));
  }
  await service.stop();
  await bare.stop();
  await mailbox.close();
  return [
    {
      name: `Sustained, ${CONCURRENCY} clients`,
      value: median(rates),
      unit: 'referrals/s',
      floor: { what: 'bare workflow', value: median(floors) },
      goal: { of: 'ratio', atLeast: 0.7 },
    },
  ];
}
