import { v7 as newId } from 'uuid';
import type { RequestAsk } from '../../src/domain/organization/request/requests';
import { createOrganizationStore } from '../../src/infra/prisma/organization/store';
import { DEFERRED, REFUSED } from './support/post-office';
import { RequestScene } from './support/request-scene';
import { SPOC } from './support/service';

/** One clock for all: the tests follow each other from November 13, 2034, on. */
let scene: RequestScene;
beforeAll(async () => {
  scene = await RequestScene.open('2034-11-13T12:00:00.000Z');
});
afterAll(() => scene.service.stop());

const goTo = (at: string) => scene.service.goTo(at);
const run = () => scene.service.followers.run();
const organization = (id: string) => scene.service.organization(id);

test('a new address that nobody confirms within seven days expires; the organization is told; nothing has changed', async () => {
  await goTo('2034-11-13T15:00:00.000Z');
  const { id: organizationId, contactEmail } = await scene.addOrganization();
  const ask: RequestAsk = { kind: 'contact-change', contactEmail: 'silent@example.org' };
  const { id, state } = await scene.ask(organizationId, ask);
  expect(state).toBe('awaiting-confirmation');
  expect(scene.mailsTo('silent@example.org')).toMatchObject([{ kind: 'contact-confirmation' }]);
  await goTo('2034-11-20T14:59:59.999Z');
  expect((await scene.row(id)).state).toBe('awaiting-confirmation');
  await goTo('2034-11-20T15:00:00.000Z');
  expect(scene.resultOf(id)).toEqual({ outcome: 'expired' });
  expect(await scene.row(id)).toMatchObject({ state: 'expired', decidedBy: 'system' });
  expect((await organization(organizationId)).contactEmail).toBe(contactEmail);
  expect(scene.mailsTo(contactEmail)).toMatchObject([
    { kind: 'contact-agreement', at: '2034-11-13T15:00:00.000Z' },
    {
      ...{ kind: 'request-answered', subject: 'Not confirmed: New address for leads' },
      at: '2034-11-20T15:00:00.000Z',
    },
  ]);
});

test('in its last moment a new address can confirm, at the moment itself no more, although nobody has noticed yet', async () => {
  const { id: organizationId } = await scene.addOrganization();
  const ask: RequestAsk = { kind: 'contact-change', contactEmail: 'slow@example.org' };
  const { id } = await scene.receive(organizationId, ask);
  const at = (time: string) => ({ requestId: id, id, says: 'yes' as const, at: time as never });
  await scene.agree(id);
  await expect(scene.acts.confirm(at('2034-11-27T15:00:00.000Z'))).rejects.toMatchObject({
    code: 'request-closed',
  });
  expect(await scene.acts.confirm(at('2034-11-27T14:59:59.999Z'))).toMatchObject({ state: 'approved' });
});

test('a new address that takes no mail ends the request at once; one that defers it does not', async () => {
  const { id: organizationId, contactEmail } = await scene.addOrganization();
  scene.service.postOffice.answer('gone@example.org', () => REFUSED);
  scene.service.postOffice.answer('busy@example.org', () => DEFERRED);
  const gone = await scene.ask(organizationId, { kind: 'contact-change', contactEmail: 'gone@example.org' });
  expect(scene.resultOf(gone.id)).toEqual({ outcome: 'refused' });
  expect(await scene.row(gone.id)).toMatchObject({ state: 'refused', decidedBy: 'organization' });
  expect(await scene.mailsOf(gone.id)).toEqual([
    ['agreement', 'sent'],
    ['answered', 'sent'],
    ['confirmation', 'refused'],
  ]);
  // The organization's own address is as good as before.
  expect(await organization(organizationId)).toMatchObject({ contactEmail, contactVerified: true });

  const busy = await scene.ask(organizationId, { kind: 'contact-change', contactEmail: 'busy@example.org' });
  expect((await scene.row(busy.id)).state).toBe('awaiting-confirmation');
  await scene.answer(busy.id, 'refused');
  await goTo('2034-11-20T15:15:00.000Z');
  expect(await scene.mailsOf(busy.id)).toEqual([
    ['agreement', 'sent'],
    ['answered', 'sent'],
    ['confirmation', 'overtaken'],
  ]);
});

test('a new address that its old one agreed to takes effect, all three are told, and nobody can answer any more', async () => {
  const { id: organizationId, contactEmail } = await scene.addOrganization();
  const { id } = await scene.ask(organizationId, { kind: 'contact-change', contactEmail: 'new@example.org' });
  expect(await scene.agree(id)).toMatchObject({ state: 'awaiting-confirmation', agreedBy: 'organization' });
  expect(await scene.confirm(id)).toMatchObject({ state: 'approved', decidedBy: 'organization' });
  expect((await organization(organizationId)).contactEmail).toBe('new@example.org');
  await run();
  expect(scene.resultOf(id)).toEqual({ outcome: 'approved' });
  for (const address of ['new@example.org', contactEmail, SPOC]) {
    expect(scene.mailsTo(address).at(-1)).toMatchObject({ kind: 'contact-changed' });
  }
  await expect(scene.confirm(id, 'no')).rejects.toMatchObject({ code: 'request-closed' });
  await expect(scene.answer(id, 'refused')).rejects.toMatchObject({ code: 'request-closed' });
});

test('a new address that alone has confirmed waits for the old one or the single point of contact, who is told again when late', async () => {
  await goTo('2034-11-21T15:00:00.000Z');
  const { id: organizationId, contactEmail } = await scene.addOrganization();
  const { id } = await scene.ask(organizationId, {
    kind: 'contact-change',
    contactEmail: 'alone@example.org',
  });
  expect(scene.mailsTo(contactEmail)).toMatchObject([{ kind: 'contact-agreement' }]);
  expect(await scene.escalationsOf(id)).toEqual([]);
  // Monday, November 27, 14:00 in Chicago, the day before its time is over: due on Tuesday at 17:00.
  await goTo('2034-11-27T20:00:00.000Z');
  expect(await scene.confirm(id)).toMatchObject({ state: 'open', dueAt: '2034-11-28T23:00:00.000Z' });
  await run();
  expect(await scene.escalationsOf(id)).toMatchObject([
    { reason: 'request', state: 'open', dueAt: new Date('2034-11-28T23:00:00Z') },
  ]);
  expect(scene.planOf(id)).toMatchObject({
    shown: {
      headline: 'contact-change: confirmed; waits for the old address or the single point of contact',
      attributes: { OrganizationId: organizationId, EscalationReason: 'request' },
    },
    until: { at: '2034-11-28T23:00:00.000Z' },
    rest: null,
  });
  await goTo('2034-11-28T23:00:00.000Z');
  expect(scene.mailsTo(SPOC).at(-1)?.subject).toBe(
    'LATE: a request waits for your answer (Sample Organization)',
  );
  expect((await organization(organizationId)).contactEmail).toBe(contactEmail);

  expect(await scene.agree(id, 'no')).toMatchObject({ state: 'refused', decidedBy: 'organization' });
  await run();
  expect(await scene.escalationsOf(id)).toMatchObject([{ state: 'resolved', resolvedBy: 'system' }]);
  expect((await organization(organizationId)).contactEmail).toBe(contactEmail);
  expect(scene.mailsTo('alone@example.org').map(({ kind }) => kind)).toEqual(['contact-confirmation']);
});

test('of two new addresses that are asked for, the one that is settled ends the other', async () => {
  const { id: organizationId } = await scene.addOrganization();
  const ask = (contactEmail: string) => scene.ask(organizationId, { kind: 'contact-change', contactEmail });
  const [wrong, right] = [await ask('wrong@example.org'), await ask('right@example.org')];
  await scene.confirm(wrong.id);
  await scene.confirm(right.id);
  await scene.agree(right.id);
  await expect(scene.agree(wrong.id)).rejects.toMatchObject({ code: 'request-closed' });
  await expect(scene.answer(wrong.id)).rejects.toMatchObject({ code: 'request-closed' });
  await run();
  expect(await scene.row(wrong.id)).toMatchObject({ state: 'refused', decidedBy: 'system' });
  expect((await organization(organizationId)).contactEmail).toBe('right@example.org');
});

test('an address that the exchange enters once more needs its own confirmation only, and is trusted again', async () => {
  const { id: organizationId, contactEmail } = await scene.addOrganization();
  const where = { id: organizationId };
  await scene.service.prisma.organization.update({ where, data: { contactVerified: false } });
  const { id } = await scene.acts.ask({
    ...{ id: newId(), organizationId, referralId: null, comments: null, source: 'phone' },
    ask: { kind: 'contact-change', contactEmail },
    ...{ agreedBy: SPOC, at: scene.service.now() },
  });
  await run();
  expect((await organization(organizationId)).contactVerified).toBe(false);
  await scene.confirm(id);
  await run();
  expect(await organization(organizationId)).toMatchObject({ contactEmail, contactVerified: true });
  expect((await scene.mailsOf(id)).map(([which]) => which).sort()).toEqual(['answered', 'confirmation']);
});

test('a lead’s mail under way to the old address carries no link that works afterwards; its repeat goes to the new one', async () => {
  await goTo('2034-12-11T16:00:00.000Z');
  const { service } = scene;
  const county = service.newCounty();
  const about = { name: 'Sample Organization', counties: [county] };
  const { id: organizationId, contactEmail } = await service.addOrganization(about);
  const held = service.postOffice.hold(contactEmail, () => DEFERRED);
  await service.receive(county);
  const following = run();
  await held.underWay(1);
  const fields = { contactEmail: 'moved@example.org' };
  await createOrganizationStore(service.prisma, service.policy.calendar.zone).change(
    organizationId,
    fields,
    null,
    service.now(),
  );
  held.letGo();
  await following;
  const links = await service.prisma.link.findMany({
    where: { organizationId },
    orderBy: { purpose: 'asc' },
  });
  expect(links.map(({ purpose, recipient, revokedAt }) => [purpose, recipient, revokedAt !== null])).toEqual([
    ['assignment', contactEmail, true],
    ['organization', contactEmail, true],
  ]);

  await goTo('2034-12-11T16:15:00.000Z');
  const tries = service.postOffice.attempts.filter(
    ({ kind, to }) => kind === 'lead' && [contactEmail, 'moved@example.org'].includes(to),
  );
  expect(tries.map(({ to, answer }) => [to, answer])).toEqual([
    [contactEmail, 'deferred'],
    ['moved@example.org', 'sent'],
  ]);
});
