import { instant } from '../../../src/domain/time';
import { compareWithTemporal, type CompareDeps } from '../../../src/worker/compare';
import type { Followed } from '../../../src/workflows/follow/plan';
import { workflowIdOf } from '../../../src/workflows/ids';
import { fakeWaker } from '../support/fake-waker';

const NOW = instant('2026-11-24T16:00:00Z');

const POISONED = new Error('this row cannot be worked on');

/** So many referrals should have a workflow; Temporal has lost those that `isLost` says. */
function scene(count: number, isLost: (n: number) => boolean) {
  const all = Array.from({ length: count }, (_, n): Followed => {
    return { kind: 'referral', subjectId: String(n).padStart(4, '0') };
  });
  const done: string[] = [];
  const counted: number[] = [];
  const passedOver: unknown[] = [];
  const logged: [level: string, fields: object][] = [];
  const log = (level: string) => (fields: object) => void logged.push([level, fields]);
  const { waker, woken } = fakeWaker();
  const deps: CompareDeps = {
    rows: {
      giveBack: async () => undefined,
      overdue: async () => {
        throw new Error('a comparison does not ask for this');
      },
      page: async (after, limit) => {
        const from = after === null ? 0 : Number(after.subjectId) + 1;
        done.push(`page from ${from}`);
        return all.slice(from, from + limit);
      },
      ensureDigest: async (now) => void done.push(`digest at ${now}`),
      noteLost: async (followed, now) => void done.push(`lost ${workflowIdOf(followed)} at ${now}`),
    },
    running: { missing: async (page) => page.filter(({ subjectId }) => isLost(Number(subjectId))) },
    waker,
    metrics: {
      woken: () => undefined,
      stuck: () => undefined,
      lost: (found) => counted.push(found),
      passedOver: () => undefined,
    },
    passOver: (where, id, error) => void passedOver.push([where, id, error]),
    isAboutRow: (error) => error === POISONED,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    now: () => NOW,
  };
  return { deps, done, counted, logged, woken, passedOver };
}

test('who has no workflow is noted and woken; nobody else is', async () => {
  const { deps, done, counted, logged, woken } = scene(150, (n) => n === 3 || n === 120);
  expect(await compareWithTemporal(deps)).toEqual({ lost: 2 });
  expect(done).toEqual([
    `digest at ${NOW}`,
    'page from 0',
    `lost referral-0003 at ${NOW}`,
    'page from 100',
    `lost referral-0120 at ${NOW}`,
  ]);
  expect(woken).toEqual([
    { followed: { kind: 'referral', subjectId: '0003' }, why: 'restarted' },
    { followed: { kind: 'referral', subjectId: '0120' }, why: 'restarted' },
  ]);
  expect(counted).toEqual([2]);
  expect(logged).toEqual([['warn', { lost: 2 }]]);
});

test('in a quiet system it says nothing', async () => {
  const { deps, counted, logged, woken } = scene(5, () => false);
  expect(await compareWithTemporal(deps)).toEqual({ lost: 0 });
  expect([woken, counted, logged]).toEqual([[], [0], []]);
});

test('a full last page is followed by an empty one, and that ends it', async () => {
  const { deps, done } = scene(100, () => false);
  await compareWithTemporal(deps);
  expect(done).toEqual([`digest at ${NOW}`, 'page from 0', 'page from 100']);
});

test('between two pages it can be stopped', async () => {
  const stop = new AbortController();
  const { deps, done } = scene(300, () => false);
  const page: CompareDeps['rows']['page'] = (after, limit) => {
    if (after !== null) stop.abort();
    return deps.rows.page(after, limit);
  };
  await compareWithTemporal({ ...deps, rows: { ...deps.rows, page } }, stop.signal);
  expect(done).toEqual([`digest at ${NOW}`, 'page from 0', 'page from 100']);
});

test('a poisoned row that cannot be noted is passed over; the rows and pages behind it are not', async () => {
  const { deps, counted, woken, passedOver } = scene(150, (n) => n === 3 || n === 4 || n === 120);
  const noteLost: CompareDeps['rows']['noteLost'] = async ({ subjectId }) => {
    if (subjectId === '0003') throw POISONED;
  };
  expect(await compareWithTemporal({ ...deps, rows: { ...deps.rows, noteLost } })).toEqual({ lost: 2 });
  expect(woken.map(({ followed }) => followed.subjectId)).toEqual(['0004', '0120']);
  expect(counted).toEqual([2]);
  expect(passedOver).toEqual([['comparison', 'referral-0003', POISONED]]);
});

test('a poisoned row about which Temporal cannot be asked is passed over; the others of its page are not', async () => {
  const { deps, woken, passedOver } = scene(150, (n) => n === 4 || n === 120);
  const missing: CompareDeps['running']['missing'] = async (page) => {
    if (page.some(({ subjectId }) => subjectId === '0003')) throw POISONED;
    return deps.running.missing(page);
  };
  expect(await compareWithTemporal({ ...deps, running: { missing } })).toEqual({ lost: 2 });
  expect(woken.map(({ followed }) => followed.subjectId)).toEqual(['0004', '0120']);
  expect(passedOver).toEqual([['comparison', 'referral-0003', POISONED]]);
});

test.each(['noted', 'asked'])(
  'with PostgreSQL or Temporal away, nobody can be %s: it throws at once',
  async (what) => {
    const { deps, passedOver } = scene(150, (n) => n === 3);
    const away = () => Promise.reject(new Error('connection refused'));
    const changed =
      what === 'noted' ? { rows: { ...deps.rows, noteLost: away } } : { running: { missing: away } };
    await expect(compareWithTemporal({ ...deps, ...changed })).rejects.toThrow('connection refused');
    expect(passedOver).toEqual([]);
  },
);
