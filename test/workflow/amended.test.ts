import { beingMailed, contactOn, COORDINATOR, CRM, sentAmong } from './support/scene';
import { Service } from './support/service';
import { untilLocksAreAwaited } from './support/lock-waits';

/** The CRM corrects a lead: in every phase, told once, and moved when the organization has become the wrong one. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

const account = { kind: 'amend', parts: ['account'], need: null, expectedVersion: null } as const;

function moveTo(countyFips: string) {
  const countyName = service.countyName(countyFips);
  const need = { assisterType: 'navigator', countyFips, countyName } as const;
  return { kind: 'amend', parts: ['address'], need, expectedVersion: null } as const;
}

/** A county with one organization. */
async function elsewhere(name = 'Elsewhere') {
  const county = service.newCounty();
  return { county, organization: await service.addOrganization({ name, counties: [county] }) };
}

test('the organization is told once of each amendment, and keeps the referral', async () => {
  const { referral, organizations } = await sentAmong(service, ['One', 'Two']);
  const actId = '0199a000-0000-7000-8000-0000000000aa';
  await referral.act(account, { ...CRM, actId });
  await referral.act(account, { ...CRM, actId });
  await referral.act({ ...account, parts: ['determinations', 'reason'] }, CRM);
  const [{ contactEmail }] = organizations;
  expect(referral.delivered('amended').map(({ to }) => to)).toEqual([contactEmail, contactEmail]);
  expect((await referral.events('amended')).map(({ parts }) => parts)).toEqual([
    ['account'],
    ['determinations', 'reason'],
  ]);
  expect(await referral.events('assigned')).toHaveLength(1);
});

test('moved to a county that the organization serves too: nothing but the news', async () => {
  const { referral, organizations, county } = await sentAmong(service, ['Both']);
  const other = service.newCounty();
  await service.prisma.organization.update({
    where: { id: organizations[0].id },
    data: { counties: [county, other] },
  });
  await referral.act(moveTo(other), CRM);
  expect(referral.delivered('amended')).toHaveLength(1);
  expect(await referral.events('handed-on')).toEqual([]);
  expect(referral.shown.attributes.County).toBe(service.countyName(other));
});

test('moved away before a contact: the right organization gets it, the wrong one is told', async () => {
  const { referral, organizations } = await sentAmong(service, ['Here']);
  const { county, organization } = await elsewhere();
  await referral.act(moveTo(county), CRM);
  const sent = await referral.recorded('sent', 2);
  const assigned = await referral.latest('assigned');
  expect(sent.assignmentId).toBe(assigned.assignmentId);
  expect(assigned.organizationId).toBe(organization.id);
  expect(await referral.events('handed-on')).toMatchObject([
    { cause: 'amended', actor: 'system', actId: null },
  ]);
  expect(referral.delivered('reassigned').map(({ to }) => to)).toEqual([organizations[0].contactEmail]);
  expect(referral.delivered('amended')).toEqual([]);
  expect((await service.organization(organizations[0].id)).held).toBe(0);
});

test('moved away after a contact: a person weighs it, and the organization is told', async () => {
  const { referral } = await sentAmong(service, ['Here']);
  await referral.act(contactOn('2034-02-01'));
  await referral.act(moveTo((await elsewhere()).county), CRM);
  await referral.recorded('escalated');
  expect((await referral.escalations()).map(({ reason }) => reason)).toEqual(['amended-after-contact']);
  expect(referral.delivered('amended')).toHaveLength(1);
  expect(await referral.events('handed-on')).toEqual([]);
});

test('while it waits for the rules: routed anew at once by the new need', async () => {
  const referral = await service.post(service.newCounty());
  await referral.recorded('escalated');
  const { county, organization } = await elsewhere();
  await referral.act(moveTo(county), CRM);
  await referral.recorded('sent');
  expect((await referral.recorded('assigned')).organizationId).toBe(organization.id);
});

test('while it waits for a person: recorded, and the person still decides', async () => {
  const { referral } = await sentAmong(service, ['Only']);
  await referral.act({ kind: 'decline', reason: 'exchange-must-resolve' });
  await referral.recorded('unassigned');
  await referral.act(moveTo((await elsewhere()).county), CRM);
  expect(await referral.state()).toMatchObject({ phase: 'waiting', needsPerson: 'exchange-must-resolve' });
});

test('while its mail is on the way: the right one gets it, and who got it is told', async () => {
  const { referral, organizations, letGo } = await beingMailed(service, ['Here']);
  const { county, organization } = await elsewhere();
  await referral.act(moveTo(county), CRM);
  // The right one does not wait for what becomes of the wrong one's mail.
  const sent = await referral.recorded('sent');
  expect((await referral.latest('assigned')).organizationId).toBe(organization.id);
  expect(sent.assignmentId).toBe((await referral.latest('assigned')).assignmentId);
  expect(referral.delivered('reassigned')).toEqual([]);
  await letGo();
  expect(referral.delivered('reassigned').map(({ to }) => to)).toEqual([organizations[0].contactEmail]);
  expect(await referral.story()).toEqual([
    'received',
    'assigned',
    'amended',
    'handed-on',
    'assigned',
    'sent',
  ]);
});

test('before it was routed: routed by the new need, and the old county’s organization never hears of it', async () => {
  const { county, organization } = await elsewhere('New county');
  const referral = await service.receive((await elsewhere('Old county')).county);
  await referral.act(moveTo(county), CRM);
  expect(await referral.story()).toEqual(['received', 'amended', 'assigned', 'sent']);
  expect((await referral.recorded('assigned')).organizationId).toBe(organization.id);
});

test('while it is being routed: waits for the routing, and then finds that it went to the wrong one', async () => {
  const old = await elsewhere('Old county');
  const next = await elsewhere();
  const referral = await service.receive(old.county);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  // Whoever routes it now waits for the place at the organization, and holds the referral meanwhile.
  const holding = service.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM organizations WHERE id = ${old.organization.id}::uuid FOR UPDATE`;
    await released;
  });
  const routing = service.followers.run();
  await untilLocksAreAwaited(service.prisma, 1);
  const amending = referral.act(moveTo(next.county), CRM);
  await untilLocksAreAwaited(service.prisma, 2);
  release();
  await Promise.all([holding, routing, amending]);
  expect((await referral.story()).slice(0, 4)).toEqual(['received', 'assigned', 'amended', 'handed-on']);
  const assigned = await referral.events('assigned');
  expect(assigned.map(({ organizationId }) => organizationId)).toEqual([
    old.organization.id,
    next.organization.id,
  ]);
  expect((await referral.latest('sent')).assignmentId).toBe(assigned[1]?.assignmentId);
  const log = await referral.log();
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
});

test('an amendment of an older version is refused, the same one again is not, and a closed one takes none', async () => {
  const { referral } = await sentAmong(service, ['One']);
  const { version } = await referral.state();
  const about = { ...CRM, actId: '0199a000-0000-7000-8000-0000000000ab' };
  await referral.act({ ...account, expectedVersion: version }, about);
  await referral.act({ ...account, expectedVersion: version }, about);
  await expect(referral.act({ ...account, expectedVersion: version }, CRM)).rejects.toMatchObject({
    code: 'version-conflict',
  });
  await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' }, COORDINATOR);
  await expect(referral.act(account, CRM)).rejects.toMatchObject({ code: 'referral-closed' });
});
