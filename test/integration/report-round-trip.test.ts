import { resolve } from 'node:path';
import { Workbook } from 'exceljs';
import { createApp } from '../../src/api/app';
import { plusDays } from '../../src/domain/local-time';
import { instant, localDateIn, type LocalDate } from '../../src/domain/time';
import { createReportReader } from '../../src/infra/prisma/report/reader';
import { createReportReturns } from '../../src/infra/prisma/report/returned/returns';
import { letterOf, type SheetColumn } from '../../src/infra/workbook/layout';
import { createWorkbookReader } from '../../src/infra/workbook/reader/workbook-reader';
import { fillWorkbook, testWithLibreOffice, type CellEdit } from '../support/libreoffice';
import { serve, type Served } from '../unit/api/support/serve';
import { KEY, World } from '../unit/api/support/world';
import { openDatabase, type Database } from './support/database';
import { RETURN_DEPS, makeReport, type ReportScene } from './report/stored-report';
import { policy } from './referral/stored-referral';

/** The real writer, reader and PostgreSQL behind the real routes; only Temporal is not asked. */
let database: Database;
let world: World;
let server: Served;
let yesterday: LocalDate;
beforeAll(async () => {
  database = await openDatabase();
  world = new World();
  // Programs note by their own clock when they save a file.
  world.now = instant(new Date());
  yesterday = plusDays(localDateIn(policy.calendar.zone, world.now), -1);
  server = await serve(
    createApp({
      ...world.deps(),
      clock: { now: () => instant(new Date()) },
      reports: createReportReader(database.prisma, policy.calendar.zone),
      reportReturns: createReportReturns(database.prisma, RETURN_DEPS),
      workbookReader: createWorkbookReader({ program: resolve('dist/infra/workbook/reader/main.js') }),
    }),
  );
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const headers = { authorization: `Bearer ${KEY}` };
const reportPath = ({ reportId }: ReportScene) => `/api/v1/reports/${reportId}`;

async function download(path: string): Promise<Buffer> {
  const response = await fetch(`${server.url}${path}`, { headers });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function sendBack(scene: ReportScene, file: Buffer) {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(file)]), 'report.xlsx');
  const address = `${server.url}${reportPath(scene)}/workbook`;
  const response = await fetch(address, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Answer };
}

interface Answer {
  readonly corrections: string | null;
}

interface ReportRows {
  readonly state: string;
  readonly rows: readonly { readonly reported: object; readonly complete: boolean }[];
}

async function reportOf(scene: ReportScene): Promise<ReportRows> {
  return JSON.parse((await download(reportPath(scene))).toString()) as ReportRows;
}

/** Where the row with this key stands in a file that we made. */
async function rowNumbers(file: Buffer): Promise<ReadonlyMap<string, number>> {
  const book = new Workbook();
  await book.xlsx.load(new Uint8Array(file).buffer);
  const numbers = new Map<string, number>();
  book.worksheets[0]?.eachRow((row, number) => numbers.set(row.getCell(letterOf('key')).text, number));
  return numbers;
}

/** What a person types into the row with this key. */
async function typing(
  file: Buffer,
  key: string | undefined,
  cells: Partial<Record<SheetColumn, CellEdit['value']>>,
) {
  const number = (await rowNumbers(file)).get(key ?? '');
  return Object.entries(cells).map(([column, value]): CellEdit => ({
    cell: `${letterOf(column as SheetColumn)}${number}`,
    value,
  }));
}

testWithLibreOffice(
  'opened, filled in and saved by LibreOffice, a report comes back whole; its corrections too',
  async () => {
    const scene = await makeReport(database, 4);
    const [a, b, c, d] = scene.rowIds;
    const file = await download(`${reportPath(scene)}/workbook`);
    const reached = { contactMade: 'Y', contactDate: { date: yesterday } } as const;
    const filled = await fillWorkbook(file, [
      ...(await typing(file, a, {
        ...reached,
        resolution: 'Enrolled in QHP',
        comments: '=1+1 is no formula here',
      })),
      ...(await typing(file, b, { contactMade: 'no', resolution: 'unable to contact' })),
      ...(await typing(file, c, { contactMade: 'y ', resolution: 'Eligible for MA' })),
    ]);
    const first = await sendBack(scene, filled);
    expect(first).toMatchObject({
      status: 200,
      body: {
        ...{ rowsRead: 4, taken: 2, unchanged: 1, problemCount: 1, repeated: false },
        problems: [{ rowId: c, typed: { contactMade: 'y' }, errors: [{ path: 'contactDate' }] }],
      },
    });

    const corrections = await download(first.body.corrections ?? '');
    expect([...(await rowNumbers(corrections)).keys()].filter((key) => scene.rowIds.includes(key))).toEqual([
      c,
    ]);
    const corrected = await fillWorkbook(corrections, [
      ...(await typing(corrections, c, { contactDate: { date: yesterday } })),
    ]);
    expect(await sendBack(scene, corrected)).toMatchObject({
      body: { rowsRead: 1, taken: 1, problemCount: 0, report: { state: 'partially-returned', missing: 1 } },
    });

    const last = await download(`${reportPath(scene)}/workbook`);
    const completed = await fillWorkbook(
      last,
      await typing(last, d, { ...reached, resolution: 'Contact made appointment scheduled' }),
    );
    expect(await sendBack(scene, completed)).toMatchObject({
      body: { taken: 1, unchanged: 3, report: { state: 'complete', missing: 0 } },
    });
    const said = { contactMade: true, contactDate: yesterday, comments: null };
    expect((await reportOf(scene)).rows.map(({ reported }) => reported)).toEqual([
      { ...said, resolution: 'enrolled-qhp', comments: '=1+1 is no formula here' },
      { contactMade: false, contactDate: null, resolution: 'unable-to-contact', comments: null },
      { ...said, resolution: 'eligible-ma' },
      { ...said, resolution: 'contact-made-appointment-scheduled' },
    ]);
  },
);

testWithLibreOffice(
  'a file that LibreOffice saved earlier, sent after a later one, changes nothing that the later one said',
  async () => {
    const scene = await makeReport(database, 2);
    const [a, b] = scene.rowIds;
    const file = await download(`${reportPath(scene)}/workbook`);
    const notReached = { contactMade: 'N', resolution: 'Unable to contact' };
    const reached = { contactMade: 'Y', contactDate: { date: yesterday }, resolution: 'Eligible for MA' };
    const earlier = await fillWorkbook(file, [
      ...(await typing(file, a, notReached)),
      ...(await typing(file, b, notReached)),
    ]);
    const later = await fillWorkbook(file, await typing(file, a, reached));
    expect(await sendBack(scene, later)).toMatchObject({ body: { taken: 1, unchanged: 1 } });
    expect(await sendBack(scene, earlier)).toMatchObject({
      body: { taken: 1, unchanged: 1, problemCount: 0 },
    });
    expect((await reportOf(scene)).rows).toMatchObject([
      { reported: { resolution: 'eligible-ma' } },
      { reported: { resolution: 'unable-to-contact' } },
    ]);
  },
);

testWithLibreOffice('another report’s workbook changes nothing', async () => {
  const [ours, theirs] = [await makeReport(database, 1), await makeReport(database, 1)];
  const file = await download(`${reportPath(theirs)}/workbook`);
  const filled = await fillWorkbook(file, await typing(file, theirs.rowIds[0], { contactMade: 'Y' }));
  expect(await sendBack(ours, filled)).toMatchObject({
    status: 409,
    body: { type: '/problems/workbook-of-another-report' },
  });
  expect(await database.prisma.reportReturn.count({ where: { reportId: ours.reportId } })).toBe(0);
});

test('10,000 rows come back, every one of them', async () => {
  const scene = await makeReport(database, 10_000);
  const book = new Workbook();
  const made = await download(`${reportPath(scene)}/workbook`);
  await book.xlsx.load(new Uint8Array(made).buffer);
  const keys = new Set(scene.rowIds);
  const [year, month, day] = yesterday.split('-').map(Number);
  book.worksheets[0]?.eachRow((row) => {
    if (!keys.has(row.getCell(letterOf('key')).text)) return;
    row.getCell(letterOf('contactMade')).value = 'Y';
    row.getCell(letterOf('contactDate')).value = `${month}/${day}/${year}`;
    row.getCell(letterOf('resolution')).value = 'Eligible for MinnesotaCare';
    row.getCell(letterOf('comments')).value = `Sample comment ${row.number}`;
  });
  const file = Buffer.from(await book.xlsx.writeBuffer());

  const answer = await sendBack(scene, file);
  expect(answer).toMatchObject({
    status: 200,
    body: { rowsRead: 10_000, taken: 10_000, problemCount: 0, report: { state: 'complete', missing: 0 } },
  });
  expect(await database.prisma.reportStatement.count({ where: { reportId: scene.reportId } })).toBe(10_000);
});
