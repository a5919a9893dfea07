import path from 'node:path';
import { untilAgreed } from '../support/agreement';
import { eventually } from '../support/eventually';
import { install, type Installation } from '../integration/support/installation';
import { ACTS } from './support/acts';
import { makeCells } from './support/cells';
import { holdTransactions, type Holding } from './support/hold';
import { dieAtCommit, type Stood } from './support/round';
import { createScene, type Scene } from './support/scene';
import { ROOM } from './support/suite';
import type { Window } from './support/window';

/**
 * What was wrong before is planted into the API, and must be found in the very same way: a checker that finds nothing
 * says something only if it finds these.
 */

const PLANT = path.resolve(__dirname, 'support/plant.cjs');
/** Longer than any net needs: what disagrees then does so for good. */
const NETS_MS = 30_000;

jest.setTimeout(600_000);

let site: Installation;
let scene: Scene;
let hold: Holding;
beforeAll(async () => {
  site = await install(undefined, undefined, { ...ROOM, NODE_OPTIONS: `--require ${PLANT}` });
  hold = await holdTransactions(site.databaseUrl);
  scene = createScene(site);
});
afterAll(async () => {
  await hold.close();
  await site.stop();
});

async function plant(name: string): Promise<void> {
  const { api, environment } = site.service;
  await api.end('SIGKILL');
  environment['PLANTED'] = name;
  await api.start();
}

const windowNamed = (name: string): Window[] => ACTS.filter((window) => window.name === name);
const idOf = ({ prepared }: Stood): string => /event\/([^/]+)\//.exec(prepared.point)?.[1] ?? '';
const referralOf = (stood: readonly Stood[], outcome: string): string =>
  stood.filter((one) => one.outcome === outcome).map(idOf)[0] ?? '';

/** A withdrawal that comes while a decline stands at its commit; both are answered. */
async function withdrawDuringDecline(): Promise<{ readonly id: string; readonly found: readonly string[] }> {
  const [cell] = await makeCells(site.db, 1);
  if (cell === undefined) throw new Error('there is no cell');
  const { id } = await scene.sent(cell);
  const point = `event/${id}/declined`;
  await hold.at([point]);
  const declining = scene.keyed('POST', `/referrals/${id}/decline`, { reason: 'at-capacity' })();
  await eventually(
    'the decline to stand',
    () => hold.missing([point]),
    ({ length }) => length === 0,
  );
  const withdrawing = scene.keyed('POST', `/referrals/${id}/withdraw`, { reason: 'other' })();
  await eventually(
    'the withdrawal to wait for the decline',
    () => waitingForAnother(),
    (count) => count === 1,
  );
  await hold.letGo([point], 'committed');
  expect([(await declining).status, (await withdrawing).status]).toEqual([200, 200]);
  const acknowledged = ['declined', 'withdrawn'].map((type) => ({ referralId: id, type }));
  const agreeing = {
    ...{ db: site.db, temporal: site.temporalClient, acknowledged },
    mailbag: { mails: site.smtp.mails, lostAnswers: new Map<string, number>() },
  };
  return { id, found: await untilAgreed(agreeing, NETS_MS) };
}

async function waitingForAnother(): Promise<number> {
  const { rows } = await site.db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event <> 'advisory'`,
  );
  return rows[0]?.count ?? 0;
}

test('with nothing planted, a withdrawal that waits for a decline comes after it, and all agree', async () => {
  expect((await withdrawDuringDecline()).found).toEqual([]);
});

test('an answer before the commit is found', async () => {
  await plant('answered-early');
  const { stood, agreeing } = await dieAtCommit(site, { hold, scene }, windowNamed('pause'), []);
  const found = await untilAgreed(agreeing, NETS_MS);
  expect(found).toContainEqual(
    `referral ${referralOf(stood, 'rolled back')}: clock-paused was acknowledged, and is not in its log`,
  );
  const { rows } = await site.db.query(
    `SELECT referral_id AS id FROM referral_events WHERE type = 'clock-paused'`,
  );
  expect(rows).toEqual([{ id: referralOf(stood, 'committed') }]);
});

test('a number that is passed over is found', async () => {
  await plant('passed-over');
  const { id, found } = await withdrawDuringDecline();
  expect(found).toEqual(
    expect.arrayContaining([
      `referral ${id}: withdrawn was acknowledged, and is not in its log`,
      expect.stringContaining('is kept, and nothing in the log names it'),
    ]),
  );
});

test('a workflow that is told by a signal alone is found', async () => {
  await plant('told-by-signal-alone');
  const { stood, agreeing } = await dieAtCommit(site, { hold, scene }, windowNamed('decline'), ['api']);
  const found = await untilAgreed(agreeing, NETS_MS);
  expect(found).toContainEqual(
    expect.stringContaining(`referral ${referralOf(stood, 'committed')}: route was due at`),
  );
});
