import { Pool, type PoolClient } from 'pg';
import { eventually } from '../../support/eventually';

/** Of the advisory locks, so that they are nobody else's. */
const CLASS = 9_109;

/**
 * Transactions that stand at their COMMIT. Everything of theirs is done and nothing is decided: a constraint trigger that
 * is deferred to the commit waits there for an advisory lock that the test holds. Whoever began it can be killed, and
 * PostgreSQL does not notice: let go, it commits although nobody hears of it; ended, it rolls back.
 *
 * A point names what a transaction changes: `event/<referral>/<type>`, `sent/<organization>`, and so on.
 */
const POINTS = `
  CREATE TABLE held (point text PRIMARY KEY, lock int NOT NULL UNIQUE);

  CREATE FUNCTION points_of(tab text, op text, n jsonb, o jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE tab
      WHEN 'leads' THEN ARRAY['lead/' || (n ->> 'external_id')]
      WHEN 'referral_events' THEN ARRAY['event/' || (n ->> 'referral_id') || '/' || (n ->> 'type')]
      WHEN 'assignments' THEN CASE
        WHEN op = 'INSERT' THEN ARRAY['assigned/' || (n ->> 'organization_id')]
        WHEN n -> 'sent_at' <> o -> 'sent_at' THEN ARRAY['sent/' || (n ->> 'organization_id')] END
      WHEN 'messages' THEN ARRAY['mail/' || (n ->> 'kind') || '/' || COALESCE(n ->> 'organization_id',
        n ->> 'referral_id', n ->> 'request_id', n ->> 'report_id') || '/' || CASE
          WHEN op = 'INSERT' THEN 'made'
          WHEN n ->> 'state' = 'pending' AND n -> 'next_attempt_at' <> o -> 'next_attempt_at' THEN 'deferred'
          WHEN n ->> 'state' = 'pending' THEN 'attempted'
          ELSE n ->> 'state' END]
      WHEN 'organization_requests' THEN ARRAY['request/' || (n ->> 'organization_id') || '/' || CASE
        WHEN op = 'INSERT' THEN 'asked'
        WHEN n -> 'late_at' <> o -> 'late_at' THEN 'late'
        WHEN n -> 'applied_at' <> o -> 'applied_at' THEN 'applied'
        ELSE n ->> 'state' END]
      WHEN 'reroutes' THEN ARRAY['reroute/' || (n ->> 'organization_id')]
      WHEN 'report_statements' THEN ARRAY['statement/' || (n ->> 'row_id')]
      WHEN 'report_events' THEN ARRAY['report/' || (n ->> 'report_id') || '/' || (n ->> 'type')]
    END
  $$;

  -- The service gives up a lock after some seconds; how long a test stands here is no matter of its.
  CREATE FUNCTION stand_at_commit() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS $$
  DECLARE
    wanted int;
  BEGIN
    SELECT lock INTO wanted FROM held
    WHERE point = ANY (points_of(TG_TABLE_NAME, TG_OP, to_jsonb(NEW), CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END));
    IF FOUND THEN
      PERFORM pg_advisory_xact_lock_shared(${CLASS}, wanted);
    END IF;
    RETURN NULL;
  END
  $$;`;

const TABLES = {
  leads: 'INSERT',
  referral_events: 'INSERT',
  assignments: 'INSERT OR UPDATE',
  messages: 'INSERT OR UPDATE',
  organization_requests: 'INSERT OR UPDATE',
  reroutes: 'INSERT',
  report_statements: 'INSERT',
  report_events: 'INSERT',
} as const;

export interface Holding {
  /** The next transactions that change this stand at their commit. */
  at(points: readonly string[]): Promise<void>;
  /** Those of the points at which no transaction stands yet. */
  missing(points: readonly string[]): Promise<readonly string[]>;
  /** Transactions that stand there come to this end, whoever began them; later ones pass. */
  letGo(points: readonly string[], outcome: Outcome): Promise<void>;
  close(): Promise<void>;
}

export type Outcome = 'committed' | 'rolled back';

export async function holdTransactions(databaseUrl: string): Promise<Holding> {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  await pool.query(POINTS);
  for (const [table, events] of Object.entries(TABLES)) {
    await pool.query(`CREATE CONSTRAINT TRIGGER stand_at_commit AFTER ${events} ON ${table}
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stand_at_commit()`);
  }
  // Advisory locks belong to a session.
  const holder = await pool.connect();
  const locks = new Map<string, number>();
  const waiting = async (): Promise<ReadonlyMap<number, number>> => standing(pool);
  const missing = async (points: readonly string[]): Promise<string[]> => {
    const reached = await waiting();
    return points.filter((point) => !reached.has(lockOf(locks, point)));
  };

  return {
    async at(points) {
      for (const point of points) {
        if (locks.has(point)) throw new Error(`${point} is held already`);
        locks.set(point, locks.size + 1);
      }
      const held = points.map((point) => lockOf(locks, point));
      await holder.query('SELECT pg_advisory_lock($1, lock) FROM unnest($2::int[]) AS lock', [CLASS, held]);
      await pool.query('INSERT INTO held (point, lock) SELECT * FROM unnest($1::text[], $2::int[])', [
        points,
        held,
      ]);
    },

    missing,

    async letGo(points, outcome) {
      await pool.query('DELETE FROM held WHERE point = ANY ($1)', [points]);
      const reached = await waiting();
      const held = points.map((point) => lockOf(locks, point));
      const pids = held.flatMap((lock) => reached.get(lock) ?? []);
      if (outcome === 'rolled back') await terminate(pool, pids);
      await unlock(holder, held);
      await eventually(
        'the held transactions to end',
        () => stillThere(pool, pids, outcome),
        (left) => left === 0,
      );
    },

    async close() {
      holder.release(true);
      await pool.end();
    },
  };
}

function lockOf(locks: ReadonlyMap<string, number>, point: string): number {
  const lock = locks.get(point);
  if (lock === undefined) throw new Error(`${point} was never held`);
  return lock;
}

/** Process ids by the lock that they wait for. */
async function standing(pool: Pool): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ lock: number; pid: number }>(
    `SELECT objid::int AS lock, pid FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [CLASS],
  );
  return new Map(rows.map(({ lock, pid }) => [lock, pid]));
}

async function terminate(pool: Pool, pids: readonly number[]): Promise<void> {
  await pool.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [pids]);
  await eventually(
    'the ended sessions to be gone',
    () => stillThere(pool, pids, 'rolled back'),
    (left) => left === 0,
  );
}

async function unlock(holder: PoolClient, held: readonly number[]): Promise<void> {
  await holder.query('SELECT pg_advisory_unlock($1, lock) FROM unnest($2::int[]) AS lock', [CLASS, held]);
}

/** Rolled back: the session itself has ended. Committed: it is no more in that transaction. */
async function stillThere(pool: Pool, pids: readonly number[], outcome: Outcome): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE pid = ANY ($1)
      AND ($2 = 'rolled back' OR wait_event_type = 'Lock' AND wait_event = 'advisory')`,
    [pids, outcome],
  );
  return rows[0]?.count ?? 0;
}
