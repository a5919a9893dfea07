import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { referralWorkflowId } from '../../src/workflows/ids';
import { plan } from '../workflow/support/script';
import { startScriptedWorker, type ScriptedWorker } from './support/scripted-worker';

/**
 * A change in the moment in which its workflow's run ends: the promise that nothing is lost there is the real server's,
 * which refuses the end of a run that has an unread signal.
 */

const ROUNDS = 200;

let temporal: ScriptedWorker['temporal'];
let waker: ScriptedWorker['waker'];
let scripts: ScriptedWorker['scripts'];
let stop: ScriptedWorker['stop'];
beforeAll(async () => {
  ({ temporal, waker, scripts, stop } = await startScriptedWorker());
});
afterAll(() => stop());

test(`a change in the moment of the end is read, ${ROUNDS} times out of ${ROUNDS}; often the server refused the end`, async () => {
  let refused = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const subjectId = randomUUID();
    const wake = async (why: string): Promise<void> => {
      waker.wake({ kind: 'referral', subjectId }, why);
      await waker.drain();
    };
    let truth = 1;
    let changed: Promise<void> = Promise.resolve();
    scripts.write(subjectId, {
      advance(_command, n) {
        const read = truth;
        // After the read, and about when its plan reaches the workflow and the server.
        if (n === 1) {
          changed = delay(round % 10).then(() => {
            truth = 2;
            return wake('at the end');
          });
        }
        return plan({ version: read, rest: { version: read } });
      },
    });
    await wake('begin');
    const handle = temporal.client.workflow.getHandle(referralWorkflowId(subjectId));
    await handle.result();
    await changed;
    // The latest run is the one that was signalled, or that was begun by it.
    expect(await handle.result()).toEqual({ version: 2 });
    const { events } = await handle.fetchHistory();
    if ((events ?? []).some(({ workflowTaskFailedEventAttributes: failed }) => failed)) refused += 1;
  }
  // Otherwise the moment was never met.
  expect(refused).toBeGreaterThan(0);
});
