import { CancelledFailure, type WorkflowHandle } from '@temporalio/client';
import { plusMillis, type Instant } from '../../src/domain/time';
import { eventually } from '../support/eventually';
import { DONE, gate, mailing, plan } from './support/script';
import { count, ScriptedLoop } from './support/scripted-loop';

/** What the loop of src/workflows/follow owes over time: timers, its ends and its restarts. */

let loop: ScriptedLoop;
beforeAll(async () => {
  loop = await ScriptedLoop.start();
});
afterAll(() => loop.stop());

describe('the timer', () => {
  test('looks again when the plan says so; an earlier one stays when a plan asks for a later time', async () => {
    const early = await loop.inHours(2);
    const late = await loop.inHours(5);
    const wakeUps = [early, late, late];
    const followed = loop.subject({
      advance(_command, n) {
        const at = wakeUps[n - 1];
        return at === undefined ? DONE : plan({ until: { at, purpose: `Look ${n}` } });
      },
    });
    await followed.wake();
    await followed.read(1);
    await followed.wake();
    await followed.read(2);
    expect(count(await followed.history(), 'timerStarted')).toBe(1);
    await loop.temporal.goTo(plusMillis(early, 60_000));
    await followed.read(3);
    expectSoonAfter(followed.advances[2]?.at, early);
    await loop.temporal.goTo(plusMillis(late, 60_000));
    expect(await followed.handle.result()).toEqual({ status: 'done' });
    expectSoonAfter(followed.advances[3]?.at, late);
    const history = await followed.history();
    expect(count(history, 'timerStarted')).toBe(2);
    expect(count(history, 'timerCanceled')).toBe(0);
  });

  test('a later one is replaced by an earlier', async () => {
    const late = await loop.inHours(5);
    const early = await loop.inHours(2);
    const followed = loop.subject({
      advance: (_command, n) =>
        n < 3 ? plan({ until: { at: n === 1 ? late : early, purpose: `Look ${n}` } }) : DONE,
    });
    await followed.wake();
    await followed.read(1);
    await followed.wake();
    await followed.read(2);
    await loop.temporal.goTo(plusMillis(early, 60_000));
    expect(await followed.handle.result()).toEqual({ status: 'done' });
    expectSoonAfter(followed.advances[2]?.at, early);
    const history = await followed.history();
    expect(count(history, 'timerStarted')).toBe(2);
    expect(count(history, 'timerCanceled')).toBe(1);
  });

  test('a time that is over is looked at a second later, and does not make it turn on the spot', async () => {
    const past = await loop.inHours(-1);
    const followed = loop.subject({
      advance: (_command, n) => (n < 4 ? plan({ until: { at: past, purpose: 'Overdue' } }) : DONE),
    });
    await followed.wake();
    await followed.read(1);
    await loop.temporal.env.sleep('10s');
    expect(await followed.handle.result()).toEqual({ status: 'done' });
    const times = followed.advances.map(({ at }) => Date.parse(at));
    const between = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...between)).toBeGreaterThanOrEqual(1_000);
  });
});

describe('the end', () => {
  test('a change that comes before the plan that ends it is read by the same run', async () => {
    let truth = 1;
    const followed = loop.subject({
      async advance(_command, n) {
        const read = truth;
        if (n === 1) {
          truth = 2;
          await followed.wake('before its end');
        }
        return plan({ rest: { version: read } });
      },
    });
    await followed.wake();
    await followed.read(1);
    const { runId } = await followed.handle.describe();
    expect(await followed.handle.result()).toEqual({ version: 2 });
    expect((await followed.handle.describe()).runId).toBe(runId);
  });

  test('a change that comes after the end is read by a new run', async () => {
    const followed = loop.subject({ advance: (_command, n) => plan({ rest: { status: `read ${n}` } }) });
    await followed.wake();
    expect(await followed.handle.result()).toEqual({ status: 'read 1' });
    const { runId } = await followed.handle.describe();
    await followed.wake('reopened');
    expect(await followed.handle.result()).toEqual({ status: 'read 2' });
    expect((await followed.handle.describe()).runId).not.toBe(runId);
    // It begins with nothing: whatever it has to know is in PostgreSQL.
    expect(followed.advances.map(({ seen }) => seen)).toEqual([0, 0]);
  });
});

test('a long history: it goes on as a new run once no job is under way, and hands on what it has seen', async () => {
  const answered = gate();
  const followed = loop.subject({
    advance: (_command, n) => plan({ version: n, jobs: n === 1 ? [mailing('slow')] : [] }),
    async job() {
      await answered.opened;
      return plan({ version: 1 });
    },
  });
  await followed.wake();
  await eventually('the mail', () => followed.jobs.length === 1);
  const { runId } = await followed.handle.describe();
  while ((await followed.handle.describe()).historyLength < 1_050) {
    const { length } = followed.advances;
    await followed.wake();
    await followed.read(length + 1);
  }
  expect((await followed.handle.describe()).runId).toBe(runId);
  answered.open();
  await eventually('a new run', async () => (await followed.handle.describe()).runId !== runId);
  const before = followed.advances.length;
  await followed.wake();
  await followed.read(before + 1);
  const described = await followed.handle.describe();
  expect(described.status.name).toBe('RUNNING');
  expect(described.historyLength).toBeLessThan(50);
  // Each read is told the version of the one before it, over the change of run too.
  expect(followed.advances.map(({ seen }) => seen)).toEqual(followed.advances.map((_, index) => index));
});

test('a worker that is restarted goes on: nothing is done twice, and what came meanwhile is read', async () => {
  // Keeps no workflow in memory: each step is a replay, and another worker can take the next one at once.
  await loop.temporal.runWorker(loop.scripts.activities, { maxCachedWorkflows: 0 });
  const until = { at: await loop.inHours(3), purpose: 'Look again' };
  const followed = loop.subject({
    advance: (_command, n) => (n < 3 ? plan({ version: n, jobs: [mailing('lead')], until }) : DONE),
    job: (_command, n) => plan({ version: 10 + n, until }),
  });
  await followed.wake();
  await eventually('the mail', () => followed.jobs.length === 1);
  await eventually('its record', async () => count(await followed.history(), 'timerStarted') === 1);
  await loop.temporal.endWorker();
  await followed.wake('while nobody works');
  await loop.temporal.runWorker(loop.scripts.activities, { maxCachedWorkflows: 0 });
  await followed.read(2);
  await eventually('the mail again, as it was asked for', () => followed.jobs.length === 2);
  const finished = async () => count(await followed.history(), 'activityTaskCompleted');
  await eventually('its record', async () => (await finished()) === 2);
  // By a signal, not by its timer: this server's clock can stand still for ever once a worker has ended.
  await followed.wake('once more');
  expect(await followed.handle.result()).toEqual({ status: 'done' });
  expect(followed.advances.map(({ seen }) => seen)).toEqual([0, 11, 12]);
  expect(followed.jobs).toHaveLength(2);
  expect(count(await followed.history(), 'timerStarted')).toBe(1);
});

test('the waiting list looks once more when it is nudged while it looks', async () => {
  const looking = gate();
  let looks = 0;
  loop.scripts.writeWaitlist(async () => {
    looks += 1;
    if (looks > 1) return { placed: 1 };
    await looking.opened;
    return { placed: 2 };
  });
  const nudge = async (): Promise<void> => {
    loop.temporal.waker.nudgeWaitlist();
    await loop.temporal.waker.drain();
  };
  await nudge();
  await eventually('the first look', () => looks === 1);
  await nudge();
  looking.open();
  expect(await loop.temporal.client.workflow.getHandle('waitlist').result()).toEqual({ placed: 3 });
  expect(looks).toBe(2);
});

/** The last one: a mail that outlives its workflow stops the clock of this server. */
test('a cancelled workflow ends, at rest and while a mail is on its way; the next signal begins it anew', async () => {
  const answered = gate();
  const followed = loop.subject({
    advance: (_command, n) => plan({ jobs: n < 3 ? [] : [mailing('lead')] }),
    async job() {
      await answered.opened;
      return DONE;
    },
  });
  await followed.wake();
  await followed.read(1);
  await followed.handle.cancel();
  await expectCancelled(followed.handle);
  await followed.wake();
  await followed.read(2);
  await followed.wake();
  await eventually('the mail', () => followed.jobs.length === 1);
  await followed.handle.cancel();
  await expectCancelled(followed.handle);
  answered.open();
});

async function expectCancelled(handle: WorkflowHandle): Promise<void> {
  await expect(handle.result()).rejects.toMatchObject({ cause: expect.any(CancelledFailure) as unknown });
  expect((await handle.describe()).status.name).toBe('CANCELLED');
}

/** The server's clock goes on by itself, too. */
function expectSoonAfter(at: Instant | undefined, due: Instant): void {
  const lateMs = Date.parse(at ?? '') - Date.parse(due);
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThan(30_000);
}
