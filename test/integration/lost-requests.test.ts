import type { RequestView } from '../../src/api/organization/request-schema';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isEscalation, isMailTo } from './support/mails';
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
const hasEnded = (id: string) =>
  eventually(
    'its end',
    () => runOf(id),
    ({ status }) => status === 'COMPLETED',
  );
const read = async (id: string) => (await site.crm.call<RequestView>('GET', `/requests/${id}`)).body;

async function enter(body: object): Promise<string> {
  const entered = await site.crm.post<RequestView>('/requests', { source: 'phone', ...body });
  expect(entered.status).toBe(201);
  return entered.body.id;
}

const addressedTo = (address: string) => site.smtp.mails.filter(isMailTo(address, 'request-answered')).length;

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
  await hasEnded(over);
  const escalationMails = () =>
    site.smtp.mails.filter((mail) => isEscalation(mail) && mail.raw.includes(name)).length;
  await eventually('the mails about both questions', async () => escalationMails() === 2);
  await eventually('the organization to be told', async () => addressedTo(contactEmail) === 2);
  const [before, ended] = [await runOf(dated), await runOf(over)];

  await site.service.worker.end('SIGTERM');
  for (const id of [question, dated]) await handle(id).terminate('a test');
  const query = `WorkflowType = 'request' AND ExecutionStatus = 'Running'`;
  await eventually(
    'the list to know',
    async () => (await site.temporalClient.workflow.count(query)).count === 0,
  );
  await site.service.worker.start();

  for (const id of [question, dated]) {
    await eventually(
      'it to run again',
      () => runOf(id),
      ({ status }) => status === 'RUNNING',
      60_000,
    );
  }
  expect((await runOf(dated)).runId).not.toBe(before.runId);
  expect(await runOf(over)).toEqual(ended);
  expect(await site.crm.organization(organizationId)).toMatchObject({ capacity: 10 });

  const answered = await site.crm.post(`/requests/${question}/approve`, { note: 'Yes, please do.' });
  expect(answered.status).toBe(200);
  await eventually('the answer', async () => addressedTo(contactEmail) === 3);
  await hasEnded(question);
  expect([escalationMails(), addressedTo(contactEmail)]).toEqual([2, 3]);
  expect((await site.crm.openEscalations()).filter(({ reason }) => reason === 'request')).toEqual([]);
});

test('while Temporal is away requests are asked and answered all the same; what follows comes when it is back', async () => {
  const { id: organizationId, contactEmail } = await site.crm.createOrganization(
    sampleOrganization('Dakota'),
  );
  const waiting = await enter({ kind: 'type', organizationId, type: 'broker' });
  await site.temporal.stop();

  const approved = await site.crm.post<RequestView>(`/requests/${waiting}/approve`, {});
  expect(approved).toMatchObject({ status: 200, body: { state: 'approved' } });
  const languages = await enter({ kind: 'languages', organizationId, languages: ['en', 'so'] });
  expect(await read(languages)).toMatchObject({ state: 'approved' });
  expect(await site.crm.organization(organizationId)).toMatchObject({
    type: 'broker',
    languages: ['en', 'so'],
  });
  // The API dies before it could tell Temporal of any of it.
  await site.service.api.end('SIGKILL');
  await site.service.api.start();

  await site.temporal.start();
  await eventually(
    'both answers',
    async () => addressedTo(contactEmail) === 2,
    (told) => told,
    60_000,
  );
  for (const id of [waiting, languages]) await hasEnded(id);
  const { rows } = await site.db.query(
    "SELECT workflow_id FROM followers WHERE kind = 'request' AND subject_id = ANY ($1)",
    [[waiting, languages]],
  );
  expect(rows).toEqual([]);
});

test('nothing that an organization wrote is in any log', () => {
  expect(site.leakedIntoLogs()).toEqual([]);
});
