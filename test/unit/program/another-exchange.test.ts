import { exampleLead } from '../../../src/api/referral/example-lead';
import { renderAcceptancePage } from '../../../src/api/referral/page/view/acceptance';
import { renderAssignmentPage } from '../../../src/api/referral/page/view/page';
import { programOf, type Program } from '../../../src/domain/program';
import { codesOf } from '../../../src/domain/terms';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { readWorkbook } from '../../../src/infra/workbook/reader/read-workbook';
import { readRow } from '../../../src/domain/report/cells';
import { call } from '../api/support/client';
import { TODAY } from '../api/support/samples';
import type { Served } from '../api/support/serve';
import { World } from '../api/support/world';
import { sampleReport, sampleRow, text } from '../../support/sample-workbook';
import { openWorkbook, sheetNamed } from '../../support/open-workbook';
import { idaho, idahoAreas } from '../support/idaho';
import { minnesota } from '../support/minnesota';
import { acceptanceView, contactedView, sampleLead } from '../support/page-views';
import { visibleText } from '../support/markup';

/** Point 31: another exchange by its policy file alone. */

const program: Program = programOf(idaho, 'spoc@example.org');
/** Idaho with another word, to see that every word comes from the policy. */
const withParishes: Program = {
  ...program,
  terms: { ...program.terms, county: { one: 'parish', many: 'parishes' } },
};

describe('its API', () => {
  let world: World;
  let server: Served;
  beforeEach(async () => {
    world = new World({ policy: idaho, areas: idahoAreas });
    server = await world.serve();
  });
  afterEach(() => server.close());

  const post = (lead: object) => call(server, 'POST', '/api/v1/referrals', lead);
  const good = () => exampleLead(idaho, TODAY);

  test('takes its own codes and refuses another exchange’s, each by name', async () => {
    expect((await post(good())).status).toBe(201);
    const wrong = {
      ...good(),
      externalId: 'CRM-2',
      determinations: ['minnesotacare'],
      assistance: ['apply'],
    };
    const refused = await post(wrong);
    expect(refused.status).toBe(422);
    const errors = refused.body['errors'] as { path: string; message: string }[];
    expect(errors.map(({ path }) => path)).toEqual(['determinations[0]', 'assistance[0]']);
    expect(errors[0]?.message).toContain('medicaid');
  });

  test.each([
    [['chip'], 'navigator'],
    [['full-price-plan'], 'broker'],
    [['still-deciding'], 'navigator'],
    [['medicaid', 'reduced-costs-plan'], 'broker'],
  ])('a household with %j goes to a %s', async (determinations, type) => {
    const { status, body } = await post({ ...good(), determinations });
    expect([status, body['assisterType']]).toEqual([201, type]);
  });

  test.each([
    ['83706', undefined, 201],
    ['83706-1234', 'Ada County, Idaho', 201],
    ['83706', 'County of Ada', 201],
    ['55802', 'St. Louis', 422],
  ])('ZIP code %s with the county %s: %i', async (zip, county, status) => {
    expect((await post({ ...good(), address: { zip, ...(county && { county }) } })).status).toBe(status);
  });

  test('its document lists its codes, and no other’s', async () => {
    const { text: document } = await call(server, 'GET', '/api/openapi.json');
    const lists = [...document.matchAll(/"enum":(\[[^\]]*\])/g)].map(([, list]) => list);
    expect(lists).toContain(JSON.stringify(codesOf(idaho.terms.resolutions)));
    expect(lists).toContain(JSON.stringify(codesOf(idaho.terms.determinations)));
    expect(lists).toContain(JSON.stringify(codesOf(idaho.terms.assistance)));
    for (const { code } of minnesota.terms.resolutions) expect(document).not.toContain(`"${code}"`);
    expect(document).toContain('`never-reached` needs attempts on several days and no contact');
  });
});

describe('its pages', () => {
  const lead = { ...sampleLead(), determinations: ['chip'], assistance: ['pick-plan', 'website'] };
  const choices = codesOf(idaho.terms.resolutions);
  const pageIn = (spoken: Program) => {
    const view = contactedView();
    const { resolution } = view.forms;
    const forms = { ...view.forms, resolution: resolution && { ...resolution, choices } };
    return visibleText(
      renderAssignmentPage({ ...view, program: spoken, whyChosen: '', lead, forms, resolution: 'will-meet' }),
    );
  };

  test('speak its words: programs, kinds of help, resolutions', () => {
    const page = pageIn(program);
    for (const { words } of idaho.terms.resolutions) expect(page).toContain(words);
    expect(page).toContain('Children’s Health Insurance Program (CHIP)'.replace('’', "'"));
    expect(page).toContain('Help to pick a plan');
    expect(page).toContain('Recorded so far: Reached, and a meeting is set');
    expect(page).not.toMatch(/MNsure|Minnesota|\bMA\b|QHP/);
  });

  test('say parish where the policy does, and nowhere county', () => {
    expect(pageIn(withParishes)).toContain('St. Louis Parish');
    const view = acceptanceView();
    const acceptance = visibleText(renderAcceptancePage({ ...view, program: withParishes, whyChosen: '' }));
    expect(acceptance).toContain('hold an appointment in the next 10 days?');
    expect([pageIn(withParishes), acceptance].filter((page) => /count(y|ies)/i.test(page))).toEqual([]);
  });
});

describe('its report', () => {
  const words = (code: string) => idaho.terms.resolutions.find((term) => term.code === code)?.words ?? '';
  const answers = [
    ['Y', 'plan-chosen'],
    ['N', 'never-reached'],
  ] as const;

  test('offers its resolutions, says what goes with what, and is read back', async () => {
    const rows = answers.map(([made, code], n) =>
      sampleRow(n, { cells: { contactMade: text(made), resolution: text(words(code)) } }),
    );
    const file = await createWorkbookWriter().write(
      sampleReport(rows, { exchangeName: program.exchangeName, terms: program.terms }),
    );
    const book = await openWorkbook(file);
    const lists = sheetNamed(book, 'Lists').cells;
    const column = (letter: string, count: number) =>
      Array.from({ length: count }, (_, n) => lists.get(`${letter}${n + 1}`)?.value);
    expect(column('A', 9)).toEqual([...idaho.terms.resolutions.map((term) => term.words), undefined]);
    expect(column('C', 4)).toEqual([
      ...['Does not want help any more', 'Sent to another helper', 'Could not be reached', undefined],
    ]);
    expect(column('D', 2)).toEqual(['Could not be reached', undefined]);
    const told = [...sheetNamed(book, 'Instructions').cells.values()].map(({ value }) => value).join('\n');
    expect(told).toContain('Any Resolution is possible except “Could not be reached”.');

    const reading = await readWorkbook(file);
    if (reading.outcome !== 'read') throw new Error(reading.problem);
    const { resolutions } = idaho.terms;
    const read = reading.workbook.rows.map(({ cells }) => readRow(cells, { uses1904: false, resolutions }));
    expect(read.map(({ statement }) => [statement.contactMade, statement.resolution])).toEqual([
      [true, 'plan-chosen'],
      [false, 'never-reached'],
    ]);
  });

  test('without a resolution that excludes a contact it says so, too', async () => {
    const resolutions = idaho.terms.resolutions.filter(({ contact }) => contact === 'required');
    const terms = { ...idaho.terms, resolutions };
    const rows = [
      sampleRow(1, { cells: { contactMade: text('N'), resolution: text(words('plan-chosen')) } }),
    ];
    const book = await openWorkbook(await createWorkbookWriter().write(sampleReport(rows, { terms })));
    const told = [...sheetNamed(book, 'Instructions').cells.values()].map(({ value }) => value).join('\n');
    expect(told).toContain('Any Resolution is possible.');
    expect(sheetNamed(book, 'Report').cells.get('I7')?.value).toBe('Resolution does not go with N');
  });
});
