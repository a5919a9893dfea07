import { randomUUID } from 'node:crypto';
import { referralWorkflowId } from '../../src/workflows/ids';
import { plan } from '../workflow/support/script';
import { startScriptedWorker, type ScriptedWorker } from './support/scripted-worker';

/**
 * A worker makes room in its cache by giving up the runs that were used longest ago, also in the middle of a workflow
 * task, and cancels what they wait for. None of them may end by that: nobody cancelled the workflow.
 */

const KEPT = 50;

let temporal: ScriptedWorker['temporal'];
let waker: ScriptedWorker['waker'];
let scripts: ScriptedWorker['scripts'];
let stop: ScriptedWorker['stop'];
beforeAll(async () => {
  ({ temporal, waker, scripts, stop } = await startScriptedWorker({ maxCachedWorkflows: KEPT }));
});
afterAll(() => stop());

test('a run that is given up while PostgreSQL is busy for it is done again, and comes to rest', async () => {
  const busy = Array.from({ length: 3 }, () => randomUUID());
  for (const subjectId of busy) {
    scripts.write(subjectId, {
      advance(_command, n) {
        if (n <= 4) throw new Error('PostgreSQL is busy');
        return plan({ rest: { looked: subjectId } });
      },
    });
    waker.wake({ kind: 'referral', subjectId }, 'begin');
  }
  await waker.drain();
  // While those wait for their next attempt, these come to have their places.
  for (let n = 0; n < 4 * KEPT; n += 1) {
    const subjectId = randomUUID();
    scripts.write(subjectId, { advance: () => plan() });
    waker.wake({ kind: 'referral', subjectId }, 'begin');
  }
  const handles = busy.map((id) => temporal.client.workflow.getHandle(referralWorkflowId(id)));
  expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual(
    busy.map((looked) => ({ looked })),
  );
  const histories = await Promise.all(handles.map((handle) => handle.fetchHistory()));
  const failures = histories.flatMap(({ events }) =>
    (events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failed }) => failed?.failure?.message ?? []),
  );
  // Otherwise the moment was never met.
  expect(new Set(failures)).toEqual(new Set(['the worker gave this run up; it is done again']));
});
