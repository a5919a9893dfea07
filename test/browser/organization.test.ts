import type { Browser } from 'playwright-core';
import type { OrganizationView } from '../../src/api/organization/schema';
import { linkIn, organizationLinkIn } from '../integration/support/assister';
import { install, type Installation } from '../integration/support/installation';
import { header, isLeadFor } from '../integration/support/mails';
import { personalValues, sampleOrganization } from '../integration/support/samples';
import { faults } from './support/accessibility';
import { startChromium } from './support/chromium';
import { hasFocus } from './support/keyboard';
import { landing, seen } from './support/landing';
import { visit, type Visitor } from './support/scene';

const MAIL_WITHIN_MS = 60_000;

let site: Installation;
let browser: Browser;
let visitor: Visitor;
let organization: OrganizationView;
let link: string;
let personal: readonly string[];

beforeAll(async () => {
  [site, browser] = await Promise.all([install(), startChromium()]);
  organization = await site.crm.createOrganization(sampleOrganization('Ramsey', { capacity: 50 }));
  const lead = site.lead('Ramsey');
  personal = personalValues(lead);
  const { id } = await site.crm.startReferral(lead);
  link = organizationLinkIn(await site.smtp.waitForMail(isLeadFor(id), MAIL_WITHIN_MS));
});
afterAll(async () => {
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

async function open(): Promise<void> {
  const { page } = visitor;
  await page.goto(link);
  expect(await landing(page, () => page.getByRole('button', { name: 'Open the page' }).click())).toBe(200);
}

test('the link shows a name and a button; the page shows what is on record and nothing about consumers', async () => {
  const { page } = visitor;
  await page.goto(link);
  expect(await faults(page, 'organization-link')).toEqual([]);
  await open();
  const text = await seen(page);
  expect(text).toContain(organization.name);
  expect(text).toContain('50, 1 in use');
  expect(text).toContain('Ramsey County');
  expect(personal.filter((value) => text.includes(value))).toEqual([]);
  expect(await faults(page, 'organization')).toEqual([]);
});

test('with the keyboard alone: none until a day, and the page says that it is done', async () => {
  const { page, keyboard } = visitor;
  await open();
  await keyboard.openForm('capacity');
  await keyboard.type(keyboard.field('capacity', 'capacity'), '0');
  await keyboard.type(keyboard.field('capacity', 'untilMonth'), '12');
  await keyboard.type(keyboard.field('capacity', 'untilDay'), '31');
  await keyboard.type(keyboard.field('capacity', 'untilYear'), '2027');
  expect(await landing(page, () => keyboard.submit('capacity'))).toBe(200);
  expect(await seen(page)).toContain('Done: How many appointments we can hold');
  expect((await site.crm.organization(organization.id)).capacity).toBe(0);
  expect(await faults(page, 'organization-done')).toEqual([]);
});

test('what is wrong is said first, with the focus, and leads to its field; what was typed is still there', async () => {
  const { page, keyboard } = visitor;
  await open();
  await keyboard.openForm('absence');
  await keyboard.enterDate('absence', { month: '02', day: '30', year: '2027' });
  expect(await landing(page, () => keyboard.submit('absence'))).toBe(422);
  expect(await page.title()).toMatch(/^Error/);
  expect(await hasFocus(page.getByRole('alert'))).toBe(true);
  expect(await faults(page, 'organization-mistake')).toEqual([]);
  const links = page.getByRole('alert').getByRole('link');
  expect(await links.count()).toBe(2);
  await keyboard.activate(links.nth(1));
  expect(await hasFocus(keyboard.field('absence', 'untilMonth'))).toBe(true);
  expect(await keyboard.field('absence', 'day').inputValue()).toBe('30');
});

test('nothing pressed without a choice asks for anything', async () => {
  const { page, keyboard } = visitor;
  await open();
  await keyboard.openForm('suspend');
  expect(await landing(page, () => keyboard.submit('suspend'))).toBe(422);
  await keyboard.openForm('counties');
  expect(await landing(page, () => keyboard.submit('counties'))).toBe(422);
  expect(await seen(page)).toContain('These are the counties that we have already.');
  expect((await site.crm.organization(organization.id)).status).toBe('active');
});

test('the new and the old address each answer one question, with the keyboard alone', async () => {
  const { page, keyboard } = visitor;
  await open();
  await keyboard.openForm('contact-change');
  await keyboard.type(keyboard.field('contact-change', 'email'), 'new-desk@organization.example.org');
  expect(await landing(page, () => keyboard.submit('contact-change'))).toBe(200);
  const mail = await site.smtp.waitForMail(
    (received) => header(received, 'X-Message-Kind') === 'contact-confirmation',
    MAIL_WITHIN_MS,
  );
  await page.goto(linkIn(mail));
  expect(await faults(page, 'contact-link')).toEqual([]);
  expect(await landing(page, () => keyboard.activate(page.getByRole('button', { name: 'Go on' })))).toBe(200);
  expect(await faults(page, 'contact-question')).toEqual([]);
  await keyboard.choose('confirmation', 'Yes, send referrals to this address');
  expect(await landing(page, () => keyboard.submit('confirmation'))).toBe(200);
  expect(await seen(page)).toContain('We have your answer');
  expect(await faults(page, 'contact-confirmed')).toEqual([]);
  expect((await site.crm.organization(organization.id)).contactEmail).toBe(organization.contactEmail);

  const toOld = await site.smtp.waitForMail(
    (received) => header(received, 'X-Message-Kind') === 'contact-agreement',
    MAIL_WITHIN_MS,
  );
  expect(toOld.to).toEqual([organization.contactEmail]);
  await page.goto(linkIn(toOld));
  expect(await faults(page, 'agreement-link')).toEqual([]);
  expect(await landing(page, () => keyboard.activate(page.getByRole('button', { name: 'Go on' })))).toBe(200);
  expect(await faults(page, 'agreement-question')).toEqual([]);
  await keyboard.choose('confirmation', 'Yes, send referrals to the new address');
  expect(await landing(page, () => keyboard.submit('confirmation'))).toBe(200);
  expect(await seen(page)).toContain('Referrals go to the new address now');
  expect(await faults(page, 'agreement-settled')).toEqual([]);
  expect((await site.crm.organization(organization.id)).contactEmail).toBe(
    'new-desk@organization.example.org',
  );
});
