import type { Browser } from 'playwright-core';
import { install, type Installation } from '../integration/support/installation';
import { dateFields, sampleOrganization } from '../integration/support/samples';
import { faults } from './support/accessibility';
import { startChromium } from './support/chromium';
import { landing } from './support/landing';
import { arrive, pressOpen, visit } from './support/scene';

let site: Installation;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([install(), startChromium()]);
  await site.crm.createOrganization(sampleOrganization('Dakota'));
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const ATTEMPTS = 35;

test('a long history shows its latest entries, and all of them by a link that needs no script', async () => {
  const { id, link } = await arrive(site, 'Dakota');
  const { year, month, day } = dateFields();
  const madeOn = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  const statuses: number[] = [];
  for (let n = 1; n <= ATTEMPTS; n += 1) {
    const act = { made: false, madeOn, comments: `Call ${n}` };
    statuses.push((await site.crm.post(`/referrals/${id}/contact`, act)).status);
  }
  expect(statuses.filter((status) => status >= 300)).toEqual([]);

  for (const javaScriptEnabled of [true, false]) {
    const { page, watch, close } = await visit(browser, site, { javaScriptEnabled });
    await pressOpen(page, link);
    const entries = page.locator('.al-history').getByRole('listitem');
    expect(await entries.count()).toBe(30);
    expect(await entries.last().innerText()).toContain('Referral opened');
    // axe-core is a script.
    if (javaScriptEnabled) expect(await faults(page, 'history-latest')).toEqual([]);

    // The sending, 35 attempts, and the opening.
    const all = page.getByRole('link', { name: 'Show all 37 entries' });
    expect(await landing(page, () => all.click())).toBe(200);
    expect(await entries.count()).toBe(37);
    expect(await entries.first().innerText()).toContain('Referral sent to you');
    expect(new URL(page.url()).hash).toBe('#history');
    if (javaScriptEnabled) expect(await faults(page, 'history-all')).toEqual([]);

    expect(
      await landing(page, () => page.getByRole('link', { name: 'Show only the latest entries' }).click()),
    ).toBe(200);
    expect(await entries.count()).toBe(30);
    expect(await watch.problems()).toEqual([]);
    await close();
  }
});
