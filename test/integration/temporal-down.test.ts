import type { ReferralView } from '../../src/api/schemas/referral-view';
import { named } from '../unit/support/markup';
import type { Problem } from './support/api-client';
import { linkIn, type Assister, type Page } from './support/assister';
import { eventually } from './support/eventually';
import { install, type Installation } from './support/installation';
import { isLeadFor, leadCopies } from './support/mails';
import { contradictions } from './support/records';
import { dateFields, sampleOrganization, today } from './support/samples';

let site: Installation;
let assister: Assister;
let open: { readonly id: string; readonly page: Page };
let postedMeanwhile: readonly string[];

beforeAll(async () => {
  site = await install();
  const { crm, smtp, temporal } = site;
  await crm.createOrganization(sampleOrganization('St. Louis'));
  const { id } = await crm.startReferral(site.lead('St. Louis'));
  const mail = await smtp.waitForMail(isLeadFor(id));
  await eventually(
    'the sending',
    () => crm.referral(id),
    ({ status }) => status === 'sent',
  );
  assister = site.assister();
  open = { id, page: await assister.open(linkIn(mail)) };
  await temporal.stop();
});
afterAll(async () => {
  await site.stop();
});

test('while Temporal is down the CRM gets its 201, also from an API that was restarted meanwhile', async () => {
  const { crm, service } = site;
  const lead = site.lead('St. Louis');
  const first = await crm.post<ReferralView>('/referrals', lead);
  await service.api.end('SIGKILL');
  await service.api.start();
  const second = await crm.post<ReferralView>('/referrals', site.lead('St. Louis'));
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(first.body).toMatchObject({ externalId: lead.externalId, status: 'received', version: 1 });
  postedMeanwhile = [first.body.id, second.body.id];

  const ready = await fetch(`${service.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({
    status: 'not-ready',
    dependencies: { postgres: 'up', temporal: 'down' },
  });
});

test('while Temporal is down an act gets 503: a program its problem details, a person the page with what was typed', async () => {
  const { crm } = site;
  const before = await crm.events(open.id);
  const comments = 'Rang three times & left word, says "nobody"';
  const [answer, busy] = await Promise.all([
    crm.post<Problem>(`/referrals/${open.id}/contact`, { madeOn: today(), made: true }),
    assister.submit(open.page, 'resolution', { resolution: 'no-longer-needs-assistance', comments }),
  ]);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(answer.body).toMatchObject({ type: '/problems/unavailable', status: 503 });

  expect(busy.status).toBe(503);
  expect(busy.text).toContain('This is not recorded yet');
  expect(busy.text).toContain(comments);
  const chosen = named(busy.html, 'input').filter(({ attributes }) => 'checked' in attributes);
  expect(chosen.map(({ attributes }) => attributes['value'])).toEqual(['no-longer-needs-assistance']);
  expect(await crm.events(open.id)).toEqual(before);
});

test('when Temporal is back, the referrals start within 30 s and the very same form is taken, once', async () => {
  const { crm, smtp, temporal } = site;
  await temporal.start();
  await Promise.all(postedMeanwhile.map((id) => smtp.waitForMail(isLeadFor(id), 30_000)));
  for (const id of postedMeanwhile) {
    await eventually(
      'the sending',
      () => crm.referral(id),
      ({ status }) => status === 'sent',
    );
    expect(leadCopies(smtp, id).count).toBe(1);
  }

  const values = { outcome: 'reached', ...dateFields() };
  const recorded = await assister.submit(open.page, 'contact', values);
  const pressedAgain = await assister.submit(open.page, 'contact', values);
  expect([recorded.status, pressedAgain.status]).toEqual([200, 200]);
  expect(recorded.text).toContain('Recorded: consumer reached');
  const types = (await crm.events(open.id)).map(({ type }) => type);
  expect(types).toEqual(['received', 'assigned', 'sent', 'opened', 'contact-made', 'milestone-met']);
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
