import type { Problem } from './support/api-client';
import { install, type Installation } from './support/installation';
import { wordsOf } from './support/mails';
import { dateFields, personalValues, sampleOrganization } from './support/samples';
import { arrivedAt, sendReferral } from './support/sent-referral';
import { IDAHO, MINNESOTA } from './support/exchanges';

/** A day's business hours: nothing times out while this runs. */
const WINDOW_MINUTES = 540;

describe.each([MINNESOTA, IDAHO])('in $name', (here) => {
  let site: Installation;
  const { home } = here.counties;

  beforeAll(async () => {
    site = await install(
      undefined,
      (policy) => ({
        ...policy,
        version: 'test-acceptance',
        routing: { ...policy.routing, acceptanceWindowMinutes: WINDOW_MINUTES },
        // Even so nothing personal is mailed before somebody has accepted.
        mail: { ...policy.mail, leadContent: 'full' },
      }),
      {},
      here,
    );
    await site.crm.createOrganization(sampleOrganization(home));
  });
  afterAll(async () => {
    await site.stop();
  });

  test('until it is accepted the mail and both pages show the county, the language and the kind of help, and nothing personal', async () => {
    const { id, lead, mail, link, page, assister } = await sendReferral(site, home, {
      leaveUnaccepted: true,
    });
    const personal = personalValues(lead);
    const summary = await site.assister().follow(link);
    expect(
      personal.filter((value) => [mail.raw, summary.html, page.html].some((shown) => shown.includes(value))),
    ).toEqual([]);
    expect(wordsOf(mail)).toContain('Accept it by: ');
    for (const text of [summary.text, page.text]) {
      expect(text).toContain('Accept it by');
      expect(text).toContain(`${home} County`);
      expect(text).toContain('Somali');
      expect(text).toContain(here.assistance.words);
    }
    const { acceptBy, acceptedAt } = (await site.crm.referral(id)).assignment ?? {};
    expect([acceptBy, acceptedAt]).toEqual([expect.any(String), null]);

    // Nothing is chosen for the person, and nothing else can be recorded yet.
    const unanswered = await assister.submit(page, 'accept', {});
    expect(unanswered.status).toBe(422);
    expect(unanswered.text).toContain('Choose “Yes” to accept the referral.');
    const early = await site.crm.post<Problem>(`/referrals/${id}/contact`, { madeOn: '2026-01-05' });
    expect([early.status, early.body.type]).toEqual([409, '/problems/acceptance-required']);

    const accepted = await assister.submit(unanswered, 'accept', { outcome: 'accepted' });
    expect(accepted.status).toBe(200);
    expect(accepted.text).toContain('Recorded: referral accepted');
    expect(accepted.text).toContain(`${lead.consumer.firstName} ${lead.consumer.lastName}`);
    expect(await site.crm.referral(id)).toMatchObject({
      status: 'accepted',
      assignment: { acceptedAt: expect.any(String) },
    });
    const twice = await site.crm.post<Problem>(`/referrals/${id}/accept`, {});
    expect([twice.status, twice.body.type]).toEqual([409, '/problems/already-recorded']);
    const contacted = await assister.submit(accepted, 'contact', {
      outcome: 'reached',
      ...dateFields(0, here),
    });
    expect(contacted.status).toBe(200);
  });

  test('declined instead: the next organization is asked, and nobody has seen who the consumer is', async () => {
    const [one, two] = [
      await site.crm.createOrganization(sampleOrganization(here.counties.shared)),
      await site.crm.createOrganization(sampleOrganization(here.counties.shared)),
    ];
    const { id, personal, page, assister, mail } = await sendReferral(site, here.counties.shared, {
      leaveUnaccepted: true,
    });
    const declined = await assister.submit(page, 'decline', { reason: 'at-capacity', comments: '' });
    expect(declined.text).toContain('You declined this referral');
    expect(declined.text).toContain('We have no room');
    expect(personal.filter((value) => declined.html.includes(value))).toEqual([]);
    const next = await arrivedAt(
      site,
      id,
      mail.to.includes(one.contactEmail) ? two.contactEmail : one.contactEmail,
    );
    expect(wordsOf(next)).toContain('Another organization could not take this referral.');
  });

  test('accepted by a coordinator for the organization', async () => {
    const { id, assister, lead } = await sendReferral(site, home, { leaveUnaccepted: true });
    const key = { 'idempotency-key': id };
    const accept = () => site.crm.call('POST', `/referrals/${id}/accept`, undefined, key);
    expect(await accept()).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect((await accept()).headers.get('idempotency-replayed')).toBe('true');
    const page = await assister.reload();
    expect(page.text).toContain(lead.consumer.lastName);
    expect(page.text).toContain('Referral accepted (recorded by the exchange)');
  });
});
