import { instant } from '../../../../src/domain/time';
import { call, type Reply } from '../support/client';
import { parseCsv } from '../support/parse-csv';
import { counted, idOf, season, SEASON_ID } from '../support/season-scene';
import type { Served } from '../support/serve';
import { World } from '../support/world';

const PAGE = `/seasons/${SEASON_ID}`;
const LINK = { id: '01a30000-0000-7000-8000-0000000000f1', expiresAt: instant('2027-03-01T00:00:00Z') };

let world: World;
let server: Served;
let cookie: string;
beforeEach(async () => {
  world = new World();
  world.countedSeasons.set(SEASON_ID, season);
  world.counted = counted;
  world.situation = {
    referrals: { received: 170, resolved: 120, withdrawn: 4, open: 43, waiting: 3 },
    gaps: [{ countyFips: '27031', assisterType: 'broker', referrals: 5, stillWaiting: 3 }],
  };
  world.linkRecords.set(LINK.id, { ...LINK, purpose: 'season', subjectId: SEASON_ID, revoked: false });
  server = await world.serve();
  const opened = await call(server, 'POST', `/l/${world.links.tokenFor(LINK)}`);
  expect([opened.status, opened.headers.get('location')]).toEqual([303, PAGE]);
  cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});
afterEach(() => server.close());

const get = (path = PAGE, headers: Record<string, string> = { cookie }): Promise<Reply> =>
  call(server, 'GET', path, undefined, headers);

test('the link says which season, and has a button; following it opens nothing', async () => {
  const followed = await get(`/l/${world.links.tokenFor(LINK)}`, {});
  expect(followed.status).toBe(200);
  expect(followed.text).toContain('Figures of OE14');
  expect(followed.text).not.toContain('Lakeside Brokers');
  expect(followed.headers.get('set-cookie')).toBeNull();
});

test('a link to a season that is not there says so', async () => {
  world.countedSeasons.clear();
  expect((await get(`/l/${world.links.tokenFor(LINK)}`, {})).status).toBe(404);
});

test('the season: referrals, medians, gaps, organizations and counties', async () => {
  const page = await get();
  expect(page.status).toBe(200);
  for (const words of [
    ...['<dd>170</dd>', 'Cook County', 'Hennepin County', 'Median 78%', '3 on time, 1 late, 0 missing'],
    ...[`href="${PAGE}/organizations/${idOf(1)}"`, '(31 of 45)', 'small number'],
  ]) {
    expect(page.text).toContain(words);
  }
});

test('an organization has its own address, beside all of them', async () => {
  const page = await get(`${PAGE}/organizations/${idOf(3)}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('River Valley Community Health Navigators');
  expect(page.text).toContain('not ranked');
  expect(page.text).not.toContain('Lakeside Brokers');
  expect((await get(`${PAGE}/organizations/${idOf(9)}`)).status).toBe(404);
});

test('both files lie below the page', async () => {
  const csv = await get(`${PAGE}/scorecards.csv`);
  expect([csv.status, parseCsv(csv.text)[2]?.[1]]).toEqual([200, "'=Formula Brokers"]);
  const workbook = await get(`${PAGE}/scorecards.xlsx`);
  expect([workbook.status, workbook.text.slice(0, 2)]).toEqual([200, 'PK']);
});

test.each(['', `/organizations/${idOf(1)}`, '/scorecards.csv', '/scorecards.xlsx'])(
  'without the session nothing is shown at %s, and nothing but reading is possible',
  async (below) => {
    const closed = await get(`${PAGE}${below}`, {});
    expect(closed.status).toBe(403);
    expect(closed.text).not.toContain('Lakeside');
    const posted = await call(server, 'POST', `${PAGE}${below}`, '', { cookie });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  },
);

test('the session of one season opens no other', async () => {
  const other = idOf(8);
  world.countedSeasons.set(other, { ...season, id: other });
  expect((await get(`/seasons/${other}`)).status).toBe(403);
  expect((await get('/seasons/not-an-id')).status).toBe(404);
});
