import ExcelJS from 'exceljs';
import { scorecardsViewOf } from '../../../../src/api/season/scorecards/schema';
import { csv } from '../../../../src/api/season/scorecards/csv';
import { minnesota } from '../../support/minnesota';
import { call } from '../support/client';
import { parseCsv } from '../support/parse-csv';
import { counted, idOf, season, SEASON_ID } from '../support/season-scene';
import type { Served } from '../support/serve';
import { READ_KEY, World } from '../support/world';

const PATH = '/api/v1/scorecards';

const scorecardsView = scorecardsViewOf(minnesota);

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  world.countedSeasons.set(SEASON_ID, season);
  world.counted = counted;
  server = await world.serve();
});
afterEach(() => server.close());

const get = (query: string, suffix = '') => call(server, 'GET', `${PATH}${suffix}?${query}`);

test('a season’s scorecards, by name, as the document describes them', async () => {
  const answer = await get(`seasonId=${SEASON_ID}`);
  expect(answer.status).toBe(200);
  const view = scorecardsView.parse(answer.body);
  expect(view).toMatchObject({
    season: { name: 'OE14' },
    from: '2026-11-01',
    to: '2026-12-16',
    smallNumber: 10,
  });
  expect(view.items.map(({ organization }) => organization.name)).toEqual([
    '=Formula Brokers',
    'Lakeside Brokers',
    'Northern Lights Navigators',
    'River Valley Community Health Navigators',
  ]);
  const [, lakeside, , river] = view.items;
  // 11 of 16, 8 of 13 and 12 of 16.
  expect(lakeside?.figures.contactWithinTwo).toEqual({ value: 31 / 45, count: 31, of: 45, small: false });
  expect(lakeside?.ranks.contactWithinTwo).toEqual({ place: 3, among: 3 });
  expect(lakeside?.declined).toEqual({ language: 15 });
  expect(river).toMatchObject({
    figures: { contactWithinTwo: { small: true } },
    ranks: { contactWithinTwo: null },
  });
  expect(view.network.medians.contactWithinTwo).toEqual({ value: 18 / 23, organizations: 3 });
  expect(view.network.slices.map(({ label }) => label)).toContain('Hennepin County');
});

test('one organization’s, still beside all of them', async () => {
  const view = scorecardsView.parse((await get(`seasonId=${SEASON_ID}&organizationId=${idOf(1)}`)).body);
  expect(view.items.map(({ organization }) => organization.name)).toEqual(['Lakeside Brokers']);
  expect(view.network.medians.contactWithinTwo.organizations).toBe(3);
});

test.each([
  ['', 422],
  ['from=2026-11-01', 422],
  ['from=2026-11-02&to=2026-11-01', 422],
  ['from=2026-01-01&to=2028-01-02', 422],
  ['from=2026-01-01&to=2028-01-01', 200],
  [`seasonId=${SEASON_ID}&from=2026-11-01&to=2026-11-30`, 422],
  [`seasonId=${idOf(9)}`, 404],
  ['from=2026-11-31&to=2026-12-01', 422],
  ['from=2026-11-01&to=2026-11-30&sort=worst', 422],
])('asked for %j: %d', async (query, status) => {
  expect((await get(query)).status).toBe(status);
  expect((await get(query, '.csv')).status).toBe(status);
});

test('a key without the scope sees none of it', async () => {
  const headers = { authorization: `Bearer ${READ_KEY}` };
  for (const suffix of ['', '.csv', '.xlsx']) {
    const answer = await call(server, 'GET', `${PATH}${suffix}?seasonId=${SEASON_ID}`, undefined, headers);
    expect(answer.status).toBe(403);
  }
});

test('comma-separated values, read back: a name that begins like a formula is text', async () => {
  const answer = await get(`seasonId=${SEASON_ID}`, '.csv');
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="scorecards-totals.csv"');
  const [header = [], ...rows] = parseCsv(answer.text);
  const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);
  expect(new Set([header.length, ...rows.map((row) => row.length)]).size).toBe(1);
  expect(column('Organization')).toEqual([
    'All organizations',
    "'=Formula Brokers",
    'Lakeside Brokers',
    'Northern Lights Navigators',
    'River Valley Community Health Navigators',
  ]);
  expect(column('Leads')).toEqual(['175', '26', '60', '82', '7']);
  expect(column('Contact within 2 business days')).toEqual([
    '0.8377',
    '0.7826',
    '0.6889',
    '0.9375',
    '0.8333',
  ]);
  expect(column('Contact within 2 business days: count')).toEqual(['129', '18', '31', '75', '5']);
  expect(column('Contact within 2 business days: of')).toEqual(['154', '23', '45', '80', '6']);
  expect(column('Contact within 2 business days: note')).toEqual(['', '', '', '', 'small number']);
  expect(column('Contact within 2 business days: rank')).toEqual(['', '2', '3', '1', '']);
});

test.each([
  ['periods', 15],
  ['slices', 16],
])('the table of %s has %d rows', async (table, rows) => {
  const answer = await get(`seasonId=${SEASON_ID}&table=${table}`, '.csv');
  expect(parseCsv(answer.text)).toHaveLength(rows + 1);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('%j is no formula', (text) => {
  expect(parseCsv(csv([[text, -1, null]]))).toEqual([[`'${text}`, '-1', '']]);
});

test('commas, quotes and lines stay what they are', () => {
  const cells = ['a, b', 'say "yes"', 'two\r\nlines', 'Łódź'];
  expect(parseCsv(csv([cells, cells]))).toEqual([cells, cells]);
});

test('the workbook opens: its tables, its charts as pictures, its formats', async () => {
  const response = await fetch(`${server.url}${PATH}.xlsx?seasonId=${SEASON_ID}`, {
    headers: { authorization: 'Bearer a-key-that-may-do-everything' },
  });
  expect(response.status).toBe(200);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(await response.arrayBuffer());
  expect(workbook.worksheets.map(({ name }) => name)).toEqual([
    'About',
    'Charts',
    'Organizations',
    'Periods',
    'Which leads',
  ]);
  expect(workbook.getWorksheet('Charts')?.getImages()).toHaveLength(4);
  const sheet = workbook.getWorksheet('Organizations');
  const names = sheet?.getColumn(2).values.slice(1);
  expect(names).toContain('=Formula Brokers');
  const headers = sheet?.getRow(1).values as string[];
  const share = sheet?.getRow(2).getCell(headers.indexOf('Contact within 2 business days'));
  expect([share?.value, share?.numFmt]).toEqual([0.8377, '0%']);
});
