import { setTimeout as sleep } from 'node:timers/promises';
import { PatientClient, type Complaints } from './client';
import { inflict, planFaults } from './faults';
import { Ledger } from './ledger';
import { beginWith, keepWorking } from './load';
import { MailServer, type Copy } from './mail-server';
import { Random } from './random';
import { report, type Outcome } from './report';
import type { Settings } from './settings';
import { startSite } from './site';
import { Tally } from './tally';
import { bringMailsForward, faultsInLogs, untilTrue, type Judged } from './verdict';
import type { World } from './world';

const PROGRESS_EVERY_MS = 10_000;
/** So long it is waited for; what is promised is `QUIET_SECONDS`. */
const WAIT_MS = 180_000;
const KEPT_MAILS = 200;

/** One run: work and faults for some minutes, then peace, then the verdict. Returns the exit code. */
export async function run(settings: Settings, interrupted: AbortSignal): Promise<number> {
  const random = new Random(settings.seed);
  const [forFaults, forMails, forPeople] = [random.fork(), random.fork(), random.fork()];
  const tally = new Tally();
  const ledger = new Ledger();
  const complaints: Complaints = [];
  const [unread, leadMails]: [Copy[], Copy[]] = [[], []];
  const mails = new MailServer(forMails, tally, (copy) => {
    if (copy.parsed.headers.get('x-message-kind') !== 'lead') return;
    for (const box of [unread, leadMails]) {
      box.push(copy);
      if (box.length > KEPT_MAILS) box.shift();
    }
  });
  const since = performance.now();
  const progress = (line: string): void =>
    void process.stdout.write(`${((performance.now() - since) / 1000).toFixed(0)} s: ${line}\n`);
  progress('starting everything …');
  const site = await startSite(settings, mails);
  try {
    const client = new PatientClient(site.urls, forPeople.fork(), tally, complaints);
    const runName = Math.floor(Math.random() * 36 ** 6).toString(36);
    let marks = 0;
    const world: World = {
      ...{ client, random: forPeople, ledger, tally, apiKey: site.apiKey, run: runName },
      ...{ referrals: [], organizations: [], unread, leadMails },
      mark: () => `mark-${runName}-${(marks += 1)}`,
    };
    await beginWith(world);
    const plan = planFaults(forFaults, settings);
    progress(`${plan.length} faults in ${settings.minutes} minutes, seed ${settings.seed}`);
    const telling = setInterval(() => progress(tell(tally, ledger)), PROGRESS_EVERY_MS);
    try {
      const stop = new AbortController();
      const working = keepWorking(world, AbortSignal.any([stop.signal, interrupted]), site.say);
      const faults = inflict(plan, site, tally, interrupted);
      await Promise.race([Promise.all([faults, sleep(settings.minutes * 60_000)]), whenAborted(interrupted)]);
      if (interrupted.aborted) return 130;
      site.calm();
      const quietSince = performance.now();
      stop.abort();
      progress('no more faults; everybody brings to its end what they have begun …');
      await working;
      const clientsSeconds = (performance.now() - quietSince) / 1000;
      const judged: Judged = { site, mails, ledger, complaints };
      const outcome = await judge(judged, { quietSince, clientsSeconds, progress });
      return await report({ settings, site, tally, ledger, mails, outcome });
    } finally {
      clearInterval(telling);
    }
  } finally {
    progress('ending what was started …');
    await site.stop();
  }
}

async function judge(
  judged: Judged,
  {
    quietSince,
    clientsSeconds,
    progress,
  }: { quietSince: number; clientsSeconds: number; progress: (line: string) => void },
): Promise<Outcome> {
  progress('waiting until all is true …');
  const settled = await untilTrue(judged, WAIT_MS);
  const seconds = (performance.now() - quietSince) / 1000;
  const forward = await bringMailsForward(judged.site.db);
  progress(
    `after ${seconds.toFixed(0)} s; ${forward} workflows have mails whose next attempt is brought forward …`,
  );
  const ended = forward === 0 ? settled : await untilTrue(judged, WAIT_MS);
  return {
    faults: [...new Set([...ended.faults, ...settled.faults, ...faultsInLogs(judged.site)])],
    seconds: settled.faults.length === 0 ? seconds : null,
    clientsSeconds,
  };
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function tell(tally: Tally, ledger: Ledger): string {
  const acts = tally.sum('acknowledged ');
  return [
    `${tally.sum('kill ')} kills, ${tally.sum('stop ')} stops, ${tally.sum('smtp ')} faults of mail`,
    `${acts} requests acknowledged (${tally.of('acknowledged lead')} leads), ${ledger.acknowledged} marks`,
    `${tally.of('mails taken')} mails, ${tally.of('requests repeated')} repeats`,
  ].join('; ');
}
