import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTemporalClient, type TemporalHandle } from '../../../src/infra/temporal/client';
import { createReferralWorkflows } from '../../../src/infra/temporal/referral-workflows';
import { createWaitlist } from '../../../src/infra/temporal/waitlist';
import type { Act, ReferralInput } from '../../../src/workflows/referral/messages';
import { loadProgram } from '../../../src/infra/program-file';
import { referralTerms } from '../../../src/workflows/referral/terms';
import { provided } from '../../support/environment';

/* No worker polls this task queue: what is started only waits, which is all that these tests need. */
const taskQueue = `nobody-${randomUUID()}`;
/** The port of tcpmux: nothing listens there. */
const NOBODY = '127.0.0.1:1';
const terms = referralTerms(loadProgram('config/mnsure.json'));

function connect(address: string): TemporalHandle {
  return createTemporalClient({
    address,
    namespace: 'default',
    apiKey: undefined,
    tls: undefined,
    metadata: undefined,
  });
}

const newInput = (): ReferralInput => ({
  referralId: randomUUID(),
  assisterType: 'broker',
  countyFips: '27137',
  countyName: 'St. Louis',
  terms,
});

const decline = (): Act => ({
  kind: 'decline',
  actId: randomUUID(),
  actor: 'coordinator',
  assignmentId: null,
  reason: 'other',
});

describe('with Temporal', () => {
  let temporal: TemporalHandle;
  const started: string[] = [];
  beforeAll(() => {
    temporal = connect(provided('TEST_TEMPORAL_ADDRESS'));
  });
  afterAll(async () => {
    for (const id of started) await temporal.client.workflow.getHandle(id).terminate();
    await temporal.close();
  });

  test('a start shows what the UI lists and finds by; started again, nothing happens', async () => {
    const workflows = createReferralWorkflows(temporal.client, { taskQueue });
    const input = newInput();
    const workflowId = `referral-${input.referralId}`;
    await workflows.start(input);
    started.push(workflowId);
    const first = await temporal.client.workflow.getHandle(workflowId).describe();
    await workflows.start(input);
    const second = await temporal.client.workflow.getHandle(workflowId).describe();
    expect(second.runId).toBe(first.runId);
    expect(first).toMatchObject({ type: 'referral', taskQueue });
    expect(
      Object.fromEntries(first.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value])),
    ).toEqual({ ReferralStatus: 'received', AssisterType: 'broker', County: 'St. Louis' });
    expect(await first.staticSummary()).toBe('broker referral, St. Louis County');
  });

  test('started once it has ended, it does not start over', async () => {
    const workflows = createReferralWorkflows(temporal.client, { taskQueue });
    const input = newInput();
    await workflows.start(input);
    const handle = temporal.client.workflow.getHandle(`referral-${input.referralId}`);
    await handle.terminate();
    await workflows.start(input);
    expect((await handle.describe()).status.name).toBe('TERMINATED');
    await expect(workflows.act(input.referralId, decline())).rejects.toMatchObject({
      code: 'referral-closed',
    });
  });

  test('an act that no worker takes: unavailable, within the deadline', async () => {
    const workflows = createReferralWorkflows(temporal.client, { taskQueue, actWithinMs: 700 });
    const input = newInput();
    await workflows.start(input);
    started.push(`referral-${input.referralId}`);
    const since = Date.now();
    await expect(workflows.act(input.referralId, decline())).rejects.toMatchObject({ code: 'unavailable' });
    expect(Date.now() - since).toBeLessThan(3_000);
  });

  test('an act for a referral without a workflow: closed', async () => {
    const workflows = createReferralWorkflows(temporal.client, { taskQueue });
    await expect(workflows.act(randomUUID(), decline())).rejects.toMatchObject({ code: 'referral-closed' });
  });
});

test('without Temporal a start gives up within its deadline, and so does an act', async () => {
  const temporal = connect(NOBODY);
  const limits = { startWithinMs: 500, actWithinMs: 500 };
  const workflows = createReferralWorkflows(temporal.client, { taskQueue, ...limits });
  for (const call of [() => workflows.start(newInput()), () => workflows.act(randomUUID(), decline())]) {
    const since = Date.now();
    await expect(call()).rejects.toMatchObject({ code: 'unavailable' });
    // Without a limit of its own the client's retries would go on for seconds after the deadline.
    expect(Date.now() - since).toBeLessThan(1_500);
  }
  await expect(temporal.check()).rejects.toThrow();
  await temporal.close();
});

test('closed while requests are still being retried, it leaves no retry behind', async () => {
  const temporal = connect(NOBODY);
  const waitlist = createWaitlist(temporal.client, taskQueue);
  // The waiting list sets no deadline: the client's retries go on for many seconds.
  const nudges = Array.from({ length: 5 }, () => waitlist.nudge().catch((error: unknown) => error));
  await sleep(1_000);
  await temporal.close();
  // A retry on the closed channel would throw in a timer, and jest would fail this test for it.
  await sleep(2_500);
  expect(await Promise.all(nudges)).toEqual(nudges.map((): unknown => expect.any(Error)));
});
