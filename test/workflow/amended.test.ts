import { eventually } from './support/eventually';
import { beingMailed, contactOn, COORDINATOR, CRM, sentAmong } from './support/scene';
import { Service } from './support/service';

/** The CRM corrects a lead: in every phase, told once, and moved when the organization has become the wrong one. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

const account = { kind: 'amend', parts: ['account'], need: null, expectedVersion: null } as const;

function moveTo(countyFips: string) {
  const countyName = service.world.countyName(countyFips);
  const need = { assisterType: 'navigator', countyFips, countyName } as const;
  return { kind: 'amend', parts: ['address'], need, expectedVersion: null } as const;
}

/** A county with one organization. */
function elsewhere(name = 'Elsewhere') {
  const county = service.world.newCounty();
  return { county, organization: service.world.addOrganization({ name, counties: [county] }) };
}

test('the organization is told once of each amendment, and keeps the referral', async () => {
  const { referral, organizations } = await sentAmong(service, ['One', 'Two']);
  const actId = '0199a000-0000-7000-8000-0000000000aa';
  await referral.act(account, { ...CRM, actId });
  await referral.act(account, { ...CRM, actId });
  await referral.act({ ...account, parts: ['determinations', 'reason'] }, CRM);
  await eventually('both mails', () => referral.delivered('amended').length === 2);
  expect(referral.delivered('amended').map(({ to }) => to)).toEqual(
    Array.from({ length: 2 }, () => organizations[0]?.contactEmail),
  );
  expect(referral.events('amended').map(({ parts }) => parts)).toEqual([
    ['account'],
    ['determinations', 'reason'],
  ]);
  expect(referral.events('assigned')).toHaveLength(1);
});

test('moved to a county that the organization serves too: nothing but the news', async () => {
  const { referral, organizations } = await sentAmong(service, ['Both']);
  const other = service.world.newCounty();
  const [both] = organizations;
  if (both === undefined) throw new Error('no organization');
  both.counties = [...both.counties, other];
  await referral.act(moveTo(other), CRM);
  await eventually('the mail', () => referral.delivered('amended').length === 1);
  expect(referral.events('handed-on')).toEqual([]);
  expect((await referral.seen()).attributes['County']).toBe(service.world.countyName(other));
});

test('moved away before a contact: the right organization gets it, the wrong one is told', async () => {
  const { referral, organizations } = await sentAmong(service, ['Here']);
  const { county, organization } = elsewhere();
  await referral.act(moveTo(county), CRM);
  const sent = await referral.recorded('sent', 2);
  expect(sent.assignmentId).toBe(referral.events('assigned').at(-1)?.assignmentId);
  expect(referral.events('assigned').at(-1)?.organizationId).toBe(organization.id);
  expect(referral.events('handed-on')).toMatchObject([{ cause: 'amended', actor: 'system' }]);
  await eventually('the notice', () => referral.delivered('reassigned').length === 1);
  expect(referral.delivered('reassigned')[0]?.to).toBe(organizations[0]?.contactEmail);
  expect(organizations[0]?.held).toBe(0);
});

test('moved away after a contact: a person weighs it, and the organization is told', async () => {
  const { referral } = await sentAmong(service, ['Here']);
  await referral.act(contactOn('2034-02-01'));
  await referral.act(moveTo(elsewhere().county), CRM);
  await referral.recorded('escalated');
  expect(referral.escalations.map(({ reason }) => reason)).toEqual(['amended-after-contact']);
  await eventually('the mail', () => referral.delivered('amended').length === 1);
  expect(referral.events('handed-on')).toEqual([]);
});

test('while it waits for the rules: routed anew at once by the new need', async () => {
  const referral = await service.post(service.world.newCounty());
  await referral.recorded('escalated');
  const { county, organization } = elsewhere();
  await referral.act(moveTo(county), CRM);
  await referral.recorded('sent');
  expect(referral.events('assigned')[0]?.organizationId).toBe(organization.id);
});

test('while it waits for a person: recorded, and the person still decides', async () => {
  const { referral } = await sentAmong(service, ['Only']);
  await referral.act({ kind: 'decline', reason: 'exchange-must-resolve' });
  await referral.recorded('unassigned');
  await referral.act(moveTo(elsewhere().county), CRM);
  expect(await referral.state()).toMatchObject({ phase: 'waiting', needsPerson: 'exchange-must-resolve' });
});

test('while its mail is on the way: the right one gets it, and who got it is told', async () => {
  const { referral, organizations, answer } = await beingMailed(service, ['Here']);
  const { county, organization } = elsewhere();
  await referral.act(moveTo(county), CRM);
  await referral.recorded('handed-on');
  answer();
  await referral.recorded('sent');
  expect(referral.events('assigned').at(-1)?.organizationId).toBe(organization.id);
  await eventually('the notice', () => referral.delivered('reassigned').length === 1);
  expect(referral.delivered('reassigned')[0]?.to).toBe(organizations[0]?.contactEmail);
});

test('while it is being routed: waits for the routing, and then finds that it went to the wrong one', async () => {
  const { db } = service.world;
  const county = service.world.newCounty();
  service.world.addOrganization({ name: 'Old county', counties: [county] });
  const next = elsewhere();
  const release = db.hold('routing');
  const referral = await service.post(county);
  await eventually('the routing', () => db.isHolding('routing'));
  const amending = referral.act(moveTo(next.county), CRM);
  release();
  await amending;
  await eventually(
    'the right one',
    () =>
      referral.events('sent').at(-1)?.assignmentId === referral.events('assigned').at(1)?.assignmentId &&
      referral.events('assigned').length === 2,
  );
  expect(referral.events('assigned').at(-1)?.organizationId).toBe(next.organization.id);
  expect(referral.row.events.map(({ seq }) => seq)).toEqual(referral.row.events.map((_, index) => index + 1));
});

test('an amendment of an older version is refused, the same one again is not, and a closed one takes none', async () => {
  const { referral } = await sentAmong(service, ['One']);
  const version = referral.row.events.length;
  const about = { ...CRM, actId: '0199a000-0000-7000-8000-0000000000ab' };
  await referral.act({ ...account, expectedVersion: version }, about);
  await referral.act({ ...account, expectedVersion: version }, about);
  await expect(referral.act({ ...account, expectedVersion: version }, CRM)).rejects.toMatchObject({
    code: 'version-conflict',
  });
  await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' }, COORDINATOR);
  await expect(referral.act(account, CRM)).rejects.toMatchObject({ code: 'referral-closed' });
});
