import type { OrganizationView } from '../../src/api/organization/schema';
import type { ReferralView } from '../../src/api/referral/referral-view';
import type { Problem } from './support/api-client';
import { linkIn } from './support/assister';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isOf, wordsOf } from './support/mails';
import { contradictions } from './support/records';
import { dateFields, sampleOrganization, ZIPS } from './support/samples';
import { arrivedAt, sendReferral } from './support/sent-referral';
import { IDAHO, MINNESOTA } from './support/exchanges';

describe.each([MINNESOTA, IDAHO])('in $name', (here) => {
  let site: Installation;
  const { home, beside, apart, shared, third, foreign } = here.counties;
  /** Serves a county of its own and the one that its consumers move to. */
  let navigators: OrganizationView;

  beforeAll(async () => {
    site = await install(undefined, undefined, {}, here);
    navigators = await site.crm.createOrganization(sampleOrganization([home, beside], { capacity: 100 }));
  });
  afterAll(async () => {
    await site.stop();
  });

  const patch = (id: string, body: object, headers?: Record<string, string>) =>
    site.crm.call<ReferralView & Problem>('PATCH', `/referrals/${id}`, body, headers);
  const typesOf = async (id: string) => (await site.crm.events(id)).map(({ type }) => type);
  const reached = () => ({ outcome: 'reached', ...dateFields(0, here) });

  describe('the CRM changes a lead', () => {
    test('the assister gets one mail, and the page shows the latest with what has changed', async () => {
      const { id, assister, mail: lead } = await sendReferral(site, home);
      const changes = {
        account: { active: false },
        consumer: { phone: `${here.areaCode}-555-0187`, bestTimeToContact: null },
        guidance: 'Told to bring the newest letter',
      };
      const { version } = await site.crm.referral(id);
      const changed = await patch(id, changes, { 'if-match': `"${version}"` });
      expect(changed.status).toBe(200);
      expect(changed.body.version).toBe(version + 1);
      expect(changed.headers.get('etag')).toBe(`"${version + 1}"`);

      const mail = await site.smtp.waitForMail(isOf('amended', id), 30_000);
      expect(mail.to).toEqual(lead.to);
      expect(wordsOf(mail)).toContain('how to reach the consumer');
      expect(mail.raw).not.toMatch(/555-?0187|newest letter/);

      const page = await assister.reload();
      expect(page.text).toContain('Changed by the exchange on ');
      expect(page.text).toContain(`(${here.areaCode}) 555-0187`);
      expect(page.text).toContain('Told to bring the newest letter');
      expect(page.text).not.toContain('weekdays after 4 pm');
      // What was not sent stays.
      expect(page.text).toContain('@example.org');

      // The same once more: nothing to change, so no event, no version, no mail.
      const again = await patch(id, changes, { 'if-match': `"${version}"` });
      expect([again.status, again.body.version]).toEqual([200, version + 1]);
      expect((await typesOf(id)).filter((type) => type === 'amended')).toHaveLength(1);
      expect(site.smtp.mails.filter(isOf('amended', id))).toHaveLength(1);
    });

    test('an old version is refused with 412, and what does not fit as a whole with 422', async () => {
      const { id } = await sendReferral(site, home);
      const { version } = await site.crm.referral(id);
      const old = await patch(id, { reason: 'Another one' }, { 'if-match': `"${version - 1}"` });
      expect([old.status, old.body.type]).toEqual([412, '/problems/version-conflict']);
      const unreachable = await patch(id, { consumer: { phone: null, email: null } });
      expect([unreachable.status, unreachable.body.type]).toEqual([422, '/problems/validation']);
      const elsewhere = await patch(id, { address: { county: foreign } });
      expect([elsewhere.status, elsewhere.body.type]).toEqual([422, '/problems/zip-county-mismatch']);
      expect((await site.crm.referral(id)).version).toBe(version);
    });

    test('changes of different parts at once: all of them come to be', async () => {
      const { id } = await sendReferral(site, home);
      const fields = ['firstName', 'lastName', 'bestTimeToContact'] as const;
      const changes = [
        ...fields.map((field) => ({ consumer: { [field]: `New ${field}` } })),
        { address: { line1: 'New line' } },
        { guidance: 'New guidance' },
      ];
      const answers = await Promise.all(changes.map((change) => patch(id, change)));
      expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
      const { rows } = await site.db.query<{ body: object }>('SELECT body FROM leads WHERE id = $1', [id]);
      expect(rows[0]?.body).toMatchObject({
        consumer: Object.fromEntries(fields.map((field) => [field, `New ${field}`])),
        address: { line1: 'New line' },
        guidance: 'New guidance',
      });
    });

    test('another county that the organization does not serve: another one gets it, and the first is told', async () => {
      const there = await site.crm.createOrganization(sampleOrganization(apart));
      const { id, assister, link, personal } = await sendReferral(site, home);
      const moved = await patch(id, { address: { zip: ZIPS[apart] } });
      expect(moved.status).toBe(200);
      const mail = await arrivedAt(site, id, there.contactEmail);
      expect(wordsOf(mail)).toContain('another organization could not keep this referral');
      const told = await site.smtp.waitForMail(isOf('reassigned', id), 30_000);
      expect(told.to).toEqual([navigators.contactEmail]);

      for (const shown of [await assister.reload(), await site.assister().follow(link)]) {
        expect(shown.status).toBe(410);
        expect(shown.text).toContain('county or programs changed');
        expect(personal.filter((value) => shown.html.includes(value))).toEqual([]);
      }
      expect(await site.crm.referral(id)).toMatchObject({
        assignment: { organization: { id: there.id } },
      });
    });

    test('another type after the contact: the assister keeps it, and the single point of contact is asked', async () => {
      const { id, assister, page } = await sendReferral(site, home);
      await assister.submit(page, 'contact', reached());
      const changed = await patch(id, { determinations: [here.determinations.qhp] });
      expect(changed.body.assisterType).toBe('broker');
      await eventually(
        'the question to the SPOC',
        () => site.crm.openEscalations(),
        (open) =>
          open.some(
            ({ reason, referralIds }) => reason === 'amended-after-contact' && referralIds.includes(id),
          ),
      );
      expect((await assister.reload()).text).toContain(here.determinations.qhpWords);
      expect((await site.crm.referral(id)).assignment?.organization.id).toBe(navigators.id);
    });
  });

  test('withdrawn by the CRM: the assister is told at once, and the link says so without the consumer', async () => {
    const { id, assister, link, personal } = await sendReferral(site, home);
    const key = { 'idempotency-key': `withdraw-${id}` };
    const body = { reason: 'already-has-assister', comments: 'Went to a broker of their own' };
    const path = `/referrals/${id}/withdraw`;
    const [first, second] = [
      await site.crm.post<ReferralView>(path, body, key),
      await site.crm.post(path, body, key),
    ];
    expect(first.body).toMatchObject({ status: 'withdrawn' });
    expect(first.body.assignment?.milestones.map(({ state }) => state) ?? []).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(second.body).toEqual(first.body);

    const mail = await site.smtp.waitForMail(isOf('withdrawn', id), 30_000);
    expect(mail.to).toEqual([navigators.contactEmail]);
    expect(personal.filter((value) => mail.raw.includes(value))).toEqual([]);
    for (const shown of [await assister.reload(), await site.assister().follow(link)]) {
      expect(shown.status).toBe(410);
      expect(shown.text).toContain('This referral was withdrawn');
      expect(shown.text).toContain('The consumer has found an assister already');
      expect(personal.filter((value) => shown.html.includes(value))).toEqual([]);
      expect(shown.html).not.toContain('Went to a broker');
    }
    const withdrawn = (await site.crm.events(id)).find(({ type }) => type === 'withdrawn');
    expect(withdrawn).toMatchObject({ actor: 'crm', comments: body.comments, data: { reason: body.reason } });

    // Without the key it is another request, to a referral that is closed.
    const late = await site.crm.post<Problem>(path, body);
    expect([late.status, late.body.type]).toEqual([409, '/problems/referral-closed']);
    const amended = await patch(id, { reason: 'Too late' });
    expect([amended.status, amended.body.type]).toEqual([409, '/problems/referral-closed']);
  });

  describe('a coordinator reassigns', () => {
    test('to an organization of their choice, against the rules: the decision says so, facts are refused', async () => {
      const other = await site.crm.createOrganization(
        sampleOrganization(shared, { type: 'broker', capacity: 1 }),
      );
      const { id, assister, link, personal } = await sendReferral(site, home);
      const path = `/referrals/${id}/reassign`;
      const choice = { organizationId: other.id, reason: 'Knows the family' };

      const nobody = await site.crm.post<Problem>(path, { ...choice, organizationId: id });
      expect([nobody.status, nobody.body.type]).toEqual([422, '/problems/validation']);
      await site.crm.changeOrganization(other.id, { status: 'suspended' });
      const suspended = await site.crm.post<Problem>(path, choice);
      expect([suspended.status, suspended.body.type]).toEqual([409, '/problems/organization-not-eligible']);
      expect(suspended.body.detail).toContain('is suspended: resume it first');
      await site.crm.changeOrganization(other.id, { status: 'active' });

      const key = { 'idempotency-key': `reassign-${id}` };
      const taken = await site.crm.post<ReferralView>(path, choice, key);
      expect(taken.body).toMatchObject({ assignment: { organization: { id: other.id } } });
      const mail = await arrivedAt(site, id, other.contactEmail);
      expect(wordsOf(mail)).toContain('A person at the exchange chose your organization.');
      expect(await site.crm.decision(id)).toMatchObject({
        explanation: {
          sameConsumer: null,
          directed: { organizationId: other.id, against: ['wrong-type', 'outside-service-area'] },
        },
      });
      const event = (await site.crm.events(id)).find(({ type }) => type === 'handed-on');
      expect(event).toMatchObject({ actor: 'coordinator', comments: 'Knows the family' });

      await site.smtp.waitForMail(isOf('reassigned', id), 30_000);
      for (const shown of [await assister.reload(), await site.assister().follow(link)]) {
        expect(shown.status).toBe(410);
        expect(shown.text).toContain('Another organization has this referral now');
        expect(personal.filter((value) => shown.html.includes(value))).toEqual([]);
      }
      // Its one place is taken by this very referral: the same request again is still the same answer.
      const repeated = await site.crm.post<ReferralView>(path, choice, key);
      expect([repeated.status, repeated.body.id]).toEqual([200, id]);
      const full = await sendReferral(site, home);
      const refused = await site.crm.post<Problem>(`/referrals/${full.id}/reassign`, choice);
      expect([refused.status, refused.body.detail]).toEqual([
        409,
        expect.stringContaining('has no free place'),
      ]);
    });

    test('without a choice the rules choose another one', async () => {
      const [one, two] = [
        await site.crm.createOrganization(sampleOrganization(third)),
        await site.crm.createOrganization(sampleOrganization(third)),
      ];
      const { id, mail } = await sendReferral(site, third);
      const other = mail.to.includes(one.contactEmail) ? two : one;
      const after = await site.crm.act(id, 'reassign', { reason: 'They are moving offices' });
      expect(after.assignment?.organization.id).toBe(other.id);
      const next = await arrivedAt(site, id, other.contactEmail);
      expect(wordsOf(next)).toContain('took this referral back from another organization');
    });
  });

  test('a resolution is corrected while the referral stays closed; reopened, it is routed anew', async () => {
    const { id, assister, page, link } = await sendReferral(site, home);
    await assister.submit(page, 'resolution', { resolution: here.resolutions.unneeded });
    const early = await sendReferral(site, home);
    const refused = await site.crm.post<Problem>(`/referrals/${early.id}/reopen`, { reason: 'No' });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/referral-not-closed']);

    const right = { resolution: here.resolutions.elsewhere, comments: 'Mistaken' };
    const corrected = await site.crm.act(id, 'resolution', right);
    expect(corrected).toMatchObject({ status: 'resolved', resolution: { ...right, interim: false } });

    const key = { 'idempotency-key': `reopen-${id}` };
    const reopen = () => site.crm.post<ReferralView>(`/referrals/${id}/reopen`, { reason: 'Came back' }, key);
    expect((await reopen()).status).toBe(200);
    const isAgain = (mail: Parameters<ReturnType<typeof isOf>>[0]) =>
      isOf('lead', id)(mail) && linkIn(mail) !== link;
    const mail = await site.smtp.waitForMail(isAgain, 30_000);
    expect(mail.to).toEqual([navigators.contactEmail]);
    expect(wordsOf(mail)).toContain('This referral was closed, and the exchange opened it again.');
    expect((await reopen()).headers.get('idempotency-replayed')).toBe('true');
    const types = await typesOf(id);
    expect(types.filter((type) => type === 'reopened')).toHaveLength(1);
    expect(types).toEqual(
      expect.arrayContaining(['resolution-recorded', 'resolution-corrected', 'reopened']),
    );
    expect((await site.assister().follow(link)).status).toBe(410);
    expect((await site.assister().open(linkIn(mail))).status).toBe(200);
  });

  test('the appointment’s clock is paused by link and goes on: a new deadline, the old one kept', async () => {
    const { id, assister, page } = await sendReferral(site, home);
    const contacted = await assister.submit(page, 'contact', reached());
    const [, due] = (await site.crm.referral(id)).assignment?.milestones ?? [];
    const paused = await assister.submit(contacted, 'pause', {
      reason: 'waiting-for-documents',
      comments: '',
    });
    expect(paused.text).toContain('Waiting for the consumer since ');
    const milestone = async () => (await site.crm.referral(id)).assignment?.milestones[1];
    expect(await milestone()).toMatchObject({ name: 'appointment', state: 'paused', dueAt: due?.dueAt });
    expect((await milestone())?.pausedAt).not.toBeNull();
    const twice = await site.crm.post<Problem>(`/referrals/${id}/pause`, { reason: 'other' });
    expect([twice.status, twice.body.type]).toEqual([409, '/problems/clock-not-running']);

    const resumed = await assister.submit(paused, 'resume', { outcome: 'ready' });
    expect(resumed.status).toBe(200);
    expect(resumed.text).toContain('No longer waiting');
    expect(await milestone()).toMatchObject({
      state: 'pending',
      pausedAt: null,
      proof: { rule: 'appointment-resumed' },
      pastDeadlines: [{ version: 1, dueAt: due?.dueAt, proof: { rule: 'appointment-calendar-days' } }],
    });
    const again = await site.crm.post<Problem>(`/referrals/${id}/resume`, {});
    expect([again.status, again.body.type]).toEqual([409, '/problems/clock-not-paused']);
  });

  test('nothing contradicts itself, and no log holds what is personal', async () => {
    expect(await contradictions(site.db)).toEqual([]);
    expect(site.leakedIntoLogs()).toEqual([]);
  });
});
