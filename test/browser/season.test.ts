import type { Browser } from 'playwright-core';
import { instant } from '../../src/domain/time';
import { createLinks } from '../../src/infra/links';
import { createLinkIssuer } from '../../src/infra/prisma/outbox/link-issuer';
import { createPrisma, type PrismaHandle } from '../../src/infra/prisma/database/client';
import { addLead, addSeason } from '../integration/season/scorecards/scorecard-scene';
import { install, type Installation } from '../integration/support/installation';
import { sampleOrganization } from '../integration/support/samples';
import { faults } from './support/accessibility';
import { startChromium } from './support/chromium';
import { goTo, landing, seen } from './support/landing';
import { visit, type Visitor } from './support/scene';

let site: Installation;
let browser: Browser;
let memory: PrismaHandle;
let visitor: Visitor;
let link: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([install(), startChromium()]);
  memory = createPrisma(site.databaseUrl, { max: 2 });
  link = await linkTo(await fill());
});
afterAll(async () => {
  await memory.close();
  await browser.close();
  await site.stop();
});
beforeEach(async () => {
  visitor = await visit(browser, site);
});
afterEach(async () => {
  expect(await visitor.watch.problems()).toEqual([]);
  await visitor.close();
});

/** Twelve leads and a good record, twelve and a bad one, and three that say nothing. */
async function fill(): Promise<string> {
  const names = [
    'Northern Lights Navigators',
    'Lakeside Brokers',
    'River Valley Community Health Navigators',
  ];
  const ids: string[] = [];
  for (const name of names) {
    ids.push((await site.crm.createOrganization(sampleOrganization('Ramsey', { name }))).id);
  }
  for (const [n, organizationId] of ids.entries()) {
    for (let lead = 0; lead < (n === 2 ? 3 : 12); lead += 1) {
      const good = n === 0 ? lead !== 5 : lead % 2 === 0;
      // Mondays, November 2 and 16, at 10:00; a contact on the next day, or a week later.
      const [sent, next, late] = lead < 6 ? ['02', '03', '09'] : ['16', '17', '23'];
      await addLead(memory, {
        ...{ organizationId, sentAt: instant(`2026-11-${sent}T16:00:00Z`), end: 'resolved' },
        county: lead % 3 === 0 ? '27053' : '27123',
        language: lead % 4 === 0 ? 'so' : 'en',
        contact: good
          ? { state: 'met', metAt: instant(`2026-11-${next}T18:00:00Z`) }
          : { state: 'late', metAt: instant(`2026-11-${late}T18:00:00Z`), breached: true },
        ...{ appointment: good ? 'met' : 'late', resolution: good ? 'enrolled-qhp' : 'unable-to-contact' },
      });
    }
  }
  return addSeason(
    memory,
    ids.map((organizationId) => ({
      organizationId,
      period: 1,
      completedAt: instant('2026-11-22T15:00:00Z'),
    })),
  );
}

/** As the mail at the season's end carries it. */
async function linkTo(seasonId: string): Promise<string> {
  const keys = [site.service.environment['LINK_KEYS'] ?? ''];
  const { urlFor } = createLinks({ keys, publicUrl: site.service.url });
  const now = Date.now();
  const { url } = await createLinkIssuer(memory.prisma, urlFor).linkFor({
    organizationId: null,
    ...{ purpose: 'season', subjectId: seasonId, recipient: 'spoc@example.org' },
    ...{ at: instant(now), expiresAt: instant(now + 86_400_000) },
  });
  return url;
}

const HENNEPIN_OR_RAMSEY = /(Hennepin|Ramsey) County/;

test('from the mail’s link to the season, to one organization and back, by keyboard', async () => {
  const { page, keyboard } = visitor;
  expect(await goTo(page, link)).toBe(200);
  expect(await faults(page, 'season-link')).toEqual([]);
  await keyboard.tabTo(page.getByRole('button', { name: 'Open the figures' }));
  expect(await landing(page, () => keyboard.press('Enter'))).toBe(200);
  const text = await seen(page);
  expect(text).toContain('92% (11 of 12)');
  expect(text).toContain('50% (6 of 12)');
  expect(text).toContain('67% (2 of 3) small number');
  expect(text).toMatch(HENNEPIN_OR_RAMSEY);
  expect(await faults(page, 'season')).toEqual([]);

  const own = page.getByRole('link', { name: 'Lakeside Brokers' });
  expect(await landing(page, () => keyboard.activate(own))).toBe(200);
  const details = await seen(page);
  expect(details).toContain('2 of 2');
  expect(details).not.toContain('Northern Lights');
  expect(await faults(page, 'season-organization')).toEqual([]);
  const back = page.getByRole('link', { name: 'Back to all organizations' });
  expect(await landing(page, () => keyboard.activate(back))).toBe(200);
});

test('a chart says in words what it shows', async () => {
  const { page } = visitor;
  await page.goto(link);
  await landing(page, () => page.getByRole('button', { name: 'Open the figures' }).click());
  const chart = page.getByRole('img', { name: 'Contact within 2 business days, by organization' });
  const words = await chart.locator('desc').textContent();
  expect(words).toContain('Northern Lights Navigators: 92% (11 of 12).');
  expect(words).toContain('River Valley Community Health Navigators: 67% (2 of 3), a small number.');
});

test('both files come with the session, and name no consumer', async () => {
  const { page } = visitor;
  await page.goto(link);
  await landing(page, () => page.getByRole('button', { name: 'Open the figures' }).click());
  expect((await page.content()).includes('Sample')).toBe(false);
  const workbook = page.waitForEvent('download');
  await page.getByRole('link', { name: /XLSX/ }).click();
  expect((await workbook).suggestedFilename()).toBe('scorecards.xlsx');
  const csv = page.waitForEvent('download');
  await page.getByRole('link', { name: /CSV/ }).click();
  expect((await csv).suggestedFilename()).toBe('scorecards.csv');
});
