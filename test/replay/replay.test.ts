import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';

/**
 * Recorded histories, replayed on the code as it is now: a referral lives for weeks, and the worker that continues it is
 * not the one that began it. See README.md for how they were made.
 */

const FOLDER = join(__dirname, 'histories');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

// The negative control makes the worker warn of what it is meant to do.
Runtime.install({
  logger: new DefaultLogger('ERROR', () => undefined),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
});

function bundle(path: string): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({ workflowsPath: resolve(__dirname, path), logger: new DefaultLogger('ERROR') });
}

function histories() {
  return files.map((file) => ({
    workflowId: file,
    history: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as unknown,
  }));
}

/** The error of each replay, by file; undefined when it went through. */
async function replay(workflowBundle: WorkflowBundleWithSourceMap): Promise<Record<string, unknown>> {
  const errors: Record<string, unknown> = {};
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories())) {
    errors[workflowId] = error;
  }
  return errors;
}

test('every road is recorded', () => {
  const roads = files.map((file) => /^\d+\.\d+\.\d+-(.+)\.json$/.exec(file)?.[1] ?? file);
  const expected = [
    ...['referral-happy-path', 'referral-declined-twice', 'referral-deferred', 'referral-breached'],
    ...[
      'referral-waiting',
      'referral-reopened',
      'referral-withdrawn',
      'referral-long',
      'referral-long-before',
    ],
    ...['request-answered', 'request-on-its-days', 'report', 'season', 'reroute', 'digest', 'waitlist'],
  ];
  expect(expected.filter((road) => !roads.includes(road))).toEqual([]);
});

test('all recorded histories replay on the current code', async () => {
  const errors = await replay(await bundle('../../src/workflows'));
  expect(errors).toEqual(Object.fromEntries(files.map((file) => [file, undefined])));
});

test('negative control: workflows that issue another command fail on every history', async () => {
  const errors = await replay(await bundle('changed'));
  expect(files.filter((file) => !(errors[file] instanceof DeterminismViolationError))).toEqual([]);
});
