import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { z } from 'zod';
import { localDate } from '../../src/domain/time';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { programFile } from './support/programs';
import { sampleOrganization } from './support/samples';

const line = z.looseObject({ level: z.number(), time: z.number(), name: z.string(), msg: z.string() });
type Line = z.infer<typeof line>;

/** Every line that a process printed. Throws for one that is no line of our log. */
function lines(printed: string): Line[] {
  return printed
    .split('\n')
    .filter((printedLine) => printedLine !== '')
    .map((printedLine) => line.parse(JSON.parse(printedLine)));
}

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(() => site.stop());

type Script = 'api' | 'worker';
const SCRIPTS: readonly Script[] = ['api', 'worker'];

async function runToItsEnd(script: Script, environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [path.resolve(`dist/${script}/main.js`)], {
    env: { ...site.service.environment, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout: lines(stdout), stderr: lines(stderr) };
}

test.each(SCRIPTS)('%s: what is wrong with its settings is one line, with exit code 1', async (script) => {
  const ended = await runToItsEnd(script, { SPOC_EMAIL: '', DATABASE_POOL_SIZE: 'many' });
  expect(ended).toEqual({
    code: 1,
    stdout: [],
    stderr: [
      expect.objectContaining({
        level: 60,
        name: script,
        msg: 'Configuration: DATABASE_POOL_SIZE must be a whole number; SPOC_EMAIL is not set.',
      }),
    ],
  });
});

const tooShort = [
  ['ends too soon', 'through', '2026-12-31', /calendar\.through: the business calendar ends on 2026-12-31/],
  ['has not begun', 'from', '2036-01-01', /calendar\.from: the business calendar begins on 2036-01-01/],
] as const;

test.each(SCRIPTS.flatMap((script) => tooShort.map((row) => [script, ...row] as const)))(
  '%s: a calendar that %s is one line that says what to do, with exit code 1, before any work',
  async (script, _does, field, value, says) => {
    const program = await programFile((policy) => {
      const calendar = { ...policy.calendar, [field]: localDate(value) };
      const { from, through } = calendar;
      const closures = calendar.closures.filter(({ on }) => from <= on && on <= through);
      return { ...policy, version: `too-short-${field}`, calendar: { ...calendar, closures } };
    });
    const { code, stdout, stderr } = await runToItsEnd(script, { PROGRAM_FILE: program.path });
    await program.remove();
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr).toEqual([expect.objectContaining({ level: 60, name: script })]);
    expect(stderr[0]).not.toHaveProperty('err');
    expect(stderr[0]?.msg).toMatch(says);
    expect(stderr[0]?.msg).toContain('Add the closures of the missing years');
    const { rows } = await site.db.query(
      `SELECT version FROM policy_versions WHERE version LIKE 'too-short%'`,
    );
    expect(rows).toEqual([]);
  },
);

test('api: a file of keys that is none is one line, with exit code 1', async () => {
  const { code, stderr } = await runToItsEnd('api', { API_KEYS_FILE: path.resolve('README.md') });
  expect(code).toBe(1);
  expect(stderr).toEqual([expect.objectContaining({ level: 60, name: 'api' })]);
  expect(stderr[0]).not.toHaveProperty('err');
  expect(stderr[0]?.msg).toContain('README.md: cannot be read as JSON');
});

test.each(SCRIPTS)('%s: a policy file that is none', async (script) => {
  const { code, stderr } = await runToItsEnd(script, { PROGRAM_FILE: path.resolve('package.json') });
  expect(code).toBe(1);
  expect(stderr).toEqual([expect.objectContaining({ level: 60, name: script })]);
  expect(stderr[0]?.msg).toContain('package.json: ');
});

test('api: a port that is taken', async () => {
  const taken = await runToItsEnd('api', { PORT: new URL(site.service.url).port });
  expect(taken).toMatchObject({ code: 1, stderr: [{ level: 60, name: 'api' }] });
  expect(taken.stderr[0]?.msg).toContain('is taken; set PORT to another one');
});

test('worker: a Temporal that cannot be reached is waited for, and each line says why; told to stop, it ends', async () => {
  const child = spawn(process.execPath, [path.resolve('dist/worker/main.js')], {
    env: { ...site.service.environment, TEMPORAL_ADDRESS: '127.0.0.1:1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const stderr = text(child.stderr);
  const waiting = await eventually(
    'the second time that it waits',
    () => printed.split('\n').filter((one) => one.includes('waiting for Temporal') && one.endsWith('}')),
    (found) => found.length > 1,
  );
  expect(lines(waiting.join('\n'))[0]).toMatchObject({
    level: 40,
    name: 'worker',
    address: '127.0.0.1:1',
    err: { type: 'TransportError', message: expect.stringMatching(/\S/) },
  });
  child.kill('SIGTERM');
  await ended;
  expect(lines(printed).every(({ name }) => name === 'worker')).toBe(true);
  expect(await stderr).toBe('');
});

test('what nobody caught is one line, with its stack', async () => {
  const script = `
    const { logEverything } = require('./dist/infra/process-log.js');
    logEverything('api', require('./dist/infra/logger.js').createLogger('api', 'info'));
    console.error('a library says', { so: true });
    process.emitWarning('soon gone', 'DeprecationWarning');
    setTimeout(() => Promise.reject(new Error('outer', { cause: new Error('inner') })), 20);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  expect(code).toBe(1);
  expect(lines(stdout)).toMatchObject([
    { level: 50, msg: 'a library says { so: true }' },
    { level: 40, err: { type: 'DeprecationWarning', message: 'soon gone' } },
  ]);
  expect(lines(stderr)).toMatchObject([
    { level: 60, msg: 'outer', err: { message: 'outer', cause: { message: 'inner' } } },
  ]);
});

test('with a table away, then Temporal: every line is JSON, and failed activities say why', async () => {
  const { crm, db, service, temporal } = site;
  await crm.createOrganization(sampleOrganization('Hennepin'));
  await db.query('ALTER TABLE messages RENAME TO messages_away');
  const { id } = await crm.startReferral(site.lead('Hennepin'));
  const failed = await eventually(
    'the failed activity of the referral; the digest fails meanwhile, too',
    () =>
      lines(service.worker.printed).filter(
        ({ msg, workflowId }) => msg === 'Activity failed' && workflowId === `referral-${id}`,
      ),
    (found) => found.length > 0,
  );
  await db.query('ALTER TABLE messages_away RENAME TO messages');
  expect(failed[0]).toMatchObject({
    level: 40,
    error: {
      type: expect.any(String),
      message: expect.stringMatching(/\S/),
      stack: expect.stringContaining(' at '),
    },
  });

  await temporal.stop();
  // The SDK's native part complains that it cannot poll; the API's probe, that Temporal is down.
  await eventually(
    'the API not to be ready',
    async () => (await fetch(`${service.url}/readyz`)).status === 503,
  );
  await eventually(
    'a line of the SDK’s native part',
    () => lines(service.worker.printed).filter(({ sdkComponent }) => sdkComponent === 'core'),
    (found) => found.length > 0,
    90_000,
  );
  await eventually('the API’s line that Temporal is down', () =>
    lines(service.api.printed).some(
      ({ msg, dependency }) => msg === 'a dependency is down' && dependency === 'temporal',
    ),
  );
  await temporal.start();
});

test('no log holds what is personal', () => {
  expect(site.leakedIntoLogs()).toEqual([]);
});
