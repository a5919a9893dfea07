import { instant } from '../../../src/domain/time';
import { sweep, type SweepDeps } from '../../../src/worker/sweep';
import type { Followed } from '../../../src/workflows/follow/plan';
import { fakeWaker } from '../support/fake-waker';

const NOW = instant('2026-11-24T16:00:00Z');
const FOLLOWED: readonly Followed[] = [
  { kind: 'referral', subjectId: 'first' },
  { kind: 'report', subjectId: 'second' },
  { kind: 'digest', subjectId: '' },
];
const OVERDUE = FOLLOWED.map((followed) => ({ ...followed, again: false }));

/** Three that have not followed, and somebody who waits and could be placed. */
function scene({ overdue = OVERDUE, placeable = true } = {}) {
  const asked: { due: Parameters<SweepDeps['rows']['overdue']>[0]; limit: number }[] = [];
  const counted: number[] = [];
  const stuck: number[] = [];
  const givenBack: Followed[] = [];
  const passedOver: unknown[] = [];
  const logged: [level: string, fields: object][] = [];
  const log = (level: string) => (fields: object) => void logged.push([level, fields]);
  const { waker, woken, ...told } = fakeWaker();
  const unasked = async () => {
    throw new Error('a sweep does not ask for this');
  };
  const deps: SweepDeps = {
    rows: {
      overdue: async (due, limit) => {
        asked.push({ due, limit });
        return overdue;
      },
      giveBack: async (followed) => void givenBack.push(...followed),
      page: unasked,
      ensureDigest: unasked,
      noteLost: unasked,
    },
    waiting: { isAnyPlaceable: async () => placeable },
    waker,
    metrics: {
      woken: (count) => counted.push(count),
      stuck: (count) => stuck.push(count),
      lost: () => undefined,
      passedOver: () => undefined,
    },
    passOver: (where, id, error) => void passedOver.push([where, id, error]),
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    now: () => NOW,
  };
  return { deps, asked, counted, stuck, givenBack, passedOver, logged, woken, told };
}

test('wakes who has been behind for ten seconds or should have looked a minute ago, and the waiting list', async () => {
  const { deps, asked, counted, logged, woken, told } = scene();
  expect(await sweep(deps)).toEqual({ woken: 3 });
  expect(asked).toEqual([
    {
      due: { behindBefore: '2026-11-24T15:59:50.000Z', wakeBefore: '2026-11-24T15:59:00.000Z', now: NOW },
      limit: 200,
    },
  ]);
  expect(woken).toEqual(FOLLOWED.map((followed) => ({ followed, why: 'swept' })));
  expect(told.nudges()).toBe(1);
  expect(counted).toEqual([3]);
  expect(logged).toEqual([['info', { woken: 3 }]]);
});

test('in a quiet system it wakes nobody and says nothing', async () => {
  const { deps, counted, logged, woken, told } = scene({ overdue: [], placeable: false });
  expect(await sweep(deps)).toEqual({ woken: 0 });
  expect([woken, told.nudges(), logged, counted]).toEqual([[], 0, [], [0]]);
});

test('no more are on their way than there is room for', async () => {
  const { deps, woken, told } = scene();
  let open = (): void => undefined;
  told.onRoom(() => new Promise((resolve) => (open = resolve)));
  const swept = sweep(deps);
  for (let expected = 0; expected < 3; expected += 1) {
    await told.asksForRoom(expected + 1);
    expect(woken).toHaveLength(expected);
    open();
  }
  expect(await swept).toEqual({ woken: 3 });
  expect(woken).toHaveLength(3);
});

test('told to stop it wakes nobody any more', async () => {
  const { deps, woken, counted, logged, givenBack, told } = scene();
  expect(await sweep(deps, AbortSignal.abort())).toEqual({ woken: 0 });
  expect([woken, counted, logged, told.nudges()]).toEqual([[], [0], [], 0]);
  expect(givenBack).toEqual(OVERDUE);
});

test('told to stop halfway, it counts whom it woke and gives the others back to the next sweep', async () => {
  const stop = new AbortController();
  const { deps, woken, counted, logged, givenBack, told } = scene();
  told.onRoom(async () => stop.abort());
  expect(await sweep(deps, stop.signal)).toEqual({ woken: 1 });
  expect(woken.map(({ followed }) => followed)).toEqual(FOLLOWED.slice(0, 1));
  expect(counted).toEqual([1]);
  expect(logged).toEqual([['info', { woken: 1 }]]);
  expect(givenBack).toEqual(OVERDUE.slice(1));
});

test('a poisoned row does not hold up the rows behind it', async () => {
  const { deps, woken, counted, passedOver, told } = scene();
  const poisoned = new Error('no such kind');
  const wake: SweepDeps['waker']['wake'] = (followed, why) => {
    if (followed.subjectId === 'first') throw poisoned;
    deps.waker.wake(followed, why);
  };
  expect(await sweep({ ...deps, waker: { ...deps.waker, wake } })).toEqual({ woken: 2 });
  expect(woken.map(({ followed }) => followed)).toEqual(FOLLOWED.slice(1));
  expect([counted, told.nudges()]).toEqual([[2], 1]);
  expect(passedOver).toEqual([['sweep', 'referral-first', poisoned]]);
});

test('those that an earlier signal did not help are counted and named', async () => {
  const overdue = FOLLOWED.map((followed) => ({ ...followed, again: followed.kind === 'report' }));
  const { deps, stuck, logged } = scene({ overdue });
  await sweep(deps);
  expect(stuck).toEqual([1]);
  expect(logged).toContainEqual(['warn', { stuck: 1, workflowIds: ['report-second'] }]);
});

test('with PostgreSQL away it throws: the next sweep comes', async () => {
  const away = new Error('connection refused');
  const { deps, woken, told } = scene();
  await expect(sweep({ ...deps, rows: { ...deps.rows, overdue: () => Promise.reject(away) } })).rejects.toBe(
    away,
  );
  expect([woken, told.nudges()]).toEqual([[], 0]);
});
