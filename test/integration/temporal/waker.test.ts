import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../../src/activities/ports';
import { createTemporalClient, type TemporalHandle } from '../../../src/infra/temporal/client';
import { createWaker } from '../../../src/infra/temporal/waker';
import type { Followed } from '../../../src/workflows/follow/plan';
import { provided } from '../../support/environment';
import { eventually } from '../../support/eventually';

/* No worker polls this task queue: who is woken only waits, which is all that these tests need. */
const taskQueue = `nobody-${randomUUID()}`;
/** The port of tcpmux: nothing listens there. */
const NOBODY = '127.0.0.1:1';

function connect(address: string): TemporalHandle {
  return createTemporalClient({
    ...{ address, namespace: 'default', apiKey: undefined, tls: undefined, metadata: undefined },
  });
}

const newReferral = (): Followed => ({ kind: 'referral', subjectId: randomUUID() });

function keepingWarnings(): { log: Log; warned: object[] } {
  const warned: object[] = [];
  const log = {
    info: () => undefined,
    error: () => undefined,
    warn: (fields: object) => void warned.push(fields),
  };
  return { log, warned };
}

describe('with Temporal', () => {
  let temporal: TemporalHandle;
  const woken: string[] = [];
  beforeAll(() => {
    temporal = connect(provided('TEST_TEMPORAL_ADDRESS'));
  });
  afterAll(async () => {
    for (const id of woken) await temporal.client.workflow.getHandle(id).terminate();
    await temporal.close();
  });

  /** The names of the signals that a run has got, and how it began. */
  async function runOf(workflowId: string, runId?: string) {
    const { events } = await temporal.client.workflow.getHandle(workflowId, runId).fetchHistory();
    return (events ?? []).flatMap((event) => {
      const {
        workflowExecutionStartedEventAttributes: started,
        workflowExecutionSignaledEventAttributes: signaled,
      } = event;
      return [...(started ? ['started'] : []), ...(signaled ? [signaled.signalName] : [])];
    });
  }

  test('the first signal starts it, and shows what the UI lists and finds by; the next ones find it', async () => {
    const { log, warned } = keepingWarnings();
    const waker = createWaker(temporal.client, { taskQueue, log });
    const followed = newReferral();
    const workflowId = `referral-${followed.subjectId}`;
    woken.push(workflowId);
    waker.wake(followed, 'received', {
      summary: 'broker referral, St. Louis County',
      attributes: { ReferralStatus: 'received', AssisterType: 'broker', County: 'St. Louis' },
    });
    await waker.drain();
    waker.wake(followed, 'contact');
    await waker.drain();
    expect(await runOf(workflowId)).toEqual(['started', 'received', 'contact']);
    const description = await temporal.client.workflow.getHandle(workflowId).describe();
    expect(description).toMatchObject({ type: 'referral', taskQueue });
    expect(
      Object.fromEntries(
        description.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
      ),
    ).toEqual({ ReferralStatus: 'received', AssisterType: 'broker', County: 'St. Louis' });
    expect(await description.staticSummary()).toBe('broker referral, St. Louis County');
    expect(warned).toEqual([]);
  });

  test('one that has ended begins again', async () => {
    const { log } = keepingWarnings();
    const waker = createWaker(temporal.client, { taskQueue, log });
    const followed = newReferral();
    const workflowId = `referral-${followed.subjectId}`;
    woken.push(workflowId);
    waker.wake(followed, 'received');
    await waker.drain();
    const first = await temporal.client.workflow.getHandle(workflowId).describe();
    await temporal.client.workflow.getHandle(workflowId, first.runId).terminate();
    waker.wake(followed, 'reopen');
    await waker.drain();
    const second = await temporal.client.workflow.getHandle(workflowId).describe();
    expect(second.runId).not.toBe(first.runId);
    expect(await runOf(workflowId, second.runId)).toEqual(['started', 'reopen']);
  });

  test('the kinds that have no id of their own: the waiting list and the digest are one each', async () => {
    const { log, warned } = keepingWarnings();
    const waker = createWaker(temporal.client, { taskQueue, log });
    woken.push('waitlist', 'digest');
    waker.nudgeWaitlist();
    waker.wake({ kind: 'digest', subjectId: '' }, 'swept');
    await waker.drain();
    expect([await runOf('waitlist'), await runOf('digest')]).toEqual([
      ['started', 'nudge'],
      ['started', 'swept'],
    ]);
    expect(warned).toEqual([]);
  });

  test('more than go out at once all arrive', async () => {
    const { log, warned } = keepingWarnings();
    const waker = createWaker(temporal.client, { taskQueue, log });
    const ids = Array.from({ length: 80 }, () => {
      const followed = newReferral();
      waker.wake(followed, 'received');
      return `referral-${followed.subjectId}`;
    });
    for (const id of ids) {
      const describe = () => temporal.client.workflow.getHandle(id).describe();
      await eventually(`${id} to be there`, () => describe().catch(() => null));
      woken.push(id);
    }
    expect(warned).toEqual([]);
  });
});

test('without Temporal nobody waits, nothing is thrown, and the log says who was not told', async () => {
  const temporal = connect(NOBODY);
  const { log, warned } = keepingWarnings();
  const waker = createWaker(temporal.client, { taskQueue, log });
  const since = performance.now();
  const followed = newReferral();
  waker.wake(followed, 'received');
  waker.nudgeWaitlist();
  await waker.room();
  expect(performance.now() - since).toBeLessThan(1_000);
  await expect(temporal.check()).rejects.toThrow();
  // A signal is given up after five seconds; draining waits no longer than that either.
  await waker.drain();
  expect(performance.now() - since).toBeLessThan(10_000);
  await temporal.close();
  expect(warned.map((fields) => 'workflowId' in fields && fields.workflowId).sort()).toEqual([
    `referral-${followed.subjectId}`,
    'waitlist',
  ]);
});

test('a crowd of signals keeps who brings more for a moment, not for long', async () => {
  const temporal = connect(NOBODY);
  const { log } = keepingWarnings();
  const waker = createWaker(temporal.client, { taskQueue, log });
  for (let n = 0; n < 150; n += 1) waker.wake(newReferral(), 'received');
  const since = performance.now();
  await waker.room();
  const waited = performance.now() - since;
  expect(waited).toBeGreaterThan(1_000);
  expect(waited).toBeLessThan(4_000);
  await temporal.close();
});

test('closed while signals are still being retried, it leaves no retry behind', async () => {
  const temporal = connect(NOBODY);
  const { log } = keepingWarnings();
  const waker = createWaker(temporal.client, { taskQueue, log });
  for (let n = 0; n < 5; n += 1) waker.wake(newReferral(), 'received');
  await sleep(1_000);
  await temporal.close();
  // A retry on the closed channel would throw in a timer, and jest would fail this test for it.
  await sleep(2_500);
});
