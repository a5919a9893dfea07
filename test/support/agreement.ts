import type { Client } from '@temporalio/client';
import type { Pool, PoolClient } from 'pg';
import { acknowledgedFaults, type Acknowledged } from './agreement/acknowledged';
import { actFaults } from './agreement/acts';
import { escalationFaults } from './agreement/escalations';
import { followerFaults } from './agreement/followers';
import { mailFaults, type Mailbag } from './agreement/mails';
import { readModelFaults } from './agreement/read-model';
import { readReferrals } from './agreement/rows';
import { workflowFaults } from './agreement/workflows';

export type { Acknowledged } from './agreement/acknowledged';
export type { Mailbag } from './agreement/mails';

/** A service at rest, and what its clients know. */
export interface Site {
  readonly db: Pool;
  readonly temporal: Client;
  /** What its mail server was given. */
  readonly mailbag: Mailbag;
  /** What clients were told is recorded. */
  readonly acknowledged?: readonly Acknowledged[];
}

/**
 * Everything that contradicts something else, in words; empty when all agree: the log, the read model that is to be
 * what the log makes of it, places, escalations, acts, mails, and the workflows that follow. Also says what is not at
 * rest yet, so that it can be asked until nothing is left; see `untilAgreed`.
 */
export async function disagreements(site: Site): Promise<string[]> {
  const { db, temporal, mailbag, acknowledged = [] } = site;
  const inPostgres = await atOneMoment(db, async (sql) => {
    const referrals = await readReferrals(sql);
    return [
      ...referrals.flatMap(readModelFaults),
      ...(await actFaults(sql)),
      ...(await escalationFaults(sql)),
      ...(await mailFaults(sql, referrals, mailbag)),
      ...(await followerFaults(sql, referrals)),
      ...acknowledgedFaults(referrals, acknowledged),
    ];
  });
  return [...inPostgres, ...(await workflowFaults(db, temporal))];
}

/** Of the rows as they stand together: a system that moves on must not look as if it contradicted itself. */
async function atOneMoment<T>(db: Pool, read: (sql: PoolClient) => Promise<T>): Promise<T> {
  const sql = await db.connect();
  try {
    await sql.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const found = await read(sql);
    await sql.query('COMMIT');
    return found;
  } finally {
    sql.release();
  }
}

const LOOK_EVERY_MS = 500;

/**
 * Waits until nothing disagrees any more, and returns what still does after `withinMs`. Nothing that is wrong for good
 * can pass: it is still there in the end. `meanwhile`: done after each look in vain.
 */
export async function untilAgreed(
  site: Site,
  withinMs: number,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<string[]> {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = await disagreements(site);
    if (found.length === 0 || performance.now() > until) return found;
    await meanwhile();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
