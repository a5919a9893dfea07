import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { childPids } from '../../support/child-memory';
import { parts, reportFile, reportSheets, zipOf, type Cell } from '../support/workbook-parts';
import { createWorkbookReader, READER } from '../support/workbook-reader';

const GOOD = reportFile([['k1']]);
const READ = { outcome: 'read', workbook: { rows: [{ key: 'k1' }] } };
const UNAVAILABLE = { name: 'DomainError', code: 'unavailable' };

/** Nothing is wrong with it, but it takes a second. */
const LARGE = reportFile(
  Array.from({ length: 19_000 }, (_, at): Cell[] => [
    `k${at}`,
    `Sample Person ${at}`,
    46_000,
    `AL-${at}`,
    'Y',
    46_002,
    'Enrolled in QHP',
    `Comment ${at}`,
  ]),
);

/** What the tests' own runner has started is none of ours. */
const others = new Set(childPids());
const children = () => childPids().filter((pid) => !others.has(pid));

async function startedChild(): Promise<number> {
  for (;;) {
    const [pid] = children();
    if (pid !== undefined) return pid;
    await sleep(1);
  }
}

/** The new program, no longer the copy of ours that it is for a moment. */
async function environmentOf(pid: number): Promise<string> {
  while (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('main.js')) await sleep(1);
  return readFileSync(`/proc/${pid}/environ`, 'latin1');
}

afterEach(() => {
  // Every child is gone when its answer is there.
  expect(children()).toEqual([]);
});

test('a file that takes too long is given up, and the next one is read', async () => {
  const hasty = createWorkbookReader({ deadlineMs: 150 });
  expect(await hasty.read(LARGE)).toEqual({ outcome: 'refused', problem: 'takes-too-long' });
  expect(await createWorkbookReader().read(GOOD)).toMatchObject(READ);
});

test('a child that gets no more memory ends alone: the file holds too much', async () => {
  const small = createWorkbookReader({ heapMiB: 12 });
  const made = parts(reportSheets([['k1']]));
  made.set('xl/sharedStrings.xml', `<sst>${'<si><t>A text of some length</t></si>'.repeat(400_000)}</sst>`);
  expect(await small.read(zipOf(made))).toEqual({ outcome: 'refused', problem: 'inflates-too-much' });
  expect(await createWorkbookReader().read(GOOD)).toMatchObject(READ);
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a child killed from outside by %s is not the fault of the file',
  async (signal) => {
    const reader = createWorkbookReader();
    const reading = reader.read(LARGE);
    const ended = expect(reading).rejects.toMatchObject(UNAVAILABLE);
    process.kill(await startedChild(), signal);
    await ended;
    expect(await reader.read(GOOD)).toMatchObject(READ);
  },
);

test('a child that cannot be started is not the fault of the file, and does not end the service', async () => {
  const reader = createWorkbookReader();
  const { execPath } = process;
  process.execPath = '/nowhere/node';
  try {
    await expect(reader.read(GOOD)).rejects.toMatchObject(UNAVAILABLE);
  } finally {
    process.execPath = execPath;
  }
  expect(await reader.read(GOOD)).toMatchObject(READ);
});

test('without file handles, too', async () => {
  const script = `
    const { openSync } = require('node:fs');
    const { createWorkbookReader } = require(${JSON.stringify(READER)});
    const reader = createWorkbookReader();
    const file = Buffer.from('${GOOD.toString('base64')}', 'base64');
    const held = [];
    try { for (;;) held.push(openSync('/dev/null')); } catch {}
    reader.read(file).then(
      ({ outcome }) => console.log(outcome),
      ({ code }) => console.log(code),
    );`;
  const program = spawn('sh', ['-c', 'ulimit -n 64; exec "$0" -e "$1"', process.execPath, script]);
  const [printed] = await Promise.all([text(program.stdout), once(program, 'close')]);
  expect(printed).toBe('unavailable\n');
});

test('a child knows none of the secrets of the service', async () => {
  expect(Object.keys(process.env).length).toBeGreaterThan(0);
  const reading = createWorkbookReader().read(LARGE);
  expect(await environmentOf(await startedChild())).toBe('');
  expect(await reading).toMatchObject({ outcome: 'read' });
});

test('no more children at a time than allowed; the others wait, and those beyond are told to come again', async () => {
  const reader = createWorkbookReader({ atOnce: 2, mayWait: 3 });
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, children().length)), 2);
  const readings = Array.from({ length: 7 }, () => reader.read(GOOD));
  const settled = await Promise.allSettled(readings);
  clearInterval(timer);
  expect(settled.map(({ status }) => status)).toEqual([
    ...Array<string>(5).fill('fulfilled'),
    ...Array<string>(2).fill('rejected'),
  ]);
  expect(settled[6]).toMatchObject({ reason: UNAVAILABLE });
  expect(most).toBe(2);
  // Every place is free again.
  expect(await Promise.all(Array.from({ length: 5 }, () => reader.read(GOOD)))).toHaveLength(5);
});

test('what needs no child does not wait for one', async () => {
  const reader = createWorkbookReader({ atOnce: 1, mayWait: 0 });
  const reading = reader.read(LARGE);
  expect(await reader.read(Buffer.from('a,b\n'))).toEqual({ outcome: 'refused', problem: 'comma-separated' });
  await expect(reader.read(GOOD)).rejects.toMatchObject(UNAVAILABLE);
  expect(await reading).toMatchObject({ outcome: 'read' });
});
