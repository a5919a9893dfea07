import { WorkflowNotFoundError } from '@temporalio/client';
import type { ReferralView } from '../../src/api/referral/referral-view';
import { referralWorkflowId } from '../../src/workflows/ids';
import type { Problem } from './support/api-client';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isLeadFor, leadCopies } from './support/mails';
import { contradictions } from './support/records';
import { sampleOrganization } from './support/samples';

let site: Installation;

beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await site.stop();
});

test('the API is killed between its commit and the start: the sweep starts the referral within 30 s of Temporal being there', async () => {
  const { crm, smtp, service, wayToTemporal, temporalClient } = site;
  await crm.createOrganization(sampleOrganization('St. Louis'));
  const lead = site.lead('St. Louis');
  const key = { 'idempotency-key': 'a-lead-that-was-cut-off' };

  wayToTemporal.swallow();
  // What is committed is answered: nobody waits for Temporal.
  const answer = await crm.post<ReferralView>('/referrals', lead, key);
  expect(answer.status).toBe(201);
  const { id } = answer.body;
  await service.api.end('SIGKILL');
  const workflow = temporalClient.workflow.getHandle(referralWorkflowId(id));
  await expect(workflow.describe()).rejects.toThrow(WorkflowNotFoundError);

  wayToTemporal.pass();
  await smtp.waitForMail(isLeadFor(id), 30_000);

  // A CRM that asks again gets the same answer.
  await service.api.start();
  const again = await crm.post<ReferralView>('/referrals', lead, key);
  expect(again.status).toBe(201);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(again.body).toMatchObject({ id, status: 'received', version: 1 });
  await eventually(
    'the sending',
    () => crm.referral(id),
    ({ status }) => status === 'sent',
  );
  expect(leadCopies(smtp, id).count).toBe(1);
});

test('an Idempotency-Key holds across a restart of the API', async () => {
  const { crm, service } = site;
  const lead = site.lead('St. Louis');
  const key = { 'idempotency-key': 'a-lead-before-the-restart' };
  const first = await crm.post<ReferralView>('/referrals', lead, key);
  expect(first.status).toBe(201);
  expect(first.headers.get('idempotency-replayed')).toBeNull();

  await service.api.end('SIGKILL');
  await service.api.start();

  const again = await crm.post<ReferralView>('/referrals', lead, key);
  expect(again.status).toBe(201);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('location')).toBe(first.headers.get('location'));
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  const other = await crm.post<Problem>('/referrals', { ...lead, reason: 'Another one' }, key);
  expect(other.status).toBe(422);
  expect(other.body.type).toBe('/problems/idempotency-key-reused');
});

test('the same external id ten times at once: one referral, and everybody else is told which', async () => {
  const { crm, smtp, db } = site;
  const lead = site.lead('St. Louis');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => crm.post<ReferralView & Problem>('/referrals', lead)),
  );
  const created = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 409);
  expect([created.length, refused.length]).toEqual([1, 9]);
  const id = created[0]?.body.id ?? '';
  expect(new Set(refused.map(({ headers }) => headers.get('location')))).toEqual(
    new Set([`/api/v1/referrals/${id}`]),
  );
  expect(new Set(refused.map(({ body }) => body.type))).toEqual(new Set(['/problems/duplicate-external-id']));

  await smtp.waitForMail(isLeadFor(id));
  const { rows } = await db.query('SELECT id FROM leads WHERE external_id = $1', [lead.externalId]);
  expect(rows).toEqual([{ id }]);
  expect(leadCopies(smtp, id).count).toBe(1);
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
