import { setTimeout as sleep } from 'node:timers/promises';
import { startBare } from './bare';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService } from './service';
import type { Settings } from './settings';
import { inParallel, median, timed } from './statistics';

const CONCURRENCY = 16;
const ROUNDS = 5;
const ROUND_MS = 5_000;
const PAUSE_MS = 1_500;

/**
 * Referrals a second from the first POST until the last mail is accepted, in rounds of some seconds, turn about with
 * the bare workflow. The first round of each warms up.
 */
export async function throughput(settings: Settings): Promise<Figure[]> {
  const mailbox = await Mailbox.open();
  const bare = await startBare(settings, mailbox);
  const service = await startService(settings, mailbox);
  let posted = 0;

  const perSecond = async (start: () => Promise<string>): Promise<number> => {
    const mails: Promise<number>[] = [];
    const ms = await timed(async () => {
      const end = performance.now() + ROUND_MS;
      await inParallel(
        () => performance.now() < end,
        CONCURRENCY,
        async () => void mails.push(mailbox.acceptedAt(await start())),
      );
      await Promise.all(mails);
    });
    await sleep(PAUSE_MS);
    return mails.length / (ms / 1000);
  };

  const rates: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    rates.push(await perSecond(() => service.post(posted++)));
    floors.push(await perSecond(() => bare.start()));
  }
  await service.stop();
  await bare.stop();
  await mailbox.close();
  return [
    {
      name: `Sustained, ${CONCURRENCY} clients`,
      value: median(rates.slice(1)),
      unit: 'referrals/s',
      floor: { what: 'bare workflow', value: median(floors.slice(1)) },
      goal: { of: 'ratio', atLeast: 0.8 },
    },
  ];
}
