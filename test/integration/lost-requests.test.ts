import type { RequestView } from '../../src/api/schemas/request';
import { eventually } from './support/eventually';
import { install, type Installation } from './support/installation';
import { header, isEscalation } from './support/mails';
import { sampleOrganization } from './support/samples';

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await site.stop();
});

const handle = (id: string) => site.temporalClient.workflow.getHandle(`request-${id}`);
const runOf = async (id: string) => {
  const { status, runId } = await handle(id).describe();
  return { status: status.name, runId };
};
const read = async (id: string) => (await site.crm.call<RequestView>('GET', `/requests/${id}`)).body;

async function enter(body: object): Promise<string> {
  const entered = await site.crm.post<RequestView>('/requests', { source: 'phone', ...body });
  expect(entered.status).toBe(201);
  return entered.body.id;
}

test('terminated requests run again with the next worker: answered once, in effect on their day, mailed once', async () => {
  const {
    id: organizationId,
    name,
    contactEmail,
  } = await site.crm.createOrganization(sampleOrganization('Ramsey'));
  const comments = 'May we bring an interpreter?';
  const question = await enter({ kind: 'question', organizationId, comments });
  const dated = await enter({
    ...{ kind: 'capacity', organizationId, capacity: 3, from: '2030-01-07', until: null },
  });
  const over = await enter({ kind: 'question', organizationId, comments: 'Which form?' });
  expect((await site.crm.post(`/requests/${over}/approve`, { note: 'The blue one.' })).status).toBe(200);
  await eventually(
    'the answered one to end',
    () => runOf(over),
    ({ status }) => status === 'COMPLETED',
  );
  const escalationMails = () =>
    site.smtp.mails.filter((mail) => isEscalation(mail) && mail.raw.includes(name)).length;
  await eventually('the mails about both questions', async () => escalationMails() === 2);
  const toOrganization = () =>
    site.smtp.mails.filter(
      (mail) => mail.to.includes(contactEmail) && header(mail, 'X-Message-Kind') === 'request-answered',
    ).length;
  await eventually('the organization to be told', async () => toOrganization() === 2);
  const [before, ended] = [await runOf(dated), await runOf(over)];

  await site.service.worker.end('SIGTERM');
  for (const id of [question, dated]) await handle(id).terminate('a test');
  const query = `WorkflowType = 'request' AND ExecutionStatus = 'Running'`;
  await eventually(
    'the list to know',
    async () => (await site.temporalClient.workflow.count(query)).count === 0,
  );
  // Nothing that has just begun is looked at: it may be on its way from one store to the other.
  await site.db.query(`UPDATE organization_requests SET begun_at = begun_at - interval '1 minute'`);
  await site.service.worker.start();

  for (const id of [question, dated]) {
    await eventually(
      'it to run again',
      () => runOf(id),
      ({ status }) => status === 'RUNNING',
    );
  }
  const again = await runOf(dated);
  expect(again.runId).not.toBe(before.runId);
  expect(await runOf(over)).toEqual(ended);
  await eventually(
    'what it waits for',
    async () => (await handle(dated).describe()).memo,
    (memo) => memo?.['next'] === 'it takes effect Mon, Jan 7, 2030, 12:00 AM CST',
  );
  expect(await site.crm.organization(organizationId)).toMatchObject({ capacity: 10 });

  const answered = await site.crm.post(`/requests/${question}/approve`, { note: 'Yes, please do.' });
  expect(answered.status).toBe(200);
  expect(await read(question)).toMatchObject({ state: 'approved', note: 'Yes, please do.' });
  await eventually('the answer', async () => toOrganization() === 3);
  await eventually(
    'the end',
    () => runOf(question),
    ({ status }) => status === 'COMPLETED',
  );
  expect([escalationMails(), toOrganization()]).toEqual([2, 3]);
  expect((await site.crm.openEscalations()).filter(({ reason }) => reason === 'request')).toEqual([]);
});

test('nothing that an organization wrote is in any log', () => {
  expect(site.leakedIntoLogs()).toEqual([]);
});
