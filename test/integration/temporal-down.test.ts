import type { ReferralView } from '../../src/api/referral/referral-view';
import { referralWorkflowId } from '../../src/workflows/ids';
import type { Problem } from './support/api-client';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { header, isLeadFor, leadCopies } from './support/mails';
import { contradictions } from './support/records';
import { dateFields, sampleOrganization } from './support/samples';
import { sendReferral, type SentReferral } from './support/sent-referral';
import { untilSent } from './support/sent-referral';

let site: Installation;
/** Sent before the outage: one that is open before an assister, one that will be declined, one that is withdrawn. */
let open: SentReferral;
let declined: SentReferral;
let withdrawn: SentReferral;
let postedMeanwhile: readonly string[];

beforeAll(async () => {
  site = await install();
  const { crm, service, temporal } = site;
  for (let n = 0; n < 2; n += 1) await crm.createOrganization(sampleOrganization('St. Louis'));
  open = await sendReferral(site, 'St. Louis');
  declined = await sendReferral(site, 'St. Louis');
  withdrawn = await sendReferral(site, 'St. Louis');
  await temporal.stop();
  await service.worker.end('SIGKILL');
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
  // What a load balancer asks: this API is to have its requests.
  expect((await fetch(`${service.url}/readyz?exclude=temporal`)).status).toBe(200);
});

test('while Temporal and every worker are down, an act is recorded at once: from a page and from a program', async () => {
  const { crm } = site;
  const values = { outcome: 'reached', ...dateFields() };
  const recorded = await open.assister.submit(open.page, 'contact', values);
  const pressedAgain = await open.assister.submit(open.page, 'contact', values);
  expect([recorded.status, pressedAgain.status]).toEqual([200, 200]);
  expect(recorded.text).toContain('Recorded: consumer reached');
  const types = (await crm.events(open.id)).map(({ type }) => type);
  expect(types).toEqual(['received', 'assigned', 'sent', 'opened', 'contact-made', 'milestone-met']);

  const declining = await declined.assister.submit(declined.page, 'decline', { reason: 'at-capacity' });
  expect(declining.status).toBe(200);
  expect(await crm.act(withdrawn.id, 'withdraw', { reason: 'duplicate' })).toMatchObject({
    status: 'withdrawn',
  });
  // Two who want the same: the second is told so, by a service that has nobody to ask.
  const late = await crm.post<Problem>(`/referrals/${withdrawn.id}/withdraw`, { reason: 'other' });
  expect([late.status, late.body.type]).toEqual([409, '/problems/referral-closed']);
});

test('when they are back, the worker first, the referrals start within 30 s, and what follows from the acts happens, once', async () => {
  const { crm, service, smtp, temporal, temporalClient } = site;
  const starting = service.worker.start();
  await eventually(
    'the worker to wait for Temporal',
    async () => service.worker.printed,
    (printed) => printed.includes('waiting for Temporal'),
  );
  await temporal.start();
  await starting;
  await Promise.all(postedMeanwhile.map((id) => smtp.waitForMail(isLeadFor(id), 30_000)));
  for (const id of postedMeanwhile) {
    await untilSent(site, id);
    expect(leadCopies(smtp, id).count).toBe(1);
  }

  const before = declined.mail.to;
  await smtp.waitForMail((mail) => isLeadFor(declined.id)(mail) && mail.to[0] !== before[0], 30_000);
  await smtp.waitForMail((mail) => header(mail, 'X-Message-Kind') === 'withdrawn', 30_000);
  const handle = temporalClient.workflow.getHandle(referralWorkflowId(withdrawn.id));
  await eventually(
    'its workflow to end',
    () => handle.describe(),
    ({ status }) => status.name === 'COMPLETED',
  );
  await eventually(
    'every workflow to have followed',
    async () => (await site.db.query('SELECT 1 FROM followers WHERE behind_since IS NOT NULL')).rows.length,
    (behind) => behind === 0,
  );
  const notices = smtp.mails.filter((mail) => header(mail, 'X-Message-Kind') === 'withdrawn');
  expect(notices.map(({ to }) => to)).toEqual([withdrawn.mail.to]);
  expect((await crm.events(declined.id)).map(({ type }) => type)).toEqual([
    ...['received', 'assigned', 'sent', 'opened', 'milestone-cancelled', 'milestone-cancelled', 'declined'],
    ...['assigned', 'sent'],
  ]);
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
