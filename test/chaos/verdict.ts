import type { Pool } from 'pg';
import { disagreements, type Mailbag } from '../support/agreement';
import type { Complaints } from './client';
import { endFaults } from './ends';
import { MARKED, type Ledger, type Marked } from './ledger';
import type { MailServer } from './mail-server';
import { nondeterminismIn } from './invariants';
import { lostAnswers } from './lost-answers';
import type { Site } from './site';

const LOOK_EVERY_MS = 2_000;

export interface Judged {
  readonly site: Site;
  readonly mails: MailServer;
  readonly ledger: Ledger;
  readonly complaints: Complaints;
}

/** Everything that is not as it must be, in words. */
async function faultsOf({ site, mails, ledger, complaints }: Judged): Promise<string[]> {
  const { db, temporalClient: temporal } = site;
  const mailbag = mailbagOf(site, mails);
  return [
    ...(await disagreements({ db, temporal, mailbag, acknowledged: ledger.events })),
    ...(await endFaults(db)),
    ...ledger.faults(await readMarks(db)),
    ...complaints,
  ];
}

/** Without the mails that wait for their next attempt, as their rule says. */
async function faultsAtRest(judged: Judged): Promise<string[]> {
  const { rows } = await judged.site.db.query<{ key: string }>(
    "SELECT key FROM messages WHERE state = 'pending' AND attempts > 0 AND next_attempt_at > now()",
  );
  const waiting = rows.map(({ key }) => `mail ${key} has not come to its end`);
  const faults = await faultsOf(judged);
  return faults.filter((fault) => !waiting.some((words) => fault.startsWith(words)));
}

/** What cannot change any more, so that it is read once: what the workers have printed. */
export function faultsInLogs(site: Site): string[] {
  return nondeterminismIn(site.printed());
}

function mailbagOf(site: Site, mails: MailServer): Mailbag {
  const stores = [site.postgres, ...(site.temporal === null ? [] : [site.temporal])];
  const outages = {
    workers: site.workers.map((worker) => worker.outages),
    stores: [...stores.flatMap((store) => store.outages), ...site.resets],
  };
  return {
    mails: mails.copies,
    lostAnswers: lostAnswers(mails.copies, outages),
  };
}

async function readMarks(db: Pool): Promise<Record<Marked, ReadonlyMap<string, number>>> {
  const entries = await Promise.all(
    Object.entries(MARKED).map(async ([what, query]) => {
      const { rows } = await db.query<{ mark: string | null; times: number }>(query);
      return [what, new Map(rows.map(({ mark, times }) => [mark ?? '', times]))] as const;
    }),
  );
  return Object.fromEntries(entries) as unknown as Record<Marked, ReadonlyMap<string, number>>;
}

/** Looks until nothing is wrong any more, and returns what still is after `withinMs`. */
export async function untilTrue(
  judged: Judged,
  withinMs: number,
): Promise<{ faults: string[]; seconds: number }> {
  const since = performance.now();
  for (;;) {
    const faults = await faultsAtRest(judged).catch((error: unknown) => [
      `it cannot be read: ${String(error)}`,
    ]);
    const took = performance.now() - since;
    if (faults.length === 0 || took > withinMs) return { faults, seconds: took / 1000 };
    judged.site.say(`still wrong after ${took.toFixed(0)} ms: ${faults.slice(0, 5).join('; ')}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/**
 * Mails that the server deferred wait for minutes by their rule. Once everything else is as it must be, their time is
 * brought forward, so that the end of each can be seen.
 */
export async function bringMailsForward(db: Pool): Promise<number> {
  const { rowCount } = await db.query(
    `WITH due AS (
      UPDATE messages SET next_attempt_at = now() WHERE state = 'pending' AND next_attempt_at > now() AND attempts > 0
      RETURNING workflow_id
    ) UPDATE followers SET behind_since = now() - interval '10 seconds' WHERE workflow_id IN (SELECT workflow_id FROM due)`,
  );
  return rowCount ?? 0;
}
