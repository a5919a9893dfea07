import type { Problem } from './support/api-client';
import { install, type Installation } from './support/installation';
import { race, type Act } from './support/race';
import { contradictions } from './support/records';
import { dateFields, sampleOrganization, ZIPS } from './support/samples';
import { sendReferral, type SentReferral } from './support/sent-referral';
import { IDAHO, MINNESOTA } from './support/exchanges';

/** One in each order. */
const RACES = 2;

describe.each([MINNESOTA, IDAHO])('in $name', (here) => {
  let site: Installation;
  const { home, fourth } = here.counties;
  /** What has happened to every referral before its race. */
  const begun = ['received', 'opened', ...(here.asksAcceptance ? ['accepted'] : [])];
  /** What the loser read, by referral. */
  const read = new Map<string, string>();

  beforeAll(async () => {
    site = await install(undefined, undefined, {}, here);
    for (let n = 0; n < 3; n += 1) {
      await site.crm.createOrganization(sampleOrganization(home, { capacity: 100 }));
    }
  });
  afterAll(async () => {
    await site.stop();
  });

  const byLink =
    (form: 'decline' | 'contact', values: Record<string, string>): Act<SentReferral> =>
    async ({ id, assister, page }) => {
      const answer = await assister.submit(page, form, values);
      if (answer.status === 409) read.set(id, answer.html);
      return answer;
    };
  const declineByLink = byLink('decline', { reason: 'language', comments: 'Nobody speaks it' });

  const byCrm =
    (act: string, body: object): Act<SentReferral> =>
    async ({ id }) => {
      const answer = await site.crm.post<Problem>(`/referrals/${id}/${act}`, body, { 'idempotency-key': id });
      if (answer.status === 409) read.set(id, answer.body.type);
      return answer;
    };
  const withdraw = byCrm('withdraw', { reason: 'no-longer-needed' });
  const reassign = byCrm('reassign', { reason: 'Changed my mind' });

  const sendAll = () => Promise.all(Array.from({ length: RACES }, () => sendReferral(site, home)));

  test('a decline by link and a withdrawal by the CRM at once, the link first: both; the CRM first: the link is told', async () => {
    const referrals = await sendAll();
    expect(await race(site, referrals, declineByLink, withdraw)).toEqual([
      // A referral that was declined is still open: it can be withdrawn.
      { link: 200, coordinator: 200, types: [...begun, 'declined', 'withdrawn'] },
      { link: 409, coordinator: 200, types: [...begun, 'withdrawn'] },
    ]);
    const [, loser] = referrals;
    const page = read.get(loser?.id ?? '') ?? '';
    expect(page).toContain('Somebody else was faster');
    expect(page).toContain('This referral was withdrawn');
    expect(loser?.personal.filter((value) => page.includes(value))).toEqual([]);
  });

  test('a final resolution by link and a withdrawal at once: one wins, the other reads 409', async () => {
    const resolve: Act<SentReferral> = async ({ id, assister, page }) => {
      const answer = await assister.submit(page, 'resolution', { resolution: here.resolutions.unneeded });
      if (answer.status === 409) read.set(id, answer.text);
      return answer;
    };
    const referrals = await sendAll();
    expect(await race(site, referrals, resolve, withdraw)).toEqual([
      { link: 200, coordinator: 409, types: [...begun, 'resolution-recorded'] },
      { link: 409, coordinator: 200, types: [...begun, 'withdrawn'] },
    ]);
    const [closed, withdrawn] = referrals.map(({ id }) => read.get(id));
    expect(closed).toBe('/problems/referral-closed');
    expect(withdrawn).toContain('Somebody else was faster');
    expect(withdrawn).toContain('This referral was withdrawn');
  });

  test('a contact by link and a reassignment at once: recorded before it, refused after it', async () => {
    const contact = byLink('contact', { outcome: 'reached', ...dateFields(0, here) });
    const referrals = await sendAll();
    expect(await race(site, referrals, contact, reassign)).toEqual([
      { link: 200, coordinator: 200, types: [...begun, 'contact-made', 'handed-on'] },
      { link: 409, coordinator: 200, types: [...begun, 'handed-on'] },
    ]);
    const [, loser] = referrals;
    const page = read.get(loser?.id ?? '') ?? '';
    expect(page).toContain('Another organization has this referral now');
    expect(loser?.personal.filter((value) => page.includes(value))).toEqual([]);
  });

  test('two coordinators reassign at once: each is taken, one after the other', async () => {
    const referrals = await sendAll();
    const reassignAs =
      (who: string): Act<SentReferral> =>
      ({ id }) =>
        site.crm.post(
          `/referrals/${id}/reassign`,
          { reason: `${who} says so` },
          { 'idempotency-key': who + id },
        );
    const results = await race(site, referrals, reassignAs('one'), reassignAs('two'));
    expect(results.map(({ link, coordinator }) => [link, coordinator])).toEqual([
      [200, 200],
      [200, 200],
    ]);
    expect(results.map(({ types }) => types.filter((type) => type === 'handed-on').length)).toEqual([2, 2]);
  });

  test('the CRM amends while the referral is being routed: it goes where it belongs now', async () => {
    const there = await site.crm.createOrganization(sampleOrganization(fourth, { capacity: 100 }));
    const started = await Promise.all(
      Array.from({ length: 6 }, () => site.crm.startReferral(site.lead(home))),
    );
    const moved = await Promise.all(
      started.map(({ id }) =>
        site.crm.call('PATCH', `/referrals/${id}`, { address: { zip: ZIPS[fourth], county: fourth } }),
      ),
    );
    expect(moved.map(({ status }) => status)).toEqual(started.map(() => 200));
    for (const { id } of started) {
      await site.smtp.waitForMail(
        (mail) => mail.to.includes(there.contactEmail) && mail.raw.includes(id),
        60_000,
      );
      expect((await site.crm.referral(id)).assignment?.organization.id).toBe(there.id);
    }
  });

  test('nothing contradicts itself, and no log holds what is personal', async () => {
    expect(await contradictions(site.db)).toEqual([]);
    expect(site.leakedIntoLogs()).toEqual([]);
  });
});
