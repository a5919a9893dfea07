import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random';
import type { Site } from './site';
import type { Tally } from './tally';
import type { Victim } from './victim';

const KINDS = {
  'kill api': 4,
  'kill worker': 5,
  'kill postgres': 2,
  'kill temporal': 2,
  'kill api and worker': 1,
  'kill worker and temporal': 1,
  'kill worker and postgres': 1,
  'kill api and postgres': 1,
  'kill postgres and temporal': 1,
  'stop api': 1,
  'stop worker': 2,
  'stop postgres': 1,
  'stop temporal': 1,
  'restart api': 1,
  'restart worker': 1,
  'reset connections': 2,
  'refuse mails': 3,
} as const;
export type FaultKind = keyof typeof KINDS;

export interface Fault {
  readonly atMs: number;
  readonly kind: FaultKind;
  /** Which of several. */
  readonly which: number;
  /** Of what lasts: beyond the five seconds that a transaction may stand still, and a worker's heartbeat. */
  readonly lastsMs: number;
}

/** What happens when: the same for the same seed. */
export function planFaults(
  random: Random,
  options: { readonly minutes: number; readonly every: number },
): Fault[] {
  const faults: Fault[] = [];
  const end = options.minutes * 60_000;
  for (let atMs = 5_000; ;) {
    atMs += Math.round(options.every * 1000 * (0.3 + 1.4 * random.next()));
    if (atMs >= end) return faults;
    const kind = random.weighted(KINDS);
    const lastsMs = kind === 'stop postgres' ? random.between(3_000, 9_000) : random.between(6_000, 16_000);
    faults.push({ atMs, kind, which: random.between(0, 99), lastsMs });
  }
}

/** Does them from now on at their times; returns when the last one is over, or nothing more is to be done. */
export async function inflict(
  faults: readonly Fault[],
  site: Site,
  tally: Tally,
  interrupted: AbortSignal,
): Promise<void> {
  const since = performance.now();
  const running: Promise<void>[] = [];
  for (const fault of faults) {
    await sleep(Math.max(0, since + fault.atMs - performance.now()));
    if (interrupted.aborted) return;
    running.push(
      perform(fault, site, tally).catch((error: unknown) => {
        site.say(`${fault.kind}: ${String(error)}`);
        tally.add('faults that could not be done');
      }),
    );
  }
  await Promise.all(running);
}

function perform({ kind, which, lastsMs }: Fault, site: Site, tally: Tally): Promise<void> {
  const [verb = '', ...names] = kind.split(' ');
  const victims = names.flatMap((name) => victimOf(site, name, which));
  switch (verb) {
    case 'kill':
      return all(victims, tally, 'kill', (victim) => victim.kill());
    case 'stop':
      return all(victims, tally, 'stop', (victim) => victim.freeze(lastsMs));
    case 'restart':
      return all(victims, tally, 'restart', (victim) => victim.restart());
    case 'reset':
      tally.add('reset connections');
      return site.resetConnections();
    case 'refuse':
      tally.add('spells of refused mails');
      return site.refuseMails(lastsMs);
    default:
      throw new Error(`nobody knows how to ${kind}`);
  }
}

/** One that is away already is left alone; so is a Temporal that is not ours. */
async function all(
  victims: readonly Victim[],
  tally: Tally,
  what: string,
  perform: (victim: Victim) => Promise<void>,
): Promise<void> {
  const there = victims.filter(({ isThere }) => isThere);
  for (const { name } of there) tally.add(`${what} ${name.replace(/-\d+$/, '')}`);
  if (there.length > 1) tally.add('several at once');
  await Promise.all(there.map(perform));
}

function victimOf(site: Site, name: string, which: number): Victim[] {
  switch (name) {
    case 'api':
      return one(site.apis, which);
    case 'worker':
      return one(site.workers, which);
    case 'postgres':
      return [site.postgres];
    case 'temporal':
      return site.temporal === null ? [] : [site.temporal];
    default:
      return [];
  }
}

function one(victims: readonly Victim[], which: number): Victim[] {
  const victim = victims[which % victims.length];
  return victim === undefined ? [] : [victim];
}
