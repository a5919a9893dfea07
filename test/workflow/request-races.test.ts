import { setTimeout as delay } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { createRequestActs } from '../../src/infra/prisma/organization/request/acts';
import { createOrganizationStore } from '../../src/infra/prisma/organization/store';
import { createFollowerRows } from '../../src/infra/prisma/followers/rows';
import { instant } from '../../src/domain/time';
import { RequestScene } from './support/request-scene';
import { SPOC } from './support/service';

/** Who comes first, who comes twice, and whom nobody hears: decided by PostgreSQL alone. */
let scene: RequestScene;
beforeAll(async () => {
  scene = await RequestScene.open('2034-11-06T16:00:00.000Z');
});
afterAll(() => scene.service.stop());

/** Each waits for the row in the order given; all are let in together. What each came to. */
async function inThisOrder(
  requestId: string,
  answers: readonly (() => Promise<unknown>)[],
): Promise<PromiseSettledResult<unknown>[]> {
  const { prisma } = scene.service;
  const started: Promise<unknown>[] = [];
  await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM organization_requests WHERE id = ${requestId}::uuid FOR UPDATE`;
    for (const answer of answers) {
      const answering = answer();
      answering.catch(() => undefined);
      started.push(answering);
      while ((await waiting()) < started.length) await delay(5);
    }
  });
  return Promise.allSettled(started);
}

async function waiting(): Promise<number> {
  const [row] = await scene.service.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row?.count ?? 0;
}

const closed = { status: 'rejected', reason: expect.objectContaining({ code: 'request-closed' }) };

test.each([
  ['approved', 'refused'],
  ['refused', 'approved'],
] as const)(
  'of two answers at once the first counts, and the other is told so: %s before %s',
  async (first, second) => {
    const { id: organizationId } = await scene.addOrganization();
    const { id } = await scene.ask(organizationId, { kind: 'type', type: 'broker' });
    const outcomes = await inThisOrder(id, [() => scene.answer(id, first), () => scene.answer(id, second)]);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: expect.objectContaining({ state: first }) },
      closed,
    ]);
    expect((await scene.service.organization(organizationId)).type).toBe(
      first === 'approved' ? 'broker' : 'navigator',
    );
    await scene.service.followers.run();
    expect(await scene.mailsOf(id)).toEqual([
      ['escalation', 'sent'],
      ['answered', 'sent'],
    ]);
  },
);

test.each([
  ['the address first', true],
  ['the exchange first', false],
])('a confirmation and a refusal of the exchange meet: %s', async (_who, confirmsFirst) => {
  const { id: organizationId, contactEmail } = await scene.addOrganization();
  const ask = { kind: 'contact-change', contactEmail: 'new@example.org' } as const;
  const { id } = await scene.ask(organizationId, ask);
  await scene.agree(id);
  const both = [() => scene.confirm(id), () => scene.answer(id, 'refused')];
  const outcomes = await inThisOrder(id, confirmsFirst ? both : [...both].reverse());
  expect(outcomes[1]).toEqual(closed);
  expect((await scene.service.organization(organizationId)).contactEmail).toBe(
    confirmsFirst ? 'new@example.org' : contactEmail,
  );
});

test.each([
  ['the old address first', true],
  ['the exchange’s PATCH first', false],
])('the last word for a new address and a change in another way meet: %s', async (_who, wordFirst) => {
  const { id: organizationId } = await scene.addOrganization();
  const { id } = await scene.ask(organizationId, {
    ...{ kind: 'contact-change', contactEmail: 'new@example.org' },
  });
  await scene.confirm(id);
  const store = createOrganizationStore(scene.service.prisma, scene.service.policy.calendar.zone);
  const patch = () =>
    store.change(organizationId, { contactEmail: 'entered@example.org' }, null, scene.service.now());
  if (wordFirst) {
    expect(await scene.agree(id)).toMatchObject({ state: 'approved' });
    await patch();
  } else {
    await patch();
    await expect(scene.agree(id)).rejects.toMatchObject({ code: 'request-closed' });
    // Nobody has been woken: the row says that its workflow is behind, and so the sweep finds it.
    expect(await scene.followerOf(id)).toMatchObject({ behindSince: new Date(scene.service.now()) });
    await scene.service.followers.advanceAt({ kind: 'request', subjectId: id }, scene.service.now());
    expect(await scene.row(id)).toMatchObject({ state: 'refused', decidedBy: 'system' });
  }
  expect((await scene.service.organization(organizationId)).contactEmail).toBe('entered@example.org');
});

test('an answer and the expiry meet: whichever has the row first', async () => {
  const { id: organizationId } = await scene.addOrganization();
  const ask = { kind: 'contact-change', contactEmail: 'new@example.org' } as const;
  const { id } = await scene.ask(organizationId, ask);
  await scene.agree(id);
  const expire = () =>
    scene.service.followers.advanceAt({ kind: 'request', subjectId: id }, '2034-11-13T16:00:00.000Z');
  const outcomes = await inThisOrder(id, [() => scene.confirm(id), expire]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect((await scene.row(id)).state).toBe('approved');

  const { id: other } = await scene.ask(organizationId, { ...ask, contactEmail: 'newer@example.org' });
  const late = () =>
    scene.service.followers.advanceAt({ kind: 'request', subjectId: other }, '2034-11-13T16:00:00.000Z');
  expect(await inThisOrder(other, [late, () => scene.confirm(other)])).toEqual([
    expect.objectContaining({ status: 'fulfilled' }),
    closed,
  ]);
  expect((await scene.row(other)).state).toBe('expired');
});

test('the same answer again, at once or later, has its first result, and nothing happens twice', async () => {
  const { id: organizationId } = await scene.addOrganization();
  const { id } = await scene.ask(organizationId, { kind: 'counties', counties: ['27137'] });
  const answerId = newId();
  const same = () => scene.answer(id, 'approved', { id: answerId });
  const answers = await Promise.all([same(), same(), same()]);
  await scene.service.followers.run();
  answers.push(await same());
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await scene.doneBy(id)).toHaveLength(1);
  expect((await scene.mailsOf(id)).filter(([which]) => which === 'answered')).toHaveLength(1);
  await expect(scene.answer(id)).rejects.toMatchObject({ code: 'request-closed' });
  await expect(scene.answer(newId())).rejects.toMatchObject({ code: 'not-found' });
});

test('the same request again is one; another one under its id undoes itself', async () => {
  const { id: organizationId } = await scene.addOrganization({ capacity: 10 });
  const id = newId();
  const ask = { kind: 'capacity', capacity: 4, from: null, until: null } as const;
  const records = await Promise.all([
    scene.receive(organizationId, ask, id),
    scene.receive(organizationId, ask, id),
  ]);
  expect(records[0]).toEqual(records[1]);
  expect(await scene.doneBy(id)).toHaveLength(1);
  await expect(scene.receive(organizationId, { ...ask, capacity: 5 }, id)).rejects.toThrow('another request');
  expect((await scene.service.organization(organizationId)).capacity).toBe(4);
  await expect(scene.receive(newId(), ask)).rejects.toMatchObject({ code: 'not-found' });
});

test('answered while Temporal is away, or by a process that dies before it can signal: true at once, followed later', async () => {
  const { prisma, policy, followers } = scene.service;
  const { id: organizationId, contactEmail } = await scene.addOrganization();
  const { id } = await scene.ask(organizationId, { kind: 'type', type: 'broker' });
  expect(await scene.followerOf(id)).toMatchObject({ behindSince: null });

  const deaf = { wake: () => undefined, nudgeWaitlist: () => undefined, room: async () => undefined };
  const acts = createRequestActs(prisma, { policy, owner: SPOC, waker: deaf });
  const answer = { id: newId(), requestId: id, outcome: 'approved', note: null, by: 'spoc' } as const;
  const answered = await acts.answer({ ...answer, at: scene.service.now() });
  expect(answered.state).toBe('approved');
  expect((await scene.service.organization(organizationId)).type).toBe('broker');
  expect(scene.mailsTo(contactEmail)).toEqual([]);

  expect(await scene.followerOf(id)).toMatchObject({ behindSince: new Date(scene.service.now()) });
  const rows = createFollowerRows(prisma, { policy, owner: SPOC });
  const at = instant('2034-11-06T16:00:11.000Z');
  const due = {
    behindBefore: instant('2034-11-06T16:00:01.000Z'),
    wakeBefore: instant('2034-11-06T15:59:11.000Z'),
  };
  expect(await rows.overdue({ ...due, now: at }, 10)).toContainEqual({
    kind: 'request',
    subjectId: id,
    again: false,
  });
  await followers.run();
  expect(scene.mailsTo(contactEmail)).toMatchObject([{ kind: 'request-answered' }]);
  expect(await scene.followerOf(id)).toBeNull();
});

test('whoever may have become eligible by it is looked for: the waiting list is woken, and routes', async () => {
  const county = scene.service.newCounty();
  const referral = await scene.service.post(county);
  expect((await referral.state()).status).toBe('unassigned');
  const { id: organizationId } = await scene.addOrganization();
  const { id } = await scene.ask(organizationId, { kind: 'counties', counties: [county] });
  await scene.answer(id);
  await scene.service.followers.run();
  expect((await referral.state()).assignment?.organizationId).toBe(organizationId);
});
