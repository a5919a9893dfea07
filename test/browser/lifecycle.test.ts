import type { Browser } from 'playwright-core';
import { install, type Installation } from '../integration/support/installation';
import { isOf } from '../integration/support/mails';
import { dateFields, sampleOrganization } from '../integration/support/samples';
import { faults } from './support/accessibility';
import { startChromium } from './support/chromium';
import { goTo, landing, seen } from './support/landing';
import { arrive, pressOpen, visit } from './support/scene';

let site: Installation;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([
    install(undefined, (policy) => ({
      ...policy,
      version: 'test-acceptance',
      routing: { ...policy.routing, acceptanceWindowMinutes: 540 },
    })),
    startChromium(),
  ]);
  await site.crm.createOrganization(sampleOrganization('St. Louis'));
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Ten states of the page, each looked at on a desktop, on a phone of 320 px and zoomed in, closed and opened. */
const ALL_STATES_MS = 300_000;

test(
  'by keyboard alone: accept, attempts, a change by the exchange, contact, pause, resume, resolution',
  async () => {
    const { id, link, personal } = await arrive(site, 'St. Louis');
    const { page, keyboard, watch, close } = await visit(browser, site);
    const shows = async () => {
      const html = await page.content();
      return personal.filter((value) => html.includes(value));
    };

    expect(await goTo(page, link)).toBe(200);
    expect(await seen(page)).toContain('Accept it by');
    expect(await shows()).toEqual([]);
    expect(await faults(page, 'lifecycle-summary')).toEqual([]);

    const open = page.getByRole('button', { name: 'Open the referral' });
    await keyboard.tabTo(open);
    expect(await landing(page, () => keyboard.press('Enter'))).toBe(200);
    expect(await seen(page)).toContain('Can you take this referral?');
    expect(await shows()).toEqual([]);
    expect(await faults(page, 'lifecycle-acceptance')).toEqual([]);

    // Pressed without a choice: nothing is accepted, and the page says what to do.
    expect(await landing(page, () => keyboard.submit('accept'))).toBe(422);
    expect(await seen(page)).toContain('Choose “Yes” to accept the referral.');
    expect(await faults(page, 'lifecycle-acceptance-error')).toEqual([]);
    await keyboard.choose('accept', 'Yes, we accept this referral');
    expect(await landing(page, () => keyboard.submit('accept'))).toBe(200);
    expect(await seen(page)).toContain('Recorded: referral accepted');
    expect(await shows()).not.toEqual([]);
    expect(await faults(page, 'lifecycle-accepted')).toEqual([]);

    await keyboard.openForm('resolution');
    const resolutions = page.locator('#resolution-form');
    expect(await resolutions.innerText()).toContain(
      '“Unable to contact” is possible after attempts on 3 different days; you have recorded none yet.',
    );
    expect(await resolutions.getByRole('radio', { name: 'Unable to contact' }).count()).toBe(0);

    const progress = [
      'You have recorded attempts on 1 of 3 days before “Unable to contact” is possible:',
      'You have recorded attempts on 2 of 3 days before “Unable to contact” is possible:',
      'You have recorded 3 attempts. “Unable to contact” is possible now',
    ];
    for (const [n, words] of progress.entries()) {
      await keyboard.openForm('contact');
      await keyboard.choose('contact', 'I tried but did not reach them');
      await keyboard.enterDate('contact', dateFields(-n));
      // A day before the referral is asked about once; what was typed is still there.
      const answers = n === 0 ? [200] : [422, 200];
      for (const answer of answers)
        expect(await landing(page, () => keyboard.submit('contact'))).toBe(answer);
      await keyboard.openForm('contact');
      const form = page.locator('#contact-form');
      expect(await form.innerText()).toContain(words);
      expect(await form.getByRole('listitem').count()).toBe(n + 1);
    }
    await keyboard.openForm('resolution');
    expect(await resolutions.getByRole('radio', { name: 'Unable to contact' }).count()).toBe(1);
    expect(await faults(page, 'lifecycle-attempts')).toEqual([]);

    await site.crm.call('PATCH', `/referrals/${id}`, {
      consumer: { phone: '+16515550199' },
      account: { active: false },
    });
    await site.smtp.waitForMail(isOf('amended', id), 30_000);
    await page.reload();
    expect(await seen(page)).toMatch(/Changed by the exchange on .*how to reach the consumer, the account/);
    expect(await seen(page)).toContain('(651) 555-0199');
    expect(await faults(page, 'lifecycle-changed')).toEqual([]);

    await keyboard.openForm('contact');
    await keyboard.choose('contact', 'I reached the consumer');
    await keyboard.enterDate('contact', dateFields());
    expect(await landing(page, () => keyboard.submit('contact'))).toBe(200);

    await keyboard.openForm('pause');
    await keyboard.choose('pause', 'The consumer still needs documents');
    expect(await landing(page, () => keyboard.submit('pause'))).toBe(200);
    expect(await seen(page)).toContain(
      'Recorded: waiting for the consumer: The consumer still needs documents',
    );
    expect(await seen(page)).toContain('Waiting for the consumer since ');
    expect(await seen(page)).toContain('the clock for the appointment stands still');
    expect(await faults(page, 'lifecycle-paused')).toEqual([]);

    // It stands open: it is what comes next.
    await keyboard.choose('resume', 'Yes, we go on now');
    expect(await landing(page, () => keyboard.submit('resume'))).toBe(200);
    expect(await seen(page)).toContain('Recorded: no longer waiting; the appointment is due ');
    expect(await faults(page, 'lifecycle-resumed')).toEqual([]);

    await keyboard.openForm('resolution');
    await keyboard.choose('resolution', 'Eligible for MinnesotaCare');
    expect(await landing(page, () => keyboard.submit('resolution'))).toBe(200);
    expect(await seen(page)).toContain('This referral is closed');
    expect(await shows()).toEqual([]);
    expect(await faults(page, 'lifecycle-closed')).toEqual([]);

    const types = (await site.crm.events(id))
      .filter(({ actor }) => actor !== 'system')
      .map(({ type }) => type);
    expect(types).toEqual([
      ...['received', 'opened', 'accepted'],
      ...['contact-attempted', 'contact-attempted', 'contact-attempted', 'amended'],
      ...['contact-made', 'milestone-met', 'clock-paused', 'clock-resumed'],
      ...['milestone-met', 'resolution-recorded'],
    ]);
    expect(await watch.problems()).toEqual([]);
    await close();
  },
  ALL_STATES_MS,
);

test('the exchange takes a referral back while its page is open: the act that comes too late reads why', async () => {
  const { id, link, personal } = await arrive(site, 'St. Louis');
  const { page, keyboard, close } = await visit(browser, site);
  await pressOpen(page, link);
  await site.crm.act(id, 'withdraw', { reason: 'duplicate' });
  await keyboard.choose('accept', 'Yes, we accept this referral');
  expect(await landing(page, () => keyboard.submit('accept'))).toBe(409);
  expect(await seen(page)).toContain('Somebody else was faster');
  expect(await seen(page)).toContain('This referral was withdrawn');
  expect(await seen(page)).toContain('The referral was sent twice');
  const html = await page.content();
  expect(personal.filter((value) => html.includes(value))).toEqual([]);
  expect(await faults(page, 'lifecycle-too-late')).toEqual([]);
  expect(await goTo(page, link)).toBe(410);
  expect(await seen(page)).toContain('This referral was withdrawn');
  expect(await faults(page, 'lifecycle-link-withdrawn')).toEqual([]);
  await close();
});
