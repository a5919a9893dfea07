import type { Browser } from 'playwright-core';
import { refuse } from '../support/smtp';
import { linkIn } from '../integration/support/assister';
import { eventually } from '../support/eventually';
import { install, type Installation } from '../integration/support/installation';
import { isEscalation } from '../integration/support/mails';
import {
  personalValues,
  sampleOrganization,
  type County,
  type LeadBody,
} from '../integration/support/samples';
import { faults } from './support/accessibility';
import { startChromium } from './support/chromium';
import { goTo, landing, seen } from './support/landing';
import { visit } from './support/scene';

let site: Installation;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([install(), startChromium()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const STATES_MS = 240_000;
const MAIL_WITHIN_MS = 60_000;

async function linkOf(subject: string): Promise<string> {
  const fits = (mail: Parameters<typeof isEscalation>[0]): boolean =>
    isEscalation(mail) && mail.parsed.subject?.includes(subject) === true;
  return linkIn(await site.smtp.waitForMail(fits, MAIL_WITHIN_MS));
}

/** A referral that its only organization has sent back to the exchange. */
async function sentBack(county: County): Promise<{ id: string; lead: LeadBody }> {
  const lead = site.lead(county);
  const { id } = await site.crm.startReferral(lead);
  await eventually(
    'the sending on record',
    () => site.crm.referral(id),
    ({ status }) => status === 'sent',
  );
  await site.crm.post(`/referrals/${id}/decline`, { reason: 'exchange-must-resolve' });
  return { id, lead };
}

describe.each([
  { browserIs: 'without scripts', javaScriptEnabled: false, county: 'Hennepin' },
  { browserIs: 'with scripts', javaScriptEnabled: true, county: 'Ramsey' },
] as const)('by keyboard alone, in a browser $browserIs', ({ javaScriptEnabled, county }) => {
  /** axe-core is a script. */
  const look = javaScriptEnabled ? faults : async () => [];

  test(
    'an escalation is read, mistaken, acted on, and over',
    async () => {
      const { crm } = site;
      const first = await crm.createOrganization(sampleOrganization(county));
      const { id, lead } = await sentBack(county);
      const other = await crm.createOrganization(sampleOrganization(county, { languages: ['en'] }));
      const personal = personalValues(lead);
      const { page, keyboard, watch, close } = await visit(browser, site, { javaScriptEnabled });
      const link = await linkOf(`Only the exchange can solve this (${first.name}`);
      const before = await crm.events(id);

      expect(await goTo(page, link)).toBe(200);
      expect(await look(page, 'escalation-summary')).toEqual([]);
      expect(await crm.events(id)).toEqual(before);
      const button = page.getByRole('button', { name: 'Open the escalation' });
      await keyboard.tabTo(button);
      expect(await landing(page, () => keyboard.press('Enter'))).toBe(200);
      expect(new URL(page.url()).pathname).toMatch(/^\/escalations\/[0-9a-f-]{36}$/);
      expect(await seen(page)).toContain(`referral-${id}`);
      const html = await page.content();
      expect(personal.filter((value) => html.includes(value))).toEqual([]);
      expect(await look(page, 'escalation')).toEqual([]);

      const part = (form: string) =>
        page.locator('details.al-act', { has: page.locator(`#${form}-form`) }).locator('> summary');
      const press = (form: string) =>
        landing(page, () => keyboard.activate(page.locator(`#${form}-form`).getByRole('button')));

      await keyboard.activate(part('give'));
      expect(await press('give')).toBe(422);
      expect(await seen(page)).toContain('Nothing is recorded yet. Please check the form.');
      expect(await look(page, 'escalation-mistake')).toEqual([]);

      const select = page.locator('#give-organization');
      await keyboard.tabTo(select);
      await page.keyboard.type(other.name);
      expect(await select.inputValue()).toBe(other.id);
      expect(await press('give')).toBe(200);
      expect(await seen(page)).toContain(`Recorded: given to ${other.name}`);
      await eventually(
        'the referral with the other organization',
        () => crm.referral(id),
        ({ assignment }) => assignment?.organization.id === other.id,
      );
      await page.reload();
      expect(await seen(page)).toContain('Nothing is left to do');
      expect(await look(page, 'escalation-over')).toEqual([]);
      expect(await watch.problems()).toEqual([]);
      await close();
    },
    STATES_MS,
  );
});

test(
  'a gap, and an address that does not work, with many lines, on every screen',
  async () => {
    const { crm, smtp } = site;
    const names = ['Absent', 'Full', 'Suspended'].map(
      (name) => `${name} Navigators of the Long Names and the Wide Open Prairie`,
    );
    const organizations = await Promise.all(
      names.map((name) => crm.createOrganization(sampleOrganization('Dakota', { name, capacity: 1 }))),
    );
    await crm.changeOrganization(organizations[0]?.id ?? '', {
      absences: [{ from: '2026-01-01', until: null, reason: null }],
    });
    await crm.changeOrganization(organizations[2]?.id ?? '', { status: 'suspended' });
    smtp.behaveFor(organizations[1]?.contactEmail ?? '', refuse(550));
    await crm.startReferral(site.lead('Dakota'));
    const { page, watch, close } = await visit(browser, site);
    for (const [name, subject, text] of [
      ['escalation-gap', 'No organization can take this referral (Dakota', 'Why nobody takes it'],
      ['escalation-address', `came back (${names[1]})`, '(code 550)'],
    ] as const) {
      await page.goto(await linkOf(subject));
      await landing(page, () => page.getByRole('button', { name: 'Open the escalation' }).click());
      expect(await seen(page)).toContain(text);
      expect(await faults(page, name)).toEqual([]);
    }
    expect(await watch.problems()).toEqual([]);
    await close();
  },
  STATES_MS,
);
