import type { Browser, Page } from 'playwright-core';
import { install, type Installation } from '../integration/support/installation';
import { sampleOrganization } from '../integration/support/samples';
import { faults } from './support/accessibility';
import { startChromium } from './support/chromium';
import { goTo, landing, seen } from './support/landing';
import { arrive, pressOpen, visit, type Arrived } from './support/scene';

let site: Installation;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([install(), startChromium()]);
  await site.crm.createOrganization(sampleOrganization('Dakota', { capacity: 50 }));
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

test('a mail scanner that asks again and again, and follows whatever it finds, opens nothing', async () => {
  const { id, link, personal } = await arrive(site, 'Dakota');
  const before = await site.crm.events(id);
  const methods = Array.from({ length: 20 }, (_, turn) => (turn % 2 === 0 ? 'GET' : 'HEAD'));
  const answers = await Promise.all(methods.map((method) => fetch(link, { method })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(answers.filter(({ headers }) => headers.has('set-cookie'))).toEqual([]);

  const { page, watch, close } = await visit(browser, site);
  const found = await followAll(page, link);
  expect(found.length).toBeGreaterThan(4);
  expect(found.filter(({ status }) => status !== 200)).toEqual([]);
  expect(personal.filter((value) => found.some(({ html }) => html.includes(value)))).toEqual([]);
  expect(await watch.problems()).toEqual([]);
  await close();

  expect((await site.crm.referral(id)).assignment?.openedAt).toBeNull();
  expect(await site.crm.events(id)).toEqual(before);
});

describe.each([
  { link: 'altered', status: 403, heading: 'This link is not complete', sql: null },
  {
    link: 'expired',
    status: 410,
    heading: 'This link has expired',
    sql: `UPDATE links SET expires_at = now() - interval '1 minute' WHERE subject_id = $1`,
  },
  {
    link: 'revoked',
    status: 410,
    heading: 'This link no longer works',
    sql: 'UPDATE links SET revoked_at = now() WHERE subject_id = $1',
  },
  {
    link: 'forgotten',
    status: 404,
    heading: 'We do not know this link',
    sql: 'DELETE FROM links WHERE subject_id = $1',
  },
])('a link that is $link', ({ link: state, status, heading, sql }) => {
  test('says so, shows nobody, and opens nothing', async () => {
    const arrived = await arrive(site, 'Dakota');
    const assignment = (await site.crm.referral(arrived.id)).assignment;
    const link = sql === null ? altered(arrived) : arrived.link;
    if (sql !== null) await site.db.query(sql, [assignment?.id]);
    const { page, watch, close } = await visit(browser, site);

    expect(await goTo(page, link)).toBe(status);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(heading);
    expect(await seen(page)).toContain('spoc@example.org');
    expect(await page.locator('form').count()).toBe(0);
    const pressed = await fetch(link, { method: 'POST', redirect: 'manual' });
    expect(pressed.status).toBe(status);
    expect(pressed.headers.has('set-cookie')).toBe(false);
    const shown = [await page.content(), await pressed.text()];
    expect(arrived.personal.filter((value) => shown.some((html) => html.includes(value)))).toEqual([]);
    expect(await faults(page, `link-${state}`)).toEqual([]);
    expect((await site.crm.referral(arrived.id)).assignment?.openedAt).toBeNull();
    expect(await watch.problems()).toEqual([]);
    await close();
  });
});

test.each([
  ['expired', `expires_at = now() - interval '1 minute'`, 'This link has expired'],
  ['revoked', 'revoked_at = now()', 'This link no longer works'],
])('a page that is open when its link is %s closes', async (state, change, heading) => {
  const { id, link, personal } = await arrive(site, 'Dakota');
  const { page, watch, close } = await visit(browser, site);
  await pressOpen(page, link);
  const assignment = (await site.crm.referral(id)).assignment;
  await site.db.query(`UPDATE links SET ${change} WHERE subject_id = $1`, [assignment?.id]);

  const sent = await landing(page, () => page.getByRole('button', { name: 'Record the contact' }).click());
  expect(sent).toBe(410);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(heading);
  const html = await page.content();
  expect(personal.filter((value) => html.includes(value))).toEqual([]);
  expect(await faults(page, `page-${state}`)).toEqual([]);
  expect(await watch.problems()).toEqual([]);
  await close();
});

test('the address of the page opens nothing in a browser that did not press the button', async () => {
  const { link, token, personal } = await arrive(site, 'Dakota');
  const owner = await visit(browser, site);
  await pressOpen(owner.page, link);
  const address = owner.page.url();
  expect(address).not.toContain(token);
  expect(await owner.page.content()).not.toContain(token);

  const stranger = await visit(browser, site);
  const opened = await goTo(stranger.page, address);
  expect(opened).toBe(403);
  expect(await seen(stranger.page)).toContain('Please open this page again');
  const html = await stranger.page.content();
  expect(personal.filter((value) => html.includes(value))).toEqual([]);
  expect(await faults(stranger.page, 'session-missing')).toEqual([]);

  // The owner's session is over as soon as its cookie is gone; what was typed goes with it, and nothing is recorded.
  await owner.page.context().clearCookies();
  const sent = await landing(owner.page, () =>
    owner.page.getByRole('button', { name: 'Record the contact' }).click(),
  );
  expect(sent).toBe(403);
  expect(await owner.watch.problems()).toEqual([]);
  expect(await stranger.watch.problems()).toEqual([]);
  await Promise.all([owner.close(), stranger.close()]);
});

test('a form that another site put together is refused in words', async () => {
  const { id, link } = await arrive(site, 'Dakota');
  const { page, watch, close } = await visit(browser, site);
  await pressOpen(page, link);
  await page.evaluate(
    `document.querySelectorAll('[name=token]').forEach((field) => { field.value = 'guessed'; })`,
  );
  const sent = await landing(page, () => page.getByRole('button', { name: 'Record the contact' }).click());
  expect(sent).toBe(403);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('That did not come from our page');
  expect(await faults(page, 'forged')).toEqual([]);
  expect((await site.crm.events(id)).at(-1)?.type).toBe('opened');

  const nowhere = await goTo(page, `${site.service.url}/nowhere`);
  expect(nowhere).toBe(404);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Page not found');
  expect(await faults(page, 'nowhere')).toEqual([]);
  expect(await watch.problems()).toEqual([]);
  await close();
});

test('the checks that all these tests rely on do find what is wrong', async () => {
  const { link } = await arrive(site, 'Dakota');
  const { page, watch, close } = await visit(browser, site);
  await page.goto(link);
  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
    '<input name="unlabelled"><img alt="" src="http://elsewhere.example.org/">' +
    '<details><summary>More</summary><pre>' + 'x'.repeat(200) + '</pre></details>')`);
  const found = await faults(page, 'spoiled');
  expect(found).toContainEqual(expect.stringMatching(/^spoiled-desktop: label: <input/));
  expect(found).toContainEqual(expect.stringMatching(/^spoiled-phone-opened: scrolls to the side/));
  expect(found).not.toContainEqual(expect.stringMatching(/^spoiled-phone: scrolls/));
  expect(await watch.problems()).toContainEqual(
    expect.stringMatching(/^console error: .*Content Security Policy/),
  );
  await close();
});

test('the API reference renders and can be tried, with nothing from elsewhere', async () => {
  const { page, watch, close } = await visit(browser, site);
  await page.goto(`${site.service.url}/api/docs`);
  await page.getByRole('heading', { name: /Assister Leads/ }).waitFor();
  const paths = await page.locator('.opblock-summary-path').allInnerTexts();
  expect(paths.map((path) => path.replaceAll('\u200b', ''))).toContain('/api/v1/referrals/{id}/contact');

  await page.getByRole('button', { name: 'Authorize' }).first().click();
  await page.locator('.auth-container input').fill(site.service.apiKey);
  await page.locator('.auth-container').getByRole('button', { name: 'Apply credentials' }).click();
  await page.locator('.modal-ux').getByRole('button', { name: 'Close' }).first().click();
  const list = page.locator('.opblock-get').filter({ hasText: '/escalations' }).first();
  await list.locator('.opblock-summary-control').click();
  await list.getByRole('button', { name: 'Try it out' }).click();
  await list.getByRole('button', { name: 'Execute' }).click();
  await list.locator('.live-responses-table .response-col_status').filter({ hasText: '200' }).waitFor();
  expect(await watch.problems()).toEqual([]);
  await close();
});

/** Goes to everything that the page at `address` names, its files included. Presses no button. */
async function followAll(
  page: Page,
  address: string,
): Promise<{ status: number | undefined; html: string }[]> {
  await page.goto(address);
  const named = await page.evaluate<string[]>(
    `[...document.querySelectorAll('[href], [src], form')].map(({ href, src, action }) => href ?? src ?? action)`,
  );
  const found = [];
  for (const url of new Set(named.filter((candidate) => candidate.startsWith('http')))) {
    const status = await goTo(page, url);
    found.push({ status, html: await page.content() });
  }
  return found;
}

/** The link with the last character of its signature changed. */
function altered({ link }: Arrived): string {
  return link.slice(0, -1) + (link.endsWith('A') ? 'Q' : 'A');
}
