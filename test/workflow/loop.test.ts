import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { DONE, gate, mailing, plan } from './support/script';
import { count, ScriptedLoop } from './support/scripted-loop';

/** What the loop of src/workflows/follow owes to those who follow by it, whatever they follow: to read and to work. */

let loop: ScriptedLoop;
beforeAll(async () => {
  loop = await ScriptedLoop.start();
});
afterAll(() => loop.stop());

describe('reading', () => {
  test('begins with a read, rests on a plan that waits for nothing, and reads again for each signal', async () => {
    const followed = loop.subject({ advance: (_command, n) => (n < 3 ? plan({ version: n }) : DONE) });
    await followed.wake();
    await followed.read(1);
    await followed.wake();
    await followed.read(2);
    await followed.wake();
    expect(await followed.handle.result()).toEqual({ status: 'done' });
    const at = await loop.temporal.now();
    const { subjectId } = followed;
    expect(followed.advances.map(({ seen }) => seen)).toEqual([0, 1, 2]);
    for (const command of followed.advances) {
      expect(command).toMatchObject({ kind: 'referral', subjectId });
      expect(Math.abs(Date.parse(command.at) - Date.parse(at))).toBeLessThan(60_000);
    }
  });

  test('a signal that comes while a plan is read makes it be read again, whatever that plan says', async () => {
    const first = gate();
    const followed = loop.subject({
      async advance(_command, n) {
        if (n === 1) await first.opened;
        return plan({ version: n, rest: { status: `read ${n}` } });
      },
    });
    await followed.wake();
    await followed.read(1);
    await followed.wake('meanwhile');
    first.open();
    // Not with what the first read said: that may have been read before the change.
    const result = await followed.handle.result();
    expect(followed.advances.length).toBeGreaterThan(1);
    expect(result).toEqual({ status: `read ${followed.advances.length}` });
    expect(count(await followed.history(), 'workflowExecutionSignaled')).toBe(2);
  });

  test('a database that is away makes it wait, and fails nothing', async () => {
    const followed = loop.subject({
      advance(_command, n) {
        if (n < 4) throw new Error('the database is away');
        return DONE;
      },
    });
    await followed.wake();
    expect(await followed.handle.result()).toEqual({ status: 'done' });
    expect(followed.advances).toHaveLength(4);
    // The same read again: it is dated when it was first tried.
    expect(new Set(followed.advances.map(({ at }) => at)).size).toBe(1);
  });
});

describe('jobs', () => {
  test('a job’s own plan is taken without another read, when nothing else was planned since', async () => {
    const followed = loop.subject({
      advance: () => plan({ version: 3, jobs: [mailing('lead')] }),
      job: ({ jobId }) => (jobId === 'lead' ? plan({ version: 4, jobs: [mailing('reminder')] }) : DONE),
    });
    await followed.wake();
    expect(await followed.handle.result()).toEqual({ status: 'done' });
    expect(followed.advances).toHaveLength(1);
    expect(followed.jobs.map(({ jobId, seen }) => [jobId, seen])).toEqual([
      ['lead', 3],
      ['reminder', 4],
    ]);
  });

  test('a job that runs is not begun twice, and its plan is not taken when something was planned since', async () => {
    const answered = gate();
    const followed = loop.subject({
      advance: (_command, n) =>
        n < 3
          ? plan({ version: n, jobs: [mailing('lead')] })
          : plan({ version: n, rest: { status: 'read' } }),
      async job() {
        await answered.opened;
        return plan({ version: 1, rest: { status: 'stale' } });
      },
    });
    await followed.wake();
    await eventually('the mail', () => followed.jobs.length === 1);
    await followed.wake('meanwhile');
    await followed.read(2);
    answered.open();
    expect(await followed.handle.result()).toEqual({ status: 'read' });
    expect(followed.advances).toHaveLength(3);
    expect(followed.jobs).toHaveLength(1);
    expect(count(await followed.history(), 'activityTaskScheduled')).toBe(1);
  });

  test('a job that has ended is begun again when a later plan names it', async () => {
    const followed = loop.subject({
      advance: () => plan({ jobs: [mailing('lead')] }),
      job: async (_command, n) =>
        n === 1 ? plan({ until: { at: await loop.inHours(1), purpose: 'Try again' } }) : DONE,
    });
    await followed.wake();
    await eventually('the first try', () => followed.jobs.length === 1);
    await followed.wake('not in vain');
    expect(await followed.handle.result()).toEqual({ status: 'done' });
    expect(followed.jobs).toHaveLength(2);
  });

  test('several at once, long work among them; the run does not end while one is under way', async () => {
    const answered = gate();
    const working = { does: 'work', id: 'reports', summary: 'Make the reports' } as const;
    const followed = loop.subject({
      advance: (_command, n) =>
        n === 1
          ? plan({ jobs: [mailing('one'), mailing('two'), working] })
          : plan({ rest: { status: 'read' } }),
      async job({ jobId }) {
        if (jobId === 'reports') await answered.opened;
        return plan({ rest: { status: jobId } });
      },
    });
    await followed.wake();
    await eventually('three jobs', () => followed.jobs.length === 3);
    // The mails have ended, each with a plan that is at rest.
    await eventually(
      'both mails',
      async () => count(await followed.history(), 'activityTaskCompleted') === 2,
    );
    await delay(300);
    expect((await followed.handle.describe()).status.name).toBe('RUNNING');
    answered.open();
    await followed.handle.result();
    expect(followed.jobs).toHaveLength(3);
  });

  test('an attempt that breaks off is repeated with the same command', async () => {
    const followed = loop.subject({
      advance: () => plan({ jobs: [mailing('lead')] }),
      job(_command, n) {
        if (n === 1) throw new Error('the worker was cut off from PostgreSQL');
        return DONE;
      },
    });
    await followed.wake();
    await eventually('the first attempt', () => followed.jobs.length === 1);
    await loop.temporal.env.sleep('2s');
    expect(await followed.handle.result()).toEqual({ status: 'done' });
    expect(followed.jobs).toHaveLength(2);
    expect(followed.jobs[1]).toEqual(followed.jobs[0]);
    expect(followed.advances).toHaveLength(1);
  });
});
