import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { pausedRunsIn, referralsIn, sortFaults, workflowsIn } from './invariants';
import type { Ledger } from './ledger';
import type { MailServer } from './mail-server';
import type { Settings } from './settings';
import type { Site } from './site';
import type { Tally } from './tally';

export interface Outcome {
  readonly faults: readonly string[];
  /** From the last fault until nothing was wrong any more; null: something still is. */
  readonly seconds: number | null;
  /** Until every client had its answers. */
  readonly clientsSeconds: number;
}

const QUIET_SECONDS = 60;
const SHOWN_FAULTS = 12;
const SHOWN_REFERRALS = 3;

interface Run {
  readonly settings: Settings;
  readonly site: Site;
  readonly tally: Tally;
  readonly ledger: Ledger;
  readonly mails: MailServer;
  readonly outcome: Outcome;
}

/** Prints what was done and what was found; returns the exit code: 1 when something must be 0 and is not, or was late. */
export async function report(run: Run): Promise<number> {
  const { settings, site, tally, ledger, mails, outcome } = run;
  const { faults, seconds, clientsSeconds } = outcome;
  const line = (name: string, value: string | number): void =>
    void process.stdout.write(`| ${name.padEnd(48)} | ${String(value).padStart(10)} |\n`);
  const title = (name: string, value: string): void => {
    process.stdout.write('\n');
    line(name, value);
    process.stdout.write(`| ${'-'.repeat(48)} | ${'-'.repeat(9)}: |\n`);
  };

  title('what was done', 'times');
  for (const prefix of ['kill ', 'stop ', 'restart ', 'smtp ']) {
    for (const [what, times] of tally.under(prefix)) line(`${prefix}${what}`, times);
  }
  for (const what of OTHERS) line(what, tally.of(what));
  title('acknowledged', 'times');
  for (const [what, times] of tally.under('acknowledged ')) line(what, times);
  line('all', tally.sum('acknowledged '));
  line('refused', tally.sum('refused '));

  const late = seconds === null || seconds > QUIET_SECONDS;
  const copies = rawCopies(mails);
  title('what must be 0', 'found');
  for (const { name, faults: found } of sortFaults(faults)) line(name, found.length);
  title('figures', '');
  line('kills', tally.sum('kill '));
  line('raw copies of a mail, explained by lost answers', copies);
  line('tasks not replayed after a pause; begun again', pausedRunsIn(site.printed()));
  line('marks acknowledged and found once', ledger.acknowledged);
  line('seconds until every client had its answer', clientsSeconds.toFixed(0));
  line(
    `seconds until all was true again (<= ${QUIET_SECONDS})`,
    seconds === null ? 'never' : seconds.toFixed(0),
  );

  if (faults.length === 0 && !late) return 0;
  for (const { name, faults: found } of sortFaults(faults)) {
    for (const fault of found.slice(0, SHOWN_FAULTS)) process.stdout.write(`\n${name}: ${fault}`);
    if (found.length > SHOWN_FAULTS)
      process.stdout.write(`\n${name}: … and ${found.length - SHOWN_FAULTS} more`);
  }
  for (const id of referralsIn(faults).slice(0, SHOWN_REFERRALS)) await tellLog(site, id);
  for (const id of workflowsIn(faults).slice(0, SHOWN_REFERRALS)) await keepHistory(run, id);
  process.stdout.write(
    `\n\nSeed ${settings.seed}; again: npm run chaos -- --seed ${settings.seed} ${settings.again}\n` +
      `What the processes printed: ${settings.folder}/logs\n`,
  );
  return 1;
}

const OTHERS = [
  ...['several at once', 'reset connections', 'spells of refused mails', 'faults that could not be done'],
  ...['requests repeated', 'requests sent again after their answer', 'errors of the clients', 'mails taken'],
] as const;

function rawCopies({ copies }: MailServer): number {
  return copies.length - new Set(copies.map(({ messageId }) => messageId)).size;
}

/** For whoever looks for the cause: the history, and which task is pending since when. */
async function keepHistory({ settings, site }: Pick<Run, 'settings' | 'site'>, id: string): Promise<void> {
  const handle = site.temporalClient.workflow.getHandle(id);
  try {
    const { raw } = await handle.describe();
    const history = historyToJSON(await handle.fetchHistory());
    const file = path.join(settings.folder, 'logs', `history-${id}.json`);
    writeFileSync(file, history);
    process.stdout.write(`\nThe history of ${id}: ${file}\n  ${JSON.stringify(raw.pendingWorkflowTask)}\n`);
  } catch (error) {
    process.stdout.write(`\nThe history of ${id} cannot be read: ${String(error)}\n`);
  }
}

async function tellLog(site: Site, id: string): Promise<void> {
  const { rows } = await site.db.query<Record<string, unknown>>(
    `SELECT seq, type, at, actor, assignment_id, act_id, status, data FROM referral_events
    WHERE referral_id = $1 ORDER BY seq`,
    [id],
  );
  process.stdout.write(`\n\nThe log of referral ${id}:\n`);
  for (const row of rows) process.stdout.write(`  ${JSON.stringify(row)}\n`);
}
