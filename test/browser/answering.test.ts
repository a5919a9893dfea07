import { phoneWords } from '../../src/domain/phone-words';
import type { Browser } from 'playwright-core';
import { linkIn } from '../integration/support/assister';
import { install, type Installation } from '../integration/support/installation';
import { isLeadFor } from '../integration/support/mails';
import { dateFields, sampleOrganization, today } from '../integration/support/samples';
import { faults } from './support/accessibility';
import { startChromium } from './support/chromium';
import { hasFocus } from './support/keyboard';
import { goTo, landing, seen } from './support/landing';
import { arrive, pressOpen, visit } from './support/scene';

let site: Installation;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([install(), startChromium()]);
  await site.crm.createOrganization(sampleOrganization(['St. Louis', 'Ramsey']));
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Eight states of the page, most of them looked at in four ways: more than a busy machine does in the usual time. */
const ALL_STATES_MS = 300_000;

const QUESTIONS = [
  'Does the consumer have an active account?',
  'Does the consumer have an active application?',
  'What is the household’s current determination(s)?',
  'Why is the consumer seeking help from an assister?',
  'What guidance was the consumer provided?',
  'Did the consumer consent to have their information sent to an assister?',
];

describe.each([
  { browserIs: 'without scripts', javaScriptEnabled: false, county: 'St. Louis' },
  { browserIs: 'with scripts', javaScriptEnabled: true, county: 'Ramsey' },
] as const)('by keyboard alone, in a browser $browserIs', ({ javaScriptEnabled, county }) => {
  /** axe-core is a script. */
  const look = javaScriptEnabled ? faults : async () => [];

  test(
    'a referral is answered from the link in the mail to its end',
    async () => {
      const { id, lead, link, token, personal } = await arrive(site, county);
      const { page, keyboard, watch, close } = await visit(browser, site, { javaScriptEnabled });
      const before = await site.crm.events(id);

      expect(await goTo(page, link)).toBe(200);
      expect(await seen(page)).toContain('A consumer needs your help');
      const summary = await page.content();
      expect(personal.filter((value) => summary.includes(value))).toEqual([]);
      expect(await look(page, 'summary')).toEqual([]);
      expect(await site.crm.events(id)).toEqual(before);
      expect((await site.crm.referral(id)).assignment?.openedAt).toBeNull();

      await keyboard.press('Tab');
      expect(await hasFocus(page.getByRole('link', { name: 'Skip to main content' }))).toBe(true);
      const button = page.getByRole('button', { name: 'Open the referral' });
      await keyboard.tabTo(button);
      expect(await landing(page, () => keyboard.press('Enter'))).toBe(200);
      expect((await site.crm.referral(id)).assignment?.openedAt).not.toBeNull();
      expect(new URL(page.url()).pathname).toMatch(/^\/assignments\/[0-9a-f-]{36}$/);

      // The way past what every page begins with.
      await keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'Skip to main content' });
      expect(await hasFocus(skip)).toBe(true);
      expect(await skip.isVisible()).toBe(true);
      await keyboard.press('Enter');
      await keyboard.press('Tab');
      expect(await hasFocus(page.locator('main').locator('a, summary, input, button').first())).toBe(true);

      // Everything that an assister needs, without opening anything.
      const text = await seen(page);
      const { consumer, address, reason, guidance } = lead;
      const answers = [
        `${consumer.firstName} ${consumer.lastName}`,
        ...[
          phoneWords(consumer.phone ?? '', { country: 'US' }),
          consumer.email,
          'Phone call',
          'Somali',
          consumer.bestTimeToContact,
        ],
        ...[
          address.line1,
          `${address.city}, MN ${address.zip}`,
          `${county} County`,
          'Help with choosing a plan',
        ],
        ...[...QUESTIONS, 'Yes, submitted on ', 'Medical Assistance (MA)', reason, guidance, 'Yes, on '],
        ...['Sent, consumer not contacted yet', 'Contact the consumer by ', 'Why your organization'],
      ];
      expect(
        answers.filter((answer) => answer === undefined || answer === null || !text.includes(answer)),
      ).toEqual([]);
      expect(await look(page, 'opened')).toEqual([]);

      await keyboard.openForm('contact');
      await keyboard.choose('contact', 'I tried but did not reach them');
      await keyboard.enterDate('contact', dateFields());
      expect(await landing(page, () => keyboard.submit('contact'))).toBe(200);
      expect(await seen(page)).toContain('Recorded: consumer not reached on ');
      expect(await site.crm.referral(id)).toMatchObject({ status: 'sent', contact: null });
      expect(await look(page, 'tried')).toEqual([]);

      await keyboard.openForm('contact');
      await keyboard.choose('contact', 'I reached the consumer');
      await keyboard.enterDate('contact', dateFields());
      expect(await landing(page, () => keyboard.submit('contact'))).toBe(200);
      expect(await seen(page)).toContain('Recorded: consumer reached on ');
      expect(await look(page, 'contacted')).toEqual([]);

      await keyboard.openForm('appointment');
      await keyboard.choose('appointment', 'We agreed on an appointment');
      await keyboard.enterDate('appointment', dateFields(7));
      await keyboard.type(keyboard.field('appointment', 'time'), '0230PM');
      expect(await landing(page, () => keyboard.submit('appointment'))).toBe(200);
      expect(await seen(page)).toContain('Recorded: appointment agreed for ');
      expect(await look(page, 'agreed')).toEqual([]);

      await keyboard.openForm('appointment');
      await keyboard.choose('appointment', 'The appointment was held');
      await keyboard.enterDate('appointment', dateFields(-1));
      await keyboard.type(keyboard.field('appointment', 'time'), '0915AM');
      // Before the referral: it is asked about once, and what was typed is still there.
      expect(await landing(page, () => keyboard.submit('appointment'))).toBe(422);
      expect(await look(page, 'asked')).toEqual([]);
      expect(await landing(page, () => keyboard.submit('appointment'))).toBe(200);
      expect(await seen(page)).toContain('Recorded: appointment held on ');
      expect(await look(page, 'held')).toEqual([]);

      const comments = `Enrolled, says ${consumer.firstName} & "family" <b>`;
      await keyboard.openForm('resolution');
      await keyboard.choose('resolution', 'Eligible for MinnesotaCare');
      await keyboard.type(keyboard.field('resolution', 'comments'), comments);
      expect(await landing(page, () => keyboard.submit('resolution'))).toBe(200);
      expect(await seen(page)).toContain('This referral is closed');
      expect(await seen(page)).toContain('Eligible for MinnesotaCare');
      const closed = await page.content();
      expect(personal.filter((value) => closed.includes(value))).toEqual([]);
      expect(await look(page, 'closed')).toEqual([]);

      const referral = await site.crm.referral(id);
      expect(referral).toMatchObject({
        status: 'resolved',
        contact: { madeOn: today() },
        appointment: { held: true },
        resolution: { resolution: 'eligible-minnesotacare', comments, interim: false },
      });
      const events = (await site.crm.events(id)).slice(before.length);
      expect(events.map(({ type, actor }) => `${type} by ${actor}`)).toEqual([
        'opened by assister',
        'contact-attempted by assister',
        'contact-made by assister',
        'milestone-met by assister',
        'appointment-agreed by assister',
        'appointment-held by assister',
        'milestone-met by assister',
        'resolution-recorded by assister',
      ]);
      expect(watch.visited.filter((address) => address.includes(token))).toEqual([link, link]);
      expect(await watch.problems()).toEqual([]);
      await close();
    },
    ALL_STATES_MS,
  );
});

test('a referral is declined by keyboard: its page is over, and the next organization has it', async () => {
  const { crm, smtp } = site;
  await Promise.all([
    crm.createOrganization(sampleOrganization('Olmsted')),
    crm.createOrganization(sampleOrganization('Olmsted')),
  ]);
  const { id, link, lead, personal } = await arrive(site, 'Olmsted');
  const first = await smtp.waitForMail(isLeadFor(id));
  const { page, keyboard, watch, close } = await visit(browser, site);
  await pressOpen(page, link);
  await keyboard.openForm('decline');
  await keyboard.choose('decline', 'We do not have the language the consumer needs');
  await keyboard.type(keyboard.field('decline', 'comments'), 'Our Somali speaker has left');
  expect(await landing(page, () => keyboard.submit('decline'))).toBe(200);
  expect(await seen(page)).toContain('You declined this referral');
  const shown = [await page.content()];
  expect(await faults(page, 'declined')).toEqual([]);

  const address = new URL(page.url());
  const page410 = await goTo(page, address.origin + address.pathname);
  shown.push(await page.content());
  const link410 = await goTo(page, link);
  expect(await seen(page)).toContain('You declined this referral');
  shown.push(await page.content());
  expect([page410, link410]).toEqual([410, 410]);
  expect(personal.filter((value) => shown.some((html) => html.includes(value)))).toEqual([]);
  expect(await faults(page, 'link-over')).toEqual([]);

  const second = await smtp.waitForMail((mail) => isLeadFor(id)(mail) && mail.to[0] !== first.to[0]);
  await pressOpen(page, linkIn(second));
  expect(await seen(page)).toContain(`${lead.consumer.firstName} ${lead.consumer.lastName}`);
  expect(await seen(page)).not.toContain('Our Somali speaker has left');
  const types = (await crm.events(id)).map(({ type }) => type);
  expect(types.filter((type) => type === 'declined')).toHaveLength(1);
  expect(await watch.problems()).toEqual([]);
  await close();
});
