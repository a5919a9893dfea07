import { DomainError } from '../../../src/domain/errors';
import { instant } from '../../../src/domain/time';
import { sweep, type SweepDeps } from '../../../src/worker/sweep';
import { minnesota } from '../support/minnesota';

const NOW = instant('2026-11-24T16:00:00Z');
const IDS = ['first', 'second', 'third'];

/** Three leads without a workflow, somebody who waits and could be placed; `start` is what a test makes of Temporal. */
function scene(start: (referralId: string) => Promise<void>) {
  const tried: string[] = [];
  const logged: [level: string, fields: object][] = [];
  const log = (level: string) => (fields: object) => void logged.push([level, fields]);
  const seen = { tried, logged, nudges: 0, askedBefore: '' };
  const deps: SweepDeps = {
    policy: minnesota,
    unstarted: {
      olderThan: async (before) => {
        seen.askedBefore = before;
        return IDS.map((referralId) => ({
          referralId,
          assisterType: 'navigator',
          countyFips: '27137',
          countyName: 'St. Louis',
        }));
      },
    },
    starter: {
      start: async ({ referralId }) => {
        tried.push(referralId);
        await start(referralId);
      },
    },
    unfinishedSeasons: { unstarted: async () => [] },
    seasonStarter: { begin: async () => undefined },
    unfinishedReports: { unstarted: async () => [] },
    reportNudges: { nudge: async () => undefined },
    waiting: { nextPlaceable: async () => 'waiting' },
    waitlist: {
      nudge: async () => {
        seen.nudges += 1;
      },
    },
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    now: () => NOW,
  };
  return { deps, seen };
}

test('starts what was stored five seconds ago or earlier, and wakes the waiting list', async () => {
  const { deps, seen } = scene(async () => undefined);
  expect(await sweep(deps)).toEqual({ started: 3 });
  expect(seen).toEqual({
    tried: IDS,
    logged: [['info', { started: 3 }]],
    nudges: 1,
    askedBefore: '2026-11-24T15:59:55.000Z',
  });
});

test('one that cannot be started is logged; those behind it are started, and the waiting list is woken', async () => {
  const broken = new Error('the namespace has no such search attribute');
  const { deps, seen } = scene(async (referralId) => {
    if (referralId === 'first') throw broken;
  });
  expect(await sweep(deps)).toEqual({ started: 2 });
  expect(seen).toMatchObject({
    tried: IDS,
    logged: [
      ['error', { err: broken, referralId: 'first' }],
      ['info', { started: 2 }],
    ],
    nudges: 1,
  });
});

test('with Temporal away nobody else is tried: the next sweep comes', async () => {
  const away = new DomainError('unavailable', 'The workflow did not answer in time.');
  const { deps, seen } = scene(async (referralId) => {
    if (referralId === 'second') throw away;
  });
  await expect(sweep(deps)).rejects.toBe(away);
  expect(seen).toMatchObject({ tried: ['first', 'second'], logged: [], nudges: 0 });
});
