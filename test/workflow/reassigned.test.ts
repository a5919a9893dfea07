import { untilLocksAreAwaited } from './support/lock-waits';
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
  const assigned = await referral.recorded('assigned', 2);
  expect(assigned.organizationName).toBe('Second');
  // Who reassigns is told the version that has the new organization.
  expect(version).toBe(assigned.seq);
  await referral.recorded('sent', 2);
  expect(referral.delivered('reassigned').map(({ to }) => to)).toEqual([organizations[0].contactEmail]);
  expect(await service.held(organizations)).toEqual([0, 2]);
  expect(await referral.state()).toMatchObject({ contactMadeOn: null, refusals: 0, status: 'sent' });
});

test('to one that the rules would not choose: the decision says against what', async () => {
  const { referral } = await sentAmong(service, ['First']);
  const far = await service.addOrganization({
    name: 'Far away',
    counties: [service.newCounty()],
    type: 'broker',
  });
  await referral.act(reassign(far.id), COORDINATOR);
  await referral.recorded('sent', 2);
  expect((await referral.explanations()).at(-1)?.directed).toEqual({
    organizationId: far.id,
    against: ['wrong-type', 'outside-service-area'],
  });
});

test.each([
  ['has no place', { capacity: 0 }, 'no-capacity'],
  ['has an address that refused', { contactVerified: false }, 'contact-unverified'],
  ['is suspended', { status: 'suspended' }, 'suspended'],
] as const)(
  'to one that %s: it waits for a person, and the rules leave it alone',
  async (_why, fields, reason) => {
    const { referral } = await sentAmong(service, ['First', 'Second']);
    const impossible = await service.addOrganization({ name: 'No', counties: [], ...fields });
    await referral.act(reassign(impossible.id), COORDINATOR);
    expect((await referral.recorded('unassigned')).cause).toBe('directed-unavailable');
    expect((await referral.explanations()).at(-1)?.directed?.against).toContain(reason);
    await referral.recorded('escalated');
    expect((await referral.escalations()).map((escalation) => escalation.reason)).toEqual([
      'too-many-declines',
    ]);
    expect(await service.placeWaiting()).toBe(0);
    expect((await referral.row()).status).toBe('unassigned');
    await referral.act(reassign(null), COORDINATOR);
    expect((await referral.recorded('sent', 2)).status).toBe('sent');
    expect((await referral.recorded('assigned', 2)).organizationName).toBe('Second');
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
  const { assignmentId } = await referral.recorded('assigned');
  const about = { actor: 'coordinator', assignmentId } as const;
  const [, second, third] = organizations;
  const outcomes = await Promise.allSettled([
    referral.act(reassign(second?.id ?? ''), about),
    referral.act(reassign(third?.id ?? ''), about),
  ]);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { name: 'DomainError', code: 'assignment-over' } },
  ]);
  expect(await referral.events('handed-on')).toHaveLength(1);
  expect(await referral.events('assigned')).toHaveLength(2);
});

test('two coordinators who name the same organization: the second is told that it is there already', async () => {
  const { referral, organizations } = await sentAmong(service, ['First', 'Second']);
  const act = reassign(organizations[1]?.id ?? '');
  const outcomes = await Promise.allSettled([referral.act(act, COORDINATOR), referral.act(act, COORDINATOR)]);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'already-recorded' } },
  ]);
  expect(await referral.events('assigned')).toHaveLength(2);
});

test('while its mail is on the way: who got it is told, and the next one has it', async () => {
  const { referral, organizations, letGo } = await beingMailed(service, ['Slow', 'Next']);
  await referral.act(reassign(null), COORDINATOR);
  expect(await referral.story()).toEqual(['received', 'assigned', 'handed-on', 'assigned', 'sent']);
  expect(referral.delivered('reassigned')).toEqual([]);
  await letGo();
  expect(await referral.story()).toEqual(['received', 'assigned', 'handed-on', 'assigned', 'sent']);
  expect(referral.delivered('reassigned').map(({ to }) => to)).toEqual([organizations[0].contactEmail]);
});

describe('a decline and a withdrawal at once', () => {
  test('the withdrawal first: the decline is refused', async () => {
    const { referral } = await sentAmong(service, ['First', 'Second']);
    await referral.act(withdraw, CRM);
    await expect(referral.act({ kind: 'decline', reason: 'other' })).rejects.toMatchObject({
      code: 'referral-closed',
    });
    expect(await referral.events('declined')).toEqual([]);
  });

  test('the decline first, while it is being written: both happen, and nobody keeps the referral', async () => {
    const { referral, organizations } = await sentAmong(service, ['First', 'Second']);
    // Both wait for the referral, the decline longer; PostgreSQL serves them in this order.
    const release = await service.trouble.hold('referrals', referral.id);
    const declining = referral.act({ kind: 'decline', reason: 'other' });
    await untilLocksAreAwaited(service.prisma, 1);
    const withdrawing = referral.act(withdraw, CRM);
    await untilLocksAreAwaited(service.prisma, 2);
    await release();
    await Promise.all([declining, withdrawing]);
    expect(referral.result).toEqual({ status: 'withdrawn', resolution: null });
    expect(await referral.events('declined')).toHaveLength(1);
    expect(await service.held(organizations)).toEqual([0, 1]);
    const log = await referral.log();
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  });
});

test('a bounce of a lead that nobody opened re-routes it; of one that was opened it changes nothing', async () => {
  const { referral, organizations } = await sentAmong(service, ['Outdated', 'Second']);
  const [outdated, second] = organizations;
  await referral.act({ kind: 'bounce', smtpCode: 550 }, { actor: 'system' });
  await referral.recorded('sent', 2);
  await referral.recorded('escalated');
  expect(await referral.escalations()).toMatchObject([
    { reason: 'delivery-failed', subject: `organization:${outdated.id}` },
  ]);
  await referral.act({ kind: 'open' });
  await referral.act({ kind: 'bounce', smtpCode: 550 }, { actor: 'system' });
  expect(await referral.events('delivery-refused')).toHaveLength(1);
  expect(await service.organization(second?.id ?? '')).toMatchObject({ contactVerified: true });
});
