import { NO_LEADS, type Tally } from '../../../../src/domain/season/scorecards/tally';
import type { ScorecardCounts } from '../../../../src/domain/season/scorecards/scorecard-counts';
import { instant } from '../../../../src/domain/time';
import { all, openWorkbook, parseXml, part, sheetNamed, unzip } from '../../../support/open-workbook';
import { call } from '../support/client';
import { counted, idOf, season, SEASON_ID } from '../support/season-scene';
import type { Served } from '../support/serve';
import { KEY, World } from '../support/world';

/** A season's figures as files and pages while there is nothing yet to count, and with names that no file can hold. */

const LINK = { id: '01a30000-0000-7000-8000-0000000000f1', expiresAt: instant('2027-03-01T00:00:00Z') };
const PAGE = `/seasons/${SEASON_ID}`;

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  world.countedSeasons.set(SEASON_ID, season);
  world.linkRecords.set(LINK.id, { ...LINK, purpose: 'season', subjectId: SEASON_ID, revoked: false });
  server = await world.serve();
});
afterEach(() => server.close());

async function file(path: string, headers: Record<string, string>): Promise<Buffer> {
  const answer = await fetch(`${server.url}${path}`, { headers });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

async function cookie(): Promise<Record<string, string>> {
  const opened = await call(server, 'POST', `/l/${world.links.tokenFor(LINK)}`);
  return { cookie: (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

const name = (organizationName: string): ScorecardCounts => ({
  ...counted,
  organizations: counted.organizations.map((each, n) =>
    n === 1 ? { ...each, name: organizationName } : each,
  ),
});
const only = (tally: Partial<Tally>): ScorecardCounts => ({
  ...{ at: counted.at, spans: counted.spans, organizations: counted.organizations.slice(0, 1) },
  leads: [{ organizationId: idOf(0), span: 0, tally: { ...NO_LEADS, ...tally }, contactDays: [] }],
  ...{ slices: [], reports: [] },
});

const NOBODY: ScorecardCounts = { ...counted, organizations: [], leads: [], slices: [], reports: [] };

const SCENES: readonly (readonly [string, ScorecardCounts])[] = [
  ['nobody was given anything', NOBODY],
  ['organizations owe a report and have no lead', { ...counted, leads: [], slices: [] }],
  ['one organization has one lead that is not yet due', only({ leads: 1 })],
  ['one point of each line', only({ leads: 1, contactWithinTwo: { count: 1, of: 1 } })],
  ['everything was counted as 0 of some', only({ leads: 3, contactWithinTwo: { count: 0, of: 3 } })],
  ['no county, language or determination', { ...counted, slices: [] }],
];

const NAMES: readonly (readonly [string, string, string])[] = [
  ['U+FFFE', 'Lake\ufffeside', 'Lakeside'],
  ['U+FFFF', 'Lake\uffffside', 'Lakeside'],
  ['a control character', 'Lake\u0001side\u000b', 'Lakeside'],
  ['half of a character', 'Lake\ud83dside', 'Lakeside'],
  ['marks of XML', `<Lake> & "side" ]]> 'x'`, `<Lake> & "side" ]]> 'x'`],
  ['what begins like a formula', '=1+1', '=1+1'],
  ['what looks like an escape', '_x0041_ _x005F_', '_x005F_x0041_ _x005F_x005F_'],
  ['200 characters beyond the plane', '\u{1f3e0}'.repeat(200), '\u{1f3e0}'.repeat(200)],
  ['the name of a sheet', 'Organizations', 'Organizations'],
];

test.each(SCENES)('the season’s workbook and pages while %s', async (_, scene) => {
  world.counted = scene;
  const session = await cookie();
  for (const [path, headers] of [
    [`/api/v1/scorecards.xlsx?seasonId=${SEASON_ID}`, { authorization: `Bearer ${KEY}` }],
    ['/api/v1/scorecards.xlsx?from=2026-11-01&to=2026-11-01', { authorization: `Bearer ${KEY}` }],
    [`${PAGE}/scorecards.xlsx`, session],
  ] as const) {
    const book = await file(path, headers);
    const sheets = await openWorkbook(book);
    expect(sheets.map((sheet) => sheet.name)).toEqual([
      ...['About', 'Charts', 'Organizations', 'Periods', 'Which leads'],
    ]);
    expect(all(part(await unzip(book), 'xl/drawings/drawing1.xml'), 'xdr:pic')).toHaveLength(4);
  }
  for (const path of [PAGE, ...scene.organizations.map(({ id }) => `${PAGE}/organizations/${id}`)]) {
    const page = (await file(path, session)).toString();
    const drawings = page.match(/<svg[^]*?<\/svg>/g) ?? [];
    expect(drawings.length).toBeGreaterThan(0);
    // As strict as the file's own: throws for an attribute without a value.
    for (const drawing of drawings) expect(parseXml(drawing).name).toBe('svg');
    expect(page).not.toContain('NaN');
  }
});

test('a chart with nothing to draw says so, in sight and for who cannot see it', async () => {
  world.counted = NOBODY;
  const page = (await file(PAGE, await cookie())).toString();
  expect(page.match(/>No organization has a figure yet<\/text>/g)).toHaveLength(3);
  expect(page.match(/>No organization has a figure yet\.<\/desc>/g)).toHaveLength(3);
  expect(page).toContain('>No period has a figure yet</text>');
  expect(page).toContain('>No period has a figure yet.</desc>');
});

test.each(NAMES)('a stored name with %s breaks no file', async (_, stored, written) => {
  world.counted = name(stored);
  world.countedSeasons.set(SEASON_ID, { ...season, name: stored });
  const book = await file(`/api/v1/scorecards.xlsx?seasonId=${SEASON_ID}`, {
    authorization: `Bearer ${KEY}`,
  });
  const sheets = await openWorkbook(book);
  const names = [...sheetNamed(sheets, 'Organizations').cells].filter(([address]) => /^B\d/.test(address));
  expect(names.map(([, cell]) => cell.value)).toContain(written);
  expect(names.some(([, cell]) => cell.isFormula)).toBe(false);
  expect(sheetNamed(sheets, 'About').cells.get('B2')?.value).toBe(
    `${written}: Sunday, November 1, 2026 to Wednesday, December 16, 2026`,
  );
  expect((await file(`${PAGE}/organizations/${idOf(1)}`, await cookie())).toString()).toContain('<svg');
});
