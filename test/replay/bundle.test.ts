import { resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/**
 * What a worker runs inside every workflow's sandbox. The bundler rejects fs and crypto, but would let process.env and
 * whole libraries through: a workflow that depends on them is slow to load, or different on replay.
 */

/** Measured: 551,000 characters, nearly all of them the SDK's. */
const LARGEST = 580_000;

const FORBIDDEN = ['zod', 'exceljs', '@prisma/client', 'nodemailer', 'temporal-polyfill', 'process.env'];

const SDK = ['@temporalio/common', '@temporalio/workflow', 'nexus-rpc', 'ms', 'long'];

let code: string;
let modules: string[];
beforeAll(async () => {
  const bundle = await bundleWorkflowCode({
    workflowsPath: resolve(__dirname, '../../src/workflows'),
    logger: new DefaultLogger('WARN'),
  });
  // The source map that follows holds comments and is never run.
  code = bundle.code.slice(0, bundle.code.indexOf('//# sourceMappingURL'));
  modules = [...code.matchAll(/^\/\*\*\*\/ "([^"]+)"/gm)].map(([, path]) => path ?? '');
});

test('the bundle stays small', () => {
  expect(code.length).toBeLessThan(LARGEST);
});

test.each(FORBIDDEN)('the bundle knows nothing of %s', (name) => {
  expect(code).not.toContain(name);
});

test('the bundle holds the workflows, the time, and of packages only what the SDK brings along', () => {
  const packages = modules.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  expect([...new Set(packages)].sort()).toEqual([...SDK].sort());
  const own = modules.filter((path) => path.startsWith('./') && !path.includes('node_modules'));
  expect(own.filter((path) => path.startsWith('./src/workflows/')).length).toBeGreaterThan(8);
  // Workflows decide nothing: whatever knows a rule of the program stays outside.
  expect(own.filter((path) => !path.startsWith('./src/workflows/'))).toEqual(['./src/domain/time.ts']);
});
