import { eventually } from './support/eventually';
import { beingMailed, contactOn, COORDINATOR, CRM, sentAmong, withdraw } from './support/scene';
import { Service } from './support/service';

/** A coordinator gives a referral to somebody else, by the rules or by name. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

const reassign = (directedTo: string | null) => ({ kind: 'reassign', directedTo }) as const;

test('by the rules: the next one, and the last one is told and not asked again', async () => {
  const { referral, organizations } = await sentAmong(service, ['First', 'Second']);
  await referral.act(contactOn('2034-02-01'));
  const { version } = await referral.act(reassign(null), COORDINATOR);
  expect(referral.events('assigned').at(-1)?.organizationName).toBe('Second');
  // Who reassigns is told the version that has the new organization.
  expect(version).toBeGreaterThanOrEqual(referral.events('assigned').at(-1)?.seq ?? Infinity);
  await referral.recorded('sent', 2);
  await eventually('the notice', () => referral.delivered('reassigned').length === 1);
  expect(referral.delivered('reassigned')[0]?.to).toBe(organizations[0]?.contactEmail);
  expect(organizations.map(({ held }) => held)).toEqual([0, 2]);
  expect(await referral.state()).toMatchObject({ contactMadeOn: null, refusals: 0, status: 'sent' });
});

test('to one that the rules would not choose: the decision says against what', async () => {
  const { referral } = await sentAmong(service, ['First']);
  const far = service.world.addOrganization({
    name: 'Far away',
    counties: [service.world.newCounty()],
    type: 'broker',
  });
  await referral.act(reassign(far.id), COORDINATOR);
  await referral.recorded('sent', 2);
  expect(referral.row.decisions.at(-1)?.explanation.directed).toEqual({
    organizationId: far.id,
    against: ['wrong-type', 'outside-service-area'],
  });
});

test.each([
  ['has no place', { capacity: 0 }, 'no-capacity'],
  ['has an address that refused', { contactVerified: false }, 'contact-unverified'],
  ['is suspended', { active: false }, 'suspended'],
] as const)(
  'to one that %s: it waits for a person, and the rules leave it alone',
  async (_why, row, reason) => {
    const { referral } = await sentAmong(service, ['First', 'Second']);
    const impossible = service.world.addOrganization({ name: 'No', counties: [], ...row });
    await referral.act(reassign(impossible.id), COORDINATOR);
    expect((await referral.recorded('unassigned')).cause).toBe('directed-unavailable');
    expect(referral.row.decisions.at(-1)?.explanation.directed?.against).toContain(reason);
    await referral.recorded('escalated');
    expect(referral.escalations.map((escalation) => escalation.reason)).toEqual(['too-many-declines']);
    expect(await service.routeNow(referral)).toBe(false);
    await referral.act(reassign(null), COORDINATOR);
    expect((await referral.recorded('sent', 2)).status).toBe('sent');
    expect(referral.events('assigned').at(-1)?.organizationName).toBe('Second');
  },
);

test('after too many declines a person decides, and counting begins anew', async () => {
  const { referral } = await sentAmong(service, ['A', 'B', 'C', 'D']);
  for (const hop of [1, 2, 3]) {
    await referral.recorded('sent', hop);
    await referral.act({ kind: 'decline', reason: 'at-capacity' });
  }
  expect((await referral.recorded('unassigned')).cause).toBe('too-many-declines');
  await referral.act(reassign(null), COORDINATOR);
  await referral.recorded('sent', 4);
  expect(await referral.state()).toMatchObject({ refusals: 0, hops: 4 });
  await referral.act({ kind: 'decline', reason: 'at-capacity' });
  expect((await referral.recorded('unassigned', 2)).cause).toBe('no-eligible-organization');
});

test('two coordinators at once: the second, who meant the same assignment, is refused', async () => {
  const { referral, organizations } = await sentAmong(service, ['First', 'Second', 'Third']);
  const assignmentId = referral.events('assigned')[0]?.assignmentId ?? null;
  const about = { actor: 'coordinator', assignmentId } as const;
  const [, second, third] = organizations;
  const outcomes = await Promise.allSettled([
    referral.act(reassign(second?.id ?? ''), about),
    referral.act(reassign(third?.id ?? ''), about),
  ]);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { name: 'DomainError', code: 'assignment-over' } },
  ]);
  expect(referral.events('handed-on')).toHaveLength(1);
  expect(referral.events('assigned')).toHaveLength(2);
});

test('two coordinators who name the same organization: the second is told that it is there already', async () => {
  const { referral, organizations } = await sentAmong(service, ['First', 'Second']);
  const act = reassign(organizations[1]?.id ?? '');
  const outcomes = await Promise.allSettled([referral.act(act, COORDINATOR), referral.act(act, COORDINATOR)]);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'already-recorded' } },
  ]);
  expect(referral.events('assigned')).toHaveLength(2);
});

test('while its mail is on the way: who got it is told, and the next one has it', async () => {
  const { referral, organizations, answer } = await beingMailed(service, ['Slow', 'Next']);
  const reassigning = referral.act(reassign(null), COORDINATOR);
  await referral.recorded('handed-on');
  answer();
  await reassigning;
  await referral.recorded('sent');
  expect(referral.story()).toEqual(['received', 'assigned', 'handed-on', 'assigned', 'sent']);
  await eventually('the notice', () => referral.delivered('reassigned').length === 1);
  expect(referral.delivered('reassigned')[0]?.to).toBe(organizations[0]?.contactEmail);
});

describe('a decline and a withdrawal at once', () => {
  test('the withdrawal first: the decline is refused', async () => {
    const { referral } = await sentAmong(service, ['First', 'Second']);
    const outcomes = await Promise.allSettled([
      referral.act(withdraw, CRM),
      referral.recorded('withdrawn').then(() => referral.act({ kind: 'decline', reason: 'other' })),
    ]);
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'referral-closed' } }]);
    expect(referral.events('declined')).toEqual([]);
  });

  test('the decline first, while it is being written: both happen, and nobody keeps the referral', async () => {
    const { db } = service.world;
    const { referral, organizations } = await sentAmong(service, ['First', 'Second']);
    const release = db.hold('append');
    const declining = referral.act({ kind: 'decline', reason: 'other' });
    await eventually('the decline', () => db.isHolding('append'));
    const withdrawing = referral.act(withdraw, CRM);
    release();
    await Promise.all([declining, withdrawing]);
    expect(await referral.handle.result()).toEqual({ status: 'withdrawn', resolution: null });
    expect(referral.events('declined')).toHaveLength(1);
    expect(organizations.map(({ held }) => held)).toEqual([0, 1]);
    expect(referral.row.events.map(({ seq }) => seq)).toEqual(
      referral.row.events.map((_, index) => index + 1),
    );
  });
});

test('a bounce of a lead that nobody opened re-routes it; of one that was opened it changes nothing', async () => {
  const { referral, organizations } = await sentAmong(service, ['Outdated', 'Second']);
  await referral.act({ kind: 'bounce', smtpCode: 550 }, { actor: 'system' });
  await referral.recorded('sent', 2);
  expect(organizations[0]?.contactVerified).toBe(false);
  await referral.recorded('escalated');
  expect(referral.escalations).toMatchObject([
    { reason: 'delivery-failed', subject: { kind: 'organization', organizationId: organizations[0]?.id } },
  ]);
  await referral.act({ kind: 'open' });
  await referral.act({ kind: 'bounce', smtpCode: 550 }, { actor: 'system' });
  expect(referral.events('delivery-refused')).toHaveLength(1);
  expect(organizations[1]?.contactVerified).toBe(true);
});
