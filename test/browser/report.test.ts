import type { Browser } from 'playwright-core';
import { MAX_WORKBOOK_BYTES } from '../../src/api/report/workbook-file';
import { install, type Installation } from '../integration/support/installation';
import { dateFields, sampleOrganization } from '../integration/support/samples';
import { faults } from './support/accessibility';
import { startChromium } from './support/chromium';
import { hasFocus } from './support/keyboard';
import { landing, seen } from './support/landing';
import { download, fillIn, openReport, sayByLink, sendReport, type SentReport } from './support/report-link';
import { arrive, visit, type Arrived, type Visitor } from './support/scene';
import { resolutionWords } from '../support/minnesota-terms';

let site: Installation;
let browser: Browser;
let visitor: Visitor;
let organizationId: string;
let arrived: readonly Arrived[];
let report: SentReport;

const PEOPLE = 4;

beforeAll(async () => {
  [site, browser] = await Promise.all([install(), startChromium()]);
  ({ id: organizationId } = await site.crm.createOrganization(
    sampleOrganization('Ramsey', { capacity: 500 }),
  ));
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});
beforeEach(async () => {
  visitor = await visit(browser, site);
  arrived = await Promise.all(Array.from({ length: PEOPLE }, () => arrive(site, 'Ramsey')));
  report = await sendReport(site, organizationId, arrived);
});
afterEach(async () => {
  expect(await visitor.watch.problems()).toEqual([]);
  const personal = arrived.flatMap((each) => each.personal);
  expect(visitor.watch.visited.filter((url) => personal.some((value) => url.includes(value)))).toEqual([]);
  await visitor.close();
});

function nameOf(index: number): string {
  const consumer = arrived[index]?.lead.consumer;
  if (consumer === undefined) throw new Error(`nobody at ${index}`);
  return `${consumer.firstName} ${consumer.lastName}`;
}

/** As it stands in the database. */
async function rows(): Promise<unknown[]> {
  const { rows: found } = await site.db.query<Record<string, unknown>>(
    `SELECT contact_made, contact_on::text, resolution, comments, complete FROM report_rows WHERE report_id = $1
     ORDER BY position`,
    [report.id],
  );
  return found;
}

/** Presses the file's field with the keyboard, and chooses in the window that opens. */
async function choose(file: Buffer, name = 'report.xlsx'): Promise<void> {
  const { page, keyboard } = visitor;
  const press = async () => {
    await keyboard.tabTo(keyboard.field('workbook', 'file'));
    await keyboard.press('Space');
  };
  // Waited for from before the way to the field: whatever opens until then is the browser's own window.
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: file });
}

test('the link says which report it is and names nobody; the page behind its button lists who is missing', async () => {
  const { page, keyboard } = visitor;
  await page.goto(report.link);
  expect(await faults(page, 'report-link')).toEqual([]);
  const personal = arrived.flatMap((each) => each.personal);
  const summary = await seen(page);
  expect(personal.filter((value) => summary.includes(value))).toEqual([]);
  expect(summary).toContain('0 of 4 answered, 4 still missing');

  const button = page.getByRole('button', { name: 'Open the report' });
  expect(await landing(page, () => keyboard.activate(button))).toBe(200);
  expect(new URL(page.url()).pathname).toBe(`/reports/${report.id}`);
  expect(await faults(page, 'report')).toEqual([]);
  const text = await seen(page);
  for (const index of arrived.keys()) expect(text).toContain(nameOf(index));
});

test('with the keyboard alone through the whole list: part, mistake, correction, to the end', async () => {
  const { page, keyboard } = visitor;
  await sayByLink(site, report.id, report.rowIds[3] ?? '');
  await openReport(page, report.link);
  await landing(page, () => keyboard.activate(page.getByRole('link', { name: nameOf(0) })));
  expect(await faults(page, 'report-row')).toEqual([]);

  // A part, and on to the next.
  await keyboard.choose('row', 'N: no, we did not reach');
  const next = page.getByRole('button', { name: 'Save and go to the next one' });
  expect(await landing(page, () => keyboard.activate(next))).toBe(200);
  expect(await seen(page)).toContain(`Saved in part: ${nameOf(0)}`);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(nameOf(1));
  expect(await faults(page, 'report-row-saved')).toEqual([]);

  // A mistake is said first, with the focus; nothing of what was typed is lost.
  await keyboard.choose('row', 'Y: yes, we reached');
  await keyboard.enterDate('row', dateFields(30));
  await keyboard.type(keyboard.field('row', 'comments'), 'Met at the library');
  expect(await landing(page, () => keyboard.activate(next))).toBe(422);
  expect(await page.title()).toMatch(/^Error/);
  expect(await hasFocus(page.getByRole('alert'))).toBe(true);
  expect(await faults(page, 'report-row-mistake')).toEqual([]);
  await keyboard.activate(page.getByRole('alert').getByRole('link'));
  expect(await hasFocus(keyboard.field('row', 'month'))).toBe(true);
  expect(await keyboard.field('row', 'comments').inputValue()).toBe('Met at the library');
  await keyboard.enterDate('row', dateFields());
  await page.getByLabel(resolutionWords('enrolled-qhp')).focus();
  await keyboard.press('Space');
  expect(await landing(page, () => keyboard.activate(next))).toBe(200);

  // What was said by the referral's own page stands there already.
  await landing(page, () => keyboard.activate(page.getByRole('link', { name: 'Back to the report' })));
  await landing(page, () => keyboard.activate(page.getByRole('link', { name: nameOf(3) })));
  expect(await seen(page)).toContain('You told us on the referral’s own page on');
  expect(await keyboard.field('row', 'year').inputValue()).toBe(dateFields().year);
  expect(await faults(page, 'report-row-known')).toEqual([]);
  await page.getByLabel(resolutionWords('eligible-ma')).focus();
  await keyboard.press('Space');
  const back = page.getByRole('button', { name: 'Save and go back to the report' });
  expect(await landing(page, () => keyboard.activate(back))).toBe(200);
  expect(await seen(page)).toContain('2 of 4 answered');
  expect(await faults(page, 'report-partly')).toEqual([]);

  for (const index of [0, 2]) {
    await landing(page, () => keyboard.activate(page.getByRole('link', { name: nameOf(index) })));
    await page.getByLabel(/^N: no/).focus();
    await keyboard.press('Space');
    await page.getByLabel(resolutionWords('unable-to-contact')).focus();
    await keyboard.press('Space');
    await landing(page, () => keyboard.activate(page.getByRole('button', { name: 'go back to the report' })));
  }
  expect(await seen(page)).toContain('Your report is complete. Thank you.');
  expect(await faults(page, 'report-complete')).toEqual([]);
  expect(await rows()).toMatchObject([
    { contact_made: false, contact_on: null, resolution: 'unable-to-contact', complete: true },
    { contact_made: true, resolution: 'enrolled-qhp', comments: 'Met at the library', complete: true },
    { contact_made: false, resolution: 'unable-to-contact', complete: true },
    { contact_made: true, resolution: 'eligible-ma', complete: true },
  ]);
});

test('the spreadsheet: out, filled in, back; what is wrong is listed and corrected in one of its own', async () => {
  const { page, keyboard } = visitor;
  await openReport(page, report.link);
  const link = page.getByRole('link', { name: 'Download the spreadsheet' });
  const file = await download(page, () => keyboard.activate(link));
  const { month, day, year } = dateFields();
  const reached = { contactMade: 'y', contactDate: `${month}/${day}/${year}` } as const;
  await choose(
    await fillIn(file, {
      [nameOf(0)]: { ...reached, resolution: resolutionWords('enrolled-qhp') },
      [nameOf(1)]: { contactMade: 'N', resolution: resolutionWords('enrolled-qhp') },
      [nameOf(2)]: { ...reached, contactDate: '13/45/2028', resolution: 'Solved' },
    }),
  );
  const send = page.getByRole('button', { name: 'Send the spreadsheet' });
  expect(await landing(page, () => keyboard.activate(send))).toBe(200);
  expect(await faults(page, 'report-returned')).toEqual([]);
  const text = await seen(page);
  expect(text).toContain('We took your file, but 2 rows have to be corrected');
  expect(text).toContain('1 taken, 1 without a change, 2 to correct.');
  expect(text).toContain('You typed: 13/45/2028');
  expect(await rows()).toMatchObject([{ complete: true }, { resolution: null }, { resolution: null }, {}]);

  const correct = page.getByRole('link', { name: 'Download the rows to correct' });
  const corrections = await download(page, () => keyboard.activate(correct));
  await choose(
    await fillIn(corrections, {
      [nameOf(1)]: { resolution: resolutionWords('unable-to-contact') },
      [nameOf(2)]: { ...reached, resolution: resolutionWords('technical-issue-only') },
    }),
  );
  expect(await landing(page, () => keyboard.activate(send))).toBe(200);
  expect(await seen(page)).toContain('2 taken, 0 without a change, 0 to correct.');
  expect(await seen(page)).toContain('3 of 4 answered, 1 still missing');
  expect(await faults(page, 'report-corrected')).toEqual([]);
});

test('a file that is no workbook, one that is too large, and none: said first, and nothing is lost', async () => {
  const { page, keyboard } = visitor;
  const before = await rows();
  await openReport(page, report.link);
  const send = page.getByRole('button', { name: 'Send the spreadsheet' });
  expect(await landing(page, () => keyboard.activate(send))).toBe(422);
  expect(await seen(page)).toContain('Choose the file that you want to send.');

  await choose(Buffer.from('name,answer\r\nSample,Y\r\n'));
  expect(await landing(page, () => keyboard.activate(send))).toBe(422);
  expect(await hasFocus(page.getByRole('alert'))).toBe(true);
  expect(await seen(page)).toContain(
    'This is a text file (CSV), not an Excel workbook. Nothing was changed.',
  );
  expect(await faults(page, 'report-file-refused')).toEqual([]);
  await keyboard.activate(page.getByRole('alert').getByRole('link'));
  expect(await hasFocus(keyboard.field('workbook', 'file'))).toBe(true);

  await choose(Buffer.alloc(MAX_WORKBOOK_BYTES + 1));
  expect(await landing(page, () => keyboard.activate(send))).toBe(413);
  expect(await seen(page)).toContain('This file is too large. Nothing was changed.');
  expect(await rows()).toEqual(before);
});

test('without JavaScript it is the same', async () => {
  await visitor.close();
  visitor = await visit(browser, site, { javaScriptEnabled: false });
  const { page, keyboard } = visitor;
  await openReport(page, report.link);
  await page.getByRole('link', { name: nameOf(0) }).click();
  await page.getByText('N: no, we did not reach').click();
  await page.getByText(resolutionWords('no-longer-needs-assistance')).click();
  expect(await landing(page, () => page.getByRole('button', { name: 'go back to the report' }).click())).toBe(
    200,
  );
  expect(await seen(page)).toContain(`Saved: ${nameOf(0)}`);
  const file = await download(page, () =>
    page.getByRole('link', { name: 'Download the spreadsheet' }).click(),
  );
  await keyboard.field('workbook', 'file').setInputFiles({
    ...{ name: 'report.xlsx', mimeType: 'application/octet-stream' },
    buffer: await fillIn(file, { [nameOf(1)]: { contactMade: 'N', resolution: 'Unable to contact' } }),
  });
  await landing(page, () => page.getByRole('button', { name: 'Send the spreadsheet' }).click());
  expect(await seen(page)).toContain('We took your file');
  expect(await seen(page)).toContain('2 of 4 answered');
});

test('late: it is still taken, and the page says so', async () => {
  const { page } = visitor;
  await site.db.query(
    `UPDATE reports SET due_on = due_on - 10, due_at = due_at - interval '10 days' WHERE id = $1`,
    [report.id],
  );
  await openReport(page, report.link);
  expect(await seen(page)).toContain('We still take it.');
  expect(await faults(page, 'report-late')).toEqual([]);
});
