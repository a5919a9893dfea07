import { execFile } from 'node:child_process';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '../support/processes.mjs';
import { eventually } from '../support/eventually';
import { NpmStart, PORT_VARIABLES } from './support/npm-start';

const PARTS = ['inbox', 'worker', 'api', 'temporal', 'postgres'];

let service: NpmStart;
beforeAll(async () => {
  service = await NpmStart.create();
  await service.process.start();
});
afterAll(async () => {
  await service.remove();
});

test.each(PARTS)('the process of %s is killed: it is started again, and a lead is mailed', async (name) => {
  const killed = service.part(name);
  process.kill(killed.pid, 'SIGKILL');
  await service.deliverLead();

  const again = await eventually(
    `${name} to be recorded again`,
    () => service.recorded()?.[name],
    (identity) => identity !== undefined && identity.pid !== killed.pid,
  );
  expect(again !== undefined && isAlive(again)).toBe(true);
  expect(isAlive(killed)).toBe(false);
  expect(service.process.printed).toContain(`${name.padEnd(8)} | ended unexpectedly (SIGKILL)`);
});

test('npm start itself is killed: the next one ends what it left behind, and a lead is mailed', async () => {
  const left = PARTS.map((name) => service.part(name));
  await service.process.end('SIGKILL');
  // They have nobody to end them: a part that has nothing to print never even notices.
  expect(isAlive(service.part('postgres'))).toBe(true);

  await service.process.start();
  expect(left.filter(isAlive)).toEqual([]);
  expect(PARTS.filter((name) => !isAlive(service.part(name)))).toEqual([]);
  await service.deliverLead();
});

test('told to stop by Ctrl-C, no process is left, nor a record of one', async () => {
  const running = PARTS.map((name) => service.part(name));
  expect(running.filter(isAlive)).toHaveLength(PARTS.length);
  expect(await service.process.end('SIGINT')).toBe(0);
  expect(running.filter(isAlive)).toEqual([]);
  expect(service.recorded()).toBeNull();
});

test('each port that is taken is named with the variable that moves it, the exit code is 1, and nothing runs', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'assister-leads-taken-'));
  const takers = await Promise.all(PORT_VARIABLES.map(takePort));
  const [api, temporal, ui, smtp, inbox, postgres] = takers.map(portOf);
  const ports = PORT_VARIABLES.map((variable, n) => [variable, String(takers.map(portOf)[n])] as const);

  const { code, stderr } = await runStart({ DATA_DIR: folder, ...Object.fromEntries(ports) });
  takers.forEach((taker) => taker.close());

  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([
    `Port ${api}, which the API needs, is taken; choose another with PORT=<port>.`,
    `Port ${temporal}, which Temporal needs, is taken; choose another with TEMPORAL_PORT=<port>.`,
    `Port ${ui}, which the Temporal UI needs, is taken; choose another with TEMPORAL_UI_PORT=<port>.`,
    `Port ${smtp}, which the mail inbox (SMTP) needs, is taken; choose another with SMTP_PORT=<port>.`,
    `Port ${inbox}, which the mail inbox's page needs, is taken; choose another with INBOX_PORT=<port>.`,
    `Port ${postgres}, which PostgreSQL needs, is taken; choose another with POSTGRES_PORT=<port>.`,
  ]);
  expect(await readdir(folder)).toEqual(['run']);
  await rm(folder, { recursive: true });
});

function takePort(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function runStart(env: NodeJS.ProcessEnv): Promise<{ code: number | null; stderr: string }> {
  const script = path.resolve(__dirname, '../../scripts/start.mjs');
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [script],
      { env: { ...process.env, ...env } },
      (_error, _stdout, stderr) => resolve({ code: child.exitCode, stderr }),
    );
  });
}
