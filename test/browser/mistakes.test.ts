import type { Browser } from 'playwright-core';
import { eventually } from '../support/eventually';
import { install, type Installation } from '../integration/support/installation';
import { dateFields, sampleOrganization } from '../integration/support/samples';
import { faults } from './support/accessibility';
import { startChromium } from './support/chromium';
import { hasFocus } from './support/keyboard';
import { landing, seen } from './support/landing';
import { arrive, pressOpen, visit, type Visitor } from './support/scene';

let site: Installation;
let browser: Browser;
let visitor: Visitor;
let id: string;
let link: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([install(), startChromium()]);
  await site.crm.createOrganization(sampleOrganization('Ramsey', { capacity: 50 }));
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});
beforeEach(async () => {
  ({ id, link } = await arrive(site, 'Ramsey'));
  visitor = await visit(browser, site);
  await pressOpen(visitor.page, link);
});
afterEach(async () => {
  expect(await visitor.watch.problems()).toEqual([]);
  await visitor.close();
});

test('nothing filled in: the page says what is missing, first and with the focus, and leads to each field', async () => {
  const { page, keyboard } = visitor;
  expect(await landing(page, () => keyboard.submit('contact'))).toBe(422);
  expect(await page.title()).toMatch(/^Error/);
  expect(await hasFocus(page.getByRole('alert'))).toBe(true);
  expect(await seen(page)).toMatch(/^Nothing is recorded yet/);
  expect(await faults(page, 'nothing-chosen')).toEqual([]);

  const links = page.getByRole('alert').getByRole('link');
  expect(await links.allInnerTexts()).toEqual([
    'Choose whether you reached the consumer.',
    'Enter a date that exists, with month, day and a year of four digits.',
  ]);
  await keyboard.activate(links.nth(0));
  expect(await hasFocus(page.getByRole('radio', { name: 'I reached the consumer' }))).toBe(true);
  await keyboard.press('Space');
  await keyboard.activate(links.nth(1));
  expect(await hasFocus(keyboard.field('contact', 'month'))).toBe(true);
  expect(await keyboard.field('contact', 'month').getAttribute('aria-invalid')).toBe('true');
  expect(await acts()).toEqual([]);

  // What was chosen meanwhile is still there, and the corrected form is taken.
  await keyboard.enterDate('contact', dateFields());
  expect(await landing(page, () => keyboard.submit('contact'))).toBe(200);
  expect(await acts()).toEqual(['contact-made', 'milestone-met']);
});

test.each([
  ['does not exist', { month: '2', day: '30', year: '2026' }, 'Enter a date that exists'],
  ['is in the future', dateFields(2), 'This date is in the future.'],
])('a date that %s comes back as it was typed, and is not recorded', async (_what, date, message) => {
  const { page, keyboard } = visitor;
  await keyboard.choose('contact', 'I tried but did not reach them');
  await keyboard.enterDate('contact', { ...date, month: date.month.padStart(2, '0') });
  expect(await landing(page, () => keyboard.submit('contact'))).toBe(422);
  expect(await page.title()).toMatch(/^Error/);
  expect(await hasFocus(page.getByRole('alert'))).toBe(true);
  expect(await page.getByRole('alert').getByRole('link').innerText()).toContain(message);
  expect(await page.getByRole('radio', { checked: true }).getAttribute('value')).toBe('not-reached');
  const typed = { month: String(Number(date.month)), day: date.day, year: date.year };
  for (const part of ['month', 'day', 'year'] as const) {
    expect(await keyboard.field('contact', part).inputValue()).toBe(typed[part]);
  }
  expect(await acts()).toEqual([]);
});

test('a comment survives a form that is not complete', async () => {
  const { page, keyboard } = visitor;
  const comments = 'Rang twice & wrote;\n"nobody" answered <b>';
  await keyboard.openForm('decline');
  await page.locator('#decline-comments').fill(comments);
  expect(await landing(page, () => keyboard.submit('decline'))).toBe(422);
  expect(await keyboard.field('decline', 'comments').inputValue()).toBe(comments);
  expect(await page.locator('#decline-form').isVisible()).toBe(true);
  expect(await faults(page, 'decline-incomplete')).toEqual([]);
  expect(await acts()).toEqual([]);
});

test('an appointment that cannot be comes back with its time', async () => {
  const { page, keyboard } = visitor;
  await recordContact();
  await keyboard.choose('appointment', 'The appointment was held');
  await keyboard.enterDate('appointment', dateFields(3));
  await keyboard.type(keyboard.field('appointment', 'time'), '0430PM');
  expect(await landing(page, () => keyboard.submit('appointment'))).toBe(422);
  expect(await page.getByRole('alert').getByRole('link').innerText()).toBe('This time is in the future.');
  expect(await keyboard.field('appointment', 'time').inputValue()).toBe('16:30');
  expect(await faults(page, 'wrong-appointment')).toEqual([]);
  expect(await acts()).toEqual(['contact-made', 'milestone-met']);
});

test('a resolution that needs a contact cannot be chosen before there is one', async () => {
  const { page, keyboard } = visitor;
  await keyboard.openForm('resolution');
  const choices = page.locator('#resolution-form').locator('label.usa-radio__label');
  expect(await choices.allInnerTexts()).toEqual([
    'No longer needs assistance',
    'Referred to another certified assister',
  ]);
  await recordContact();
  await keyboard.openForm('resolution');
  // Nothing was tried in vain, and no appointment is agreed.
  expect(await choices.count()).toBe(7);
});

test('a button pressed twice records once', async () => {
  const { page, keyboard } = visitor;
  await keyboard.choose('contact', 'I reached the consumer');
  await keyboard.enterDate('contact', dateFields());
  await keyboard.tabTo(page.getByRole('button', { name: 'Record the contact' }));
  await landing(page, async () => {
    await Promise.all([keyboard.press('Enter'), keyboard.press('Enter')]);
  });
  expect(await seen(page)).toContain('Recorded: consumer reached on ');

  // Both presses arrive, one after the other; the person sees the answer to the second.
  let arrived = 0;
  await page.route('**/appointment', async (route) => {
    const first = await route.fetch({ maxRedirects: 0 });
    arrived += first.status() === 303 ? 1 : 0;
    await route.continue();
  });
  await keyboard.choose('appointment', 'We agreed on an appointment');
  await keyboard.enterDate('appointment', dateFields(5));
  await keyboard.type(keyboard.field('appointment', 'time'), '1000AM');
  expect(await landing(page, () => keyboard.submit('appointment'))).toBe(200);
  expect(arrived).toBe(1);
  expect(await seen(page)).toContain('Recorded: appointment agreed for ');
  expect(await acts()).toEqual(['contact-made', 'milestone-met', 'appointment-agreed']);
});

test('the back button shows what is on record, and a reload repeats nothing', async () => {
  const { page } = visitor;
  await recordContact();
  await page.reload();
  await page.goBack();
  expect(await page.locator('h2#standing').innerText()).toBe('Consumer contacted');
  expect(await page.locator('#contact-form').count()).toBe(0);
  expect(await acts()).toEqual(['contact-made', 'milestone-met']);
});

test('a form that is older than the last act is refused in words, and shows the latest', async () => {
  const { page, keyboard } = visitor;
  const colleague = await visit(browser, site);
  await pressOpen(colleague.page, link);
  await recordContact(colleague);
  await keyboard.choose('contact', 'I reached the consumer');
  await keyboard.enterDate('contact', dateFields());
  expect(await landing(page, () => keyboard.submit('contact'))).toBe(409);
  expect(await page.title()).toMatch(/^Error/);
  expect(await seen(page)).toMatch(/^Somebody else was faster/);
  expect(await page.locator('h2#standing').innerText()).toBe('Consumer contacted');
  expect(await faults(page, 'changed')).toEqual([]);
  expect(await acts()).toEqual(['contact-made', 'milestone-met']);
  await colleague.close();
});

test('with the worker away it is recorded at once, and what follows waits for it', async () => {
  const { page, keyboard } = visitor;
  await site.service.worker.end('SIGTERM');
  await recordContact();
  expect(await page.locator('h2#standing').innerText()).toBe('Consumer contacted');
  await keyboard.openForm('decline');
  await keyboard.choose('decline', 'We do not have the language the consumer needs');
  expect(await landing(page, () => keyboard.submit('decline'))).toBe(200);
  expect(await acts()).toEqual(['contact-made', 'milestone-met', 'milestone-cancelled', 'declined']);
  await site.service.worker.start();
  await eventually('the next step', acts, (types) => types.length > 4);
});

test('while others hold the referral the page keeps what was typed, and sent again it is recorded once', async () => {
  const { page, keyboard } = visitor;
  // As long as the field allows, with line breaks.
  const comments = 'Left three messages,\nno answer.\n'.padEnd(2000, 'etc. ').replace(/ $/, '.');
  await keyboard.openForm('resolution');
  await keyboard.choose('resolution', 'No longer needs assistance');
  await page.locator('#resolution-comments').fill(comments);
  const other = await site.db.connect();
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM referrals WHERE id = $1 FOR UPDATE', [id]);
  const status = await landing(page, () => keyboard.submit('resolution'));
  await other.query('COMMIT');
  other.release();
  expect(status).toBe(503);
  expect(await page.title()).toMatch(/^Error/);
  expect(await page.getByRole('alert').innerText()).toContain('This is not recorded yet');
  expect(await page.getByRole('radio', { checked: true }).getAttribute('value')).toBe(
    'no-longer-needs-assistance',
  );
  expect(await keyboard.field('resolution', 'comments').inputValue()).toBe(comments);
  expect(await acts()).toEqual([]);
  expect(await faults(page, 'busy')).toEqual([]);

  expect(await landing(page, () => keyboard.submit('resolution'))).toBe(200);
  expect(await seen(page)).toContain('This referral is closed');
  expect(await acts()).toEqual(['milestone-cancelled', 'milestone-met', 'resolution-recorded']);
  expect((await site.crm.referral(id)).resolution).toMatchObject({ comments });
});

/** What is on record since the page was opened. */
async function acts(): Promise<readonly string[]> {
  const types = (await site.crm.events(id)).map(({ type }) => type);
  return types.slice(types.indexOf('opened') + 1);
}

async function recordContact({ page, keyboard } = visitor): Promise<void> {
  await keyboard.openForm('contact');
  await keyboard.choose('contact', 'I reached the consumer');
  await keyboard.enterDate('contact', dateFields());
  const status = await landing(page, () => keyboard.submit('contact'));
  if (status !== 200) throw new Error(`${status} for a contact`);
}
