import { untilAgreed, type Acknowledged, type Site } from '../../support/agreement';
import { eventually } from '../../support/eventually';
import type { Installation } from '../../integration/support/installation';
import { makeCells } from './cells';
import { giveUpAttempts } from './attempts';
import { holdTransactions, type Holding, type Outcome } from './hold';
import { killAll, startAgain, type Party } from './parties';
import { untilFollowed } from './requests';
import { createScene, type Scene } from './scene';
import type { Prepared, Reply, Seen, Window } from './window';

/** One window that was stood in, with everything that was seen of it. */
export interface Stood {
  readonly window: Window;
  readonly outcome: Outcome;
  readonly prepared: Prepared;
  /** The answer to the request that was under way; null when there was none. */
  first: Reply | null;
  /** The same request again. */
  again: Reply | null;
  seen: Seen | null;
  nextStatus: number;
}

export interface Round {
  readonly stood: readonly Stood[];
  /** What contradicted itself once everything was quiet, and again once somebody had gone on. */
  readonly disagreed: readonly string[];
}

const AT_ONCE = 12;
const REACHED_WITHIN_MS = 180_000;
const QUIET_WITHIN_MS = 240_000;
const ANSWERED_WITHIN_MS = 120_000;

/** Where and with what the transactions are held. */
export interface Standing {
  readonly hold: Holding;
  readonly scene: Scene;
}

/**
 * Stands in every window twice at the same time, kills, lets half of the transactions commit and ends the others, and
 * starts again what was killed. Whoever asked for something asks again.
 */
export async function dieAtCommit(
  site: Installation,
  { hold, scene }: Standing,
  windows: readonly Window[],
  killed: readonly Party[],
): Promise<{ readonly stood: readonly Stood[]; readonly agreeing: Site; readonly killedAt: Date }> {
  const stood = await prepareAll(scene, windows);
  const requests = await reachAll(hold, stood);
  const killedAt = new Date();
  await killAll(site, killed);
  const lostAnswers = await lettingGo(site, hold, stood, killed);
  await startAgain(site, killed);
  await Promise.all(stood.map(async (one) => (one.first = (await requests.get(one)) ?? null)));
  await repeatAll(site, stood, killed);
  const agreeing = {
    ...{ db: site.db, temporal: site.temporalClient },
    mailbag: { mails: site.smtp.mails, lostAnswers },
    acknowledged: stood.flatMap(acknowledgedBy),
  };
  return { stood, agreeing, killedAt };
}

/** And looks whether all agree, then and once somebody has gone on. */
export async function standInAll(
  site: Installation,
  windows: readonly Window[],
  killed: readonly Party[],
): Promise<Round> {
  const hold = await holdTransactions(site.databaseUrl);
  try {
    const standing = { hold, scene: createScene(site) };
    const { stood, agreeing, killedAt } = await dieAtCommit(site, standing, windows, killed);
    const settle = () => untilAgreed(agreeing, QUIET_WITHIN_MS, () => giveUpAttempts(site, killed, killedAt));
    const afterwards = await settle();
    await seeAll(stood);
    await inTurns(stood, async (one) => (one.nextStatus = await one.prepared.next()));
    return { stood, disagreed: [...afterwards, ...(await settle())] };
  } finally {
    await hold.close();
  }
}

async function prepareAll(scene: Scene, windows: readonly Window[]): Promise<readonly Stood[]> {
  const wanted = windows.flatMap((window) =>
    (['committed', 'rolled back'] as const).map((outcome) => ({ window, outcome })),
  );
  const cells = await makeCells(scene.db, wanted.length);
  const stood = await inTurns(wanted, async (one, index) => {
    const cell = cells[index];
    if (cell === undefined) throw new Error('there is no cell for it');
    const prepared = await one.window.prepare(scene, cell);
    return { ...one, prepared, first: null, again: null, seen: null, nextStatus: 0 };
  });
  await untilFollowed(scene);
  return stood;
}

/**
 * Sets everything off; returns when a transaction stands at each point. A slow machine makes the service say that it
 * cannot now: as anybody would, whoever asked for something asks again until it stands.
 */
async function reachAll(
  hold: Holding,
  stood: readonly Stood[],
): Promise<ReadonlyMap<Stood, Promise<Reply | null>>> {
  const points = stood.map(({ prepared }) => prepared.point);
  await hold.at(points);
  const requests = new Map<Stood, Promise<Reply | null>>();
  const answered = new Map<Stood, Reply | null>();
  const ask = (one: Stood): void => {
    const { ask: asking } = one.prepared;
    if (asking === undefined) return;
    answered.delete(one);
    const reply = asking().catch(() => null);
    requests.set(one, reply);
    void reply.then((got) => answered.set(one, got));
  };
  stood.forEach(ask);
  await inTurns(stood, async ({ prepared }) => prepared.bringDue?.());
  await eventually(
    'a transaction at each point',
    async () => {
      const missing = await hold.missing(points);
      stood.filter((one) => missing.includes(one.prepared.point) && answered.has(one)).forEach(ask);
      return missing;
    },
    ({ length }) => length === 0,
    REACHED_WITHIN_MS,
  );
  return requests;
}

/**
 * Returns the messages of which the mail server may have been the only one to know: an attempt was under way when its
 * worker died.
 */
async function lettingGo(
  { db }: Installation,
  hold: Holding,
  stood: readonly Stood[],
  killed: readonly Party[],
): Promise<ReadonlyMap<string, number>> {
  for (const outcome of ['rolled back', 'committed'] as const) {
    const points = stood.filter((one) => one.outcome === outcome).map(({ prepared }) => prepared.point);
    await hold.letGo(points, outcome);
  }
  if (!killed.includes('worker')) return new Map();
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM messages WHERE state = 'pending' AND in_doubt`,
  );
  return new Map(rows.map(({ id }) => [id, 1]));
}

/** Whoever heard nothing asks again, and so does whoever was answered. */
async function repeatAll(
  { db }: Installation,
  stood: readonly Stood[],
  killed: readonly Party[],
): Promise<void> {
  // A key is somebody's for half a minute; who held it is dead.
  if (killed.includes('api')) {
    await db.query(
      `UPDATE idempotency_records SET locked_until = now() - interval '1 second' WHERE response IS NULL`,
    );
  }
  await inTurns(stood, async (one) => {
    const { ask } = one.prepared;
    if (ask !== undefined) one.again = await untilAnswered(ask);
  });
}

async function untilAnswered(ask: () => Promise<Reply>): Promise<Reply> {
  const answer = await eventually(
    'an answer',
    () => ask().catch(() => null),
    (reply) => reply !== null && reply.status < 500 && !isInProgress(reply),
    ANSWERED_WITHIN_MS,
  );
  if (answer === null) throw new Error('there was no answer');
  return answer;
}

function isInProgress({ status, body }: Reply): boolean {
  return status === 409 && JSON.stringify(body).includes('idempotency-key-in-progress');
}

function acknowledgedBy({ prepared, first, again }: Stood): Acknowledged[] {
  const { acknowledges } = prepared;
  if (acknowledges === undefined) return [];
  return [first, again].flatMap((reply) =>
    reply !== null && reply.status < 300 ? [acknowledges(reply)] : [],
  );
}

/** A mail that was deferred has its time; what is seen then is judged by the tests. */
async function seeAll(stood: readonly Stood[]): Promise<void> {
  const until = performance.now() + ANSWERED_WITHIN_MS;
  await inTurns(stood, async (one) => {
    const expected = JSON.stringify(one.window.then);
    do one.seen = await one.prepared.see();
    while (JSON.stringify(one.seen) !== expected && performance.now() < until);
  });
}

async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const entries = items.entries();
  const turns = Array.from({ length: AT_ONCE }, async () => {
    for (const [index, item] of entries) results[index] = await work(item, index);
  });
  await Promise.all(turns);
  return results;
}
