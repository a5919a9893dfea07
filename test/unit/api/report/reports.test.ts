import { Workbook } from 'exceljs';
import type { FoundRow, FoundWorkbook } from '../../../../src/domain/report/workbook';
import {
  foundRow,
  foundWorkbook,
  GOOD,
  REPORT_ID,
  ROW_IDS,
  sampleReport,
  sampleRow,
} from '../../support/reports';
import { call } from '../support/client';
import type { Served } from '../support/serve';
import { KEY, READ_KEY, World } from '../support/world';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PATH = `/api/v1/reports/${REPORT_ID}`;
const NO_REPORT = PATH.replace(/1$/, '9');
const [A, B, C] = ROW_IDS;

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  world.reports.records.set(REPORT_ID, sampleReport());
  server = await world.serve();
});
afterEach(() => server.close());

/** A file whose content the reader knows. */
function file(name: string, rows: readonly FoundRow[], changes: Partial<FoundWorkbook> = {}): string {
  world.reports.files.set(name, { outcome: 'read', workbook: foundWorkbook(rows, changes) });
  return name;
}

async function upload(
  content: string,
  { field = 'file', headers = {}, path = `${PATH}/workbook`, twice = false } = {},
) {
  const form = new FormData();
  for (const filename of twice ? ['a.xlsx', 'b.xlsx'] : ['report.xlsx']) {
    form.append(field, new Blob([content]), filename);
  }
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, ...headers },
    body: form,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as object };
}

test('the list is without rows, and filters', async () => {
  const list = await call(server, 'GET', '/api/v1/reports?state=sent');
  expect(list.status).toBe(200);
  expect(list.body).toMatchObject({
    items: [{ id: REPORT_ID, state: 'sent', missing: 3 }],
    nextCursor: null,
  });
  expect(list.text).not.toContain('Sample Consumer');
  for (const query of ['state=open', 'periodId=1', 'organizationId=x', 'unknown=1', 'limit=0']) {
    expect([query, (await call(server, 'GET', `/api/v1/reports?${query}`)).status]).toEqual([query, 422]);
  }
});

test('a report has its rows with what was reported and what is missing', async () => {
  const contacted = { contactMade: true, contactOn: null, resolution: null, comments: 'x' };
  const over = { end: 'declined', on: '2026-11-20' };
  const rows = [
    sampleRow(1, { statement: contacted }),
    sampleRow(2, { over: over as never, complete: true }),
  ];
  world.reports.records.set(REPORT_ID, sampleReport({ rows }));
  const reply = await call(server, 'GET', PATH);
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({
    id: REPORT_ID,
    rows: [
      {
        ...{ id: A, consumerName: 'Sample Consumer 1', over: null, complete: false },
        reported: { contactMade: true, contactDate: null, resolution: null, comments: 'x' },
        missing: ['contactDate', 'resolution'],
      },
      { id: B, over, complete: true, missing: [] },
    ],
    returns: [],
  });
});

test('the workbook is a file of its own type, under a name that names nobody', async () => {
  const response = await fetch(`${server.url}${PATH}/workbook`, {
    headers: { authorization: `Bearer ${KEY}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(XLSX);
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="preferred-assister-report-2026-11-01-to-2026-11-15.xlsx"',
  );
  const book = new Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  const shown = JSON.stringify(book.worksheets[0]?.getSheetValues());
  for (const words of ['Sample Brokers', 'Sample Consumer 3', A]) expect(shown).toContain(words);
});

describe('a returned workbook', () => {
  test('is answered row by row', async () => {
    const reply = await upload(
      file('returned', [
        foundRow(A, GOOD, 8),
        foundRow(B, { contactMade: 'N', contactDate: '11/20/2026' }, 9),
        foundRow(C, {}, 10),
      ]),
    );
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      ...{ id: expect.any(String), at: world.now, source: 'api', inTime: true },
      ...{ rowsRead: 3, taken: 1, unchanged: 1, problemCount: 1, repeated: false },
      problems: [
        {
          ...{ rowNumber: 9, rowId: B, consumerName: 'Sample Consumer' },
          typed: { contactMade: 'N', contactDate: '11/20/2026' },
          errors: [
            { path: 'resolution', message: 'Resolution is missing.' },
            { path: 'contactDate', message: 'There is a date, but Contact Made is not Y.' },
          ],
        },
      ],
      corrections: expect.stringMatching(new RegExp(`^${PATH}/returns/[0-9a-f-]{36}/corrections$`)),
      report: { id: REPORT_ID, state: 'partially-returned', revision: 1, rowCount: 3, missing: 2 },
    });
    expect(world.reports.returned).toMatchObject([{ source: 'api', actor: 'full', today: '2026-11-24' }]);
  });

  test('its corrections are a workbook with the wrong rows alone', async () => {
    const returned = file('returned', [foundRow(A, GOOD, 8), foundRow(B, { contactMade: 'perhaps' }, 9)]);
    const { body } = await upload(returned);
    const address = (body as { corrections: string }).corrections;
    const response = await fetch(`${server.url}${address}`, { headers: { authorization: `Bearer ${KEY}` } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain('preferred-assister-corrections-');
    const book = new Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const shown = JSON.stringify(book.worksheets[0]?.getSheetValues());
    for (const words of [B, 'Sample Consumer 2', 'perhaps', 'Y or N']) expect(shown).toContain(words);
    expect(shown).not.toContain(A);
  });

  test('without anything to correct has no corrections', async () => {
    const { body } = await upload(file('good', [foundRow(A, GOOD)]));
    expect(body).toMatchObject({ corrections: null, problems: [] });
    const { id } = body as { id: string };
    expect((await call(server, 'GET', `${PATH}/returns/${id}/corrections`)).status).toBe(404);
    expect((await call(server, 'GET', `${PATH}/returns/${A}/corrections`)).status).toBe(404);
  });

  test.each([XLSX, 'application/octet-stream'])('may be the body itself, as %s', async (type) => {
    const reply = await call(server, 'POST', `${PATH}/workbook`, file('raw', [foundRow(A, GOOD)]), {
      'content-type': type,
    });
    expect([reply.status, reply.body['taken']]).toEqual([200, 1]);
  });

  test('the very same again is the same return', async () => {
    const content = file('returned', [foundRow(A, GOOD)]);
    const first = await upload(content);
    const second = await upload(content);
    expect(second.body).toEqual({ ...first.body, repeated: true });
    expect(world.reports.returned).toHaveLength(1);
  });

  test('under a key, the same file is the same request, whatever the form around it', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const first = await upload(file('returned', [foundRow(A, GOOD)]), { headers });
    const second = await upload('returned', { headers });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    const other = await upload(file('other', [foundRow(B, GOOD)]), { headers });
    expect(other.body).toMatchObject({ status: 422, type: '/problems/idempotency-key-reused' });
    expect(world.reports.returned).toHaveLength(1);
  });

  test('of another report: 409, and nothing is changed', async () => {
    const content = file('theirs', [foundRow(A, GOOD)], { reportId: NO_REPORT.slice(-36) });
    expect((await upload(content)).body).toMatchObject({
      status: 409,
      type: '/problems/workbook-of-another-report',
    });
    expect(world.reports.returned).toEqual([]);
  });

  test.each([
    ['without our marks', () => file('plain', [], { reportId: null }), 'does not say which report it is'],
    ['that is no workbook', () => 'no workbook', 'not an Excel workbook'],
  ])('%s: 422, with what to do', async (_name, content, words) => {
    const { body } = await upload(content());
    expect(body).toMatchObject({
      status: 422,
      type: '/problems/workbook-refused',
      detail: expect.stringContaining(words),
      errors: [{ path: 'file', message: expect.stringContaining('workbook that we sent you') }],
    });
    expect(world.reports.returned).toEqual([]);
  });

  test('larger than any report: 413', async () => {
    const large = 'x'.repeat(10 * 1024 * 1024 + 1);
    expect((await upload(large)).body).toMatchObject({ status: 413, type: '/problems/body-too-large' });
    const raw = await call(server, 'POST', `${PATH}/workbook`, large, { 'content-type': XLSX });
    expect(raw.status).toBe(413);
  });

  test.each([
    ['in another field', () => upload('x', { field: 'other' }), 400],
    ['two files', () => upload('x', { twice: true }), 400],
    ['an empty file', () => upload(''), 400],
    ['for a report that is none', () => upload('x', { path: `${NO_REPORT}/workbook` }), 404],
  ])('%s', async (_name, send, status) => {
    expect((await send()).status).toBe(status);
    expect(world.reports.returned).toEqual([]);
  });

  test.each([
    ['multipart/form-data', 'no boundary', 400],
    ['multipart/form-data; boundary=x', 'no form', 400],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ncut',
      400,
    ],
    ['multipart/form-data; boundary=x', '--x--\r\n', 400],
    ['application/json', '{}', 415],
    ['text/csv', 'a,b', 415],
  ])('as %s %j: %i', async (type, body, status) => {
    const reply = await call(server, 'POST', `${PATH}/workbook`, body, { 'content-type': type });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
  });

  test('a key that may not is refused before the file is read', async () => {
    const reply = await upload('x', { headers: { authorization: `Bearer ${READ_KEY}` } });
    expect(reply.status).toBe(403);
  });
});

test.each(['', '/workbook'])('GET of a report that is none%s: 404', async (rest) => {
  expect((await call(server, 'GET', `${NO_REPORT}${rest}`)).status).toBe(404);
});
