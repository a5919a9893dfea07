import type { RequestAsk } from '../../src/domain/organization/request/requests';
import type { LocalDate } from '../../src/domain/time';
import { REFUSED } from './support/post-office';
import { RequestScene } from './support/request-scene';
import { SPOC } from './support/service';

/** One clock for all: the tests follow each other through November 2034. Its summer time ends on the 5th. */
let scene: RequestScene;
beforeAll(async () => {
  scene = await RequestScene.open('2034-11-01T12:00:00.000Z');
});
afterAll(() => scene.service.stop());

const day = (text: string) => text as LocalDate;
const goTo = (at: string) => scene.service.goTo(at);
const run = () => scene.service.followers.run();
const organization = (id: string) => scene.service.organization(id);

test('a question is escalated at once, and once more, louder, when the next business day closes without an answer', async () => {
  // Thursday, November 2, 10:00 in Chicago: due on Friday at 17:00, which is 22:00 in UTC.
  await goTo('2034-11-02T15:00:00.000Z');
  const { id: organizationId, contactEmail } = await scene.addOrganization();
  const asked = await scene.ask(organizationId, { kind: 'question' });
  expect(asked).toMatchObject({ state: 'open', dueAt: '2034-11-03T22:00:00.000Z' });
  expect(await scene.escalationsOf(asked.id)).toMatchObject([
    {
      ...{ reason: 'request', subject: `request:${asked.id}`, state: 'open', owner: SPOC, occurrences: 1 },
      ...{ openedAt: new Date('2034-11-02T15:00:00Z'), dueAt: new Date('2034-11-03T22:00:00Z') },
    },
  ]);
  expect(scene.mailsTo(SPOC)).toHaveLength(1);
  expect(scene.planOf(asked.id)).toMatchObject({
    shown: {
      headline: 'question: waits for the single point of contact',
      facts: [
        ['From', 'Sample Organization'],
        ['Due', 'answer by Fri, Nov 3, 2034, 5:00 PM CDT'],
        ['Next', 'without an answer in time a second mail goes out'],
      ],
      attributes: { OrganizationId: organizationId, EscalationReason: 'request' },
    },
    until: { at: '2034-11-03T22:00:00.000Z', purpose: 'Answer due: Fri, Nov 3, 2034, 5:00 PM CDT' },
    rest: null,
  });

  await goTo('2034-11-03T21:59:59.999Z');
  expect(scene.mailsTo(SPOC)).toHaveLength(1);
  await goTo('2034-11-03T22:00:00.000Z');
  expect(scene.mailsTo(SPOC).at(-1)).toEqual({
    kind: 'escalation',
    subject: 'LATE: a request waits for your answer (Sample Organization)',
    at: '2034-11-03T22:00:00.000Z',
  });
  expect(await scene.escalationsOf(asked.id)).toMatchObject([{ state: 'open', occurrences: 2 }]);

  await goTo('2034-11-04T22:00:00.000Z');
  expect(scene.mailsTo(SPOC)).toHaveLength(2);
  expect(scene.planOf(asked.id)).toMatchObject({ until: null, rest: null });
  expect(scene.planOf(asked.id)?.shown.headline).toBe(
    'question: waits for the single point of contact; late',
  );
  expect(await scene.answer(asked.id)).toMatchObject({
    ...{ state: 'approved', decidedBy: 'spoc', note: 'In our words', decidedAt: '2034-11-04T22:00:00.000Z' },
  });
  await run();
  expect(scene.resultOf(asked.id)).toEqual({ outcome: 'approved' });
  expect(await scene.escalationsOf(asked.id)).toMatchObject([{ state: 'resolved', resolvedBy: 'system' }]);
  expect(scene.mailsTo(contactEmail)).toMatchObject([
    { kind: 'request-answered', subject: 'Answered: A question' },
  ]);
  expect(await scene.followerOf(asked.id)).toBeNull();
});

test('none from Monday to Friday: applied when the first day begins, the former capacity is back when the last is over', async () => {
  await goTo('2034-11-05T15:00:00.000Z');
  const { id: organizationId } = await scene.addOrganization({ capacity: 10 });
  const { id, state } = await scene.ask(organizationId, {
    ...{ kind: 'capacity', capacity: 0, from: day('2034-11-06'), until: day('2034-11-10') },
  });
  expect(state).toBe('approved');
  expect(await scene.doneBy(id)).toEqual([]);
  expect(scene.planOf(id)).toMatchObject({
    shown: { headline: 'capacity: approved, for a later day' },
    until: { at: '2034-11-06T06:00:00.000Z', purpose: 'Takes effect: Mon, Nov 6, 2034, 12:00 AM CST' },
  });

  await goTo('2034-11-06T05:59:59.999Z');
  expect((await organization(organizationId)).capacity).toBe(10);
  await goTo('2034-11-06T06:00:00.000Z');
  expect((await organization(organizationId)).capacity).toBe(0);
  expect(scene.planOf(id)?.until?.purpose).toBe('Ends: Sat, Nov 11, 2034, 12:00 AM CST');
  await goTo('2034-11-11T06:00:00.000Z');
  expect((await organization(organizationId)).capacity).toBe(10);
  expect(await scene.doneBy(id)).toEqual([
    ['changed', '2034-11-06T06:00:00.000Z'],
    ['restored', '2034-11-11T06:00:00.000Z'],
  ]);
  expect(scene.resultOf(id)).toEqual({ outcome: 'approved' });
  expect(await scene.mailsOf(id)).toEqual([['answered', 'sent']]);
});

test('a capacity that somebody has changed meanwhile is not put back', async () => {
  const { id: organizationId } = await scene.addOrganization({ capacity: 10 });
  const ask: RequestAsk = { kind: 'capacity', capacity: 2, from: null, until: day('2034-11-12') };
  const { id } = await scene.ask(organizationId, ask);
  const newer = await scene.ask(organizationId, { kind: 'capacity', capacity: 7, from: null, until: null });
  await goTo('2034-11-13T06:00:00.000Z');
  expect((await organization(organizationId)).capacity).toBe(7);
  expect((await scene.doneBy(id)).map(([type]) => type)).toEqual(['changed']);
  expect([scene.resultOf(id), scene.resultOf(newer.id)]).toEqual([
    { outcome: 'approved' },
    { outcome: 'approved' },
  ]);
});

test('resuming is the organization’s own affair, unless the exchange had suspended it', async () => {
  const { id: organizationId } = await scene.addOrganization();
  await scene.ask(organizationId, { kind: 'suspend', from: null, until: null });
  expect(await organization(organizationId)).toMatchObject({
    status: 'suspended',
    suspendedBy: 'organization',
  });
  expect(await scene.ask(organizationId, { kind: 'resume' })).toMatchObject({ state: 'approved' });
  expect((await organization(organizationId)).status).toBe('active');

  const suspended = { status: 'suspended', suspendedBy: 'exchange' };
  await scene.service.prisma.organization.update({ where: { id: organizationId }, data: suspended });
  const refused = await scene.ask(organizationId, { kind: 'resume' });
  expect(refused.state).toBe('open');
  await scene.answer(refused.id, 'refused');
  expect((await organization(organizationId)).status).toBe('suspended');
  const granted = await scene.ask(organizationId, { kind: 'resume' });
  await scene.answer(granted.id);
  expect((await organization(organizationId)).status).toBe('active');
  const event = await scene.service.prisma.organizationEvent.findFirst({ where: { requestId: granted.id } });
  expect(event).toMatchObject({ type: 'resumed', actor: 'exchange' });
  await run();
});

test('a question that nobody can place is escalated and answered by hand: no mail goes anywhere', async () => {
  const { id } = await scene.ask(null, { kind: 'question' });
  expect(await scene.escalationsOf(id)).toMatchObject([{ organizationId: null, state: 'open' }]);
  await scene.answer(id);
  await run();
  expect(await scene.mailsOf(id)).toEqual([['escalation', 'sent']]);
  expect(scene.resultOf(id)).toEqual({ outcome: 'approved' });
});

test('an answer that the organization’s address refuses makes the address untrusted, and a person sees to it', async () => {
  const { id: organizationId, contactEmail } = await scene.addOrganization();
  scene.service.postOffice.answer(contactEmail, () => REFUSED);
  const { id } = await scene.ask(organizationId, { kind: 'languages', languages: ['so'], from: null });
  expect(await organization(organizationId)).toMatchObject({ contactVerified: false, languages: ['so'] });
  const open = await scene.service.prisma.escalation.findMany({ where: { organizationId, state: 'open' } });
  expect(open).toMatchObject([{ reason: 'delivery-failed', openedBy: id }]);
  expect(await scene.mailsOf(id)).toEqual([
    ['escalation', 'sent'],
    ['answered', 'refused'],
  ]);
  expect(scene.resultOf(id)).toEqual({ outcome: 'approved' });
});

test('a workflow that has not looked for a week finds everything at once: late effect, and its end after it', async () => {
  await goTo('2034-12-01T16:00:00.000Z');
  const { id: organizationId } = await scene.addOrganization({ capacity: 10 });
  const { id } = await scene.receive(organizationId, {
    ...{ kind: 'capacity', capacity: 3, from: day('2034-12-04'), until: day('2034-12-05') },
  });
  // Behind since it was asked, and never woken until now.
  const plan = await scene.service.followers.advanceAt(
    { kind: 'request', subjectId: id },
    '2034-12-08T12:00:00.000Z',
  );
  expect(plan.until).toBeNull();
  expect(await scene.doneBy(id)).toEqual([
    ['changed', '2034-12-08T12:00:00.000Z'],
    ['restored', '2034-12-08T12:00:00.000Z'],
  ]);
  expect((await organization(organizationId)).capacity).toBe(10);
});
