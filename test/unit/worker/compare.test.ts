import { instant } from '../../../src/domain/time';
import { compareWithTemporal, type CompareDeps } from '../../../src/worker/compare';
import type { Followed } from '../../../src/workflows/follow/plan';
import { workflowIdOf } from '../../../src/workflows/ids';
import { fakeWaker } from '../support/fake-waker';

const NOW = instant('2026-11-24T16:00:00Z');

/** So many referrals should have a workflow; Temporal has lost those that `isLost` says. */
function scene(count: number, isLost: (n: number) => boolean) {
  const all = Array.from({ length: count }, (_, n): Followed => {
    return { kind: 'referral', subjectId: String(n).padStart(4, '0') };
  });
  const done: string[] = [];
  const counted: number[] = [];
  const logged: [level: string, fields: object][] = [];
  const log = (level: string) => (fields: object) => void logged.push([level, fields]);
  const { waker, woken } = fakeWaker();
  const deps: CompareDeps = {
    rows: {
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
    metrics: { woken: () => undefined, lost: (found) => counted.push(found) },
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    now: () => NOW,
  };
  return { deps, done, counted, logged, woken };
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
