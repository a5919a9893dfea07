import { setTimeout as sleep } from 'node:timers/promises';
import { answerLead } from './assister';
import { actOnReferral, sendLead } from './crm';
import { addOrganization, workAtExchange } from './exchange';
import type { World } from './world';

/** Who works, and how long they think before they go on. */
const PEOPLE = [
  { does: sendLead, thinksMs: 900 },
  { does: actOnReferral, thinksMs: 400 },
  { does: actOnReferral, thinksMs: 400 },
  { does: answerLead, thinksMs: 300 },
  { does: answerLead, thinksMs: 300 },
  { does: workAtExchange, thinksMs: 700 },
] as const;

const ORGANIZATIONS = ['navigator', 'navigator', 'navigator', 'navigator', 'broker', 'broker'] as const;

export async function beginWith(world: World): Promise<void> {
  for (const type of ORGANIZATIONS) await addOrganization(world, type);
}

/** Until told to stop; then everybody brings to its end what they have begun. */
export async function keepWorking(
  world: World,
  stop: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  await Promise.all(
    PEOPLE.map(async ({ does, thinksMs }) => {
      const own = { ...world, random: world.random.fork() };
      while (!stop.aborted) {
        await does(own).catch((error: unknown) => {
          world.tally.add('errors of the clients');
          say(error instanceof Error ? (error.stack ?? error.message) : String(error));
        });
        await sleep(own.random.between(thinksMs / 2, thinksMs * 1.5));
      }
    }),
  );
}
