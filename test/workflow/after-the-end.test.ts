import { contactOn, COORDINATOR, CRM, sentAmong, withdraw } from './support/scene';
import { Service } from './support/service';

/** What is still possible once a referral is closed and its workflow is at rest. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

const resolve = (resolution: 'eligible-ma' | 'no-longer-needs-assistance') =>
  ({ kind: 'resolution', resolution }) as const;
const reopen = { kind: 'reopen' } as const;
const numbers = (events: readonly { readonly seq: number }[]) => events.map(({ seq }) => seq);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('reopened: the organization that resolved it gets it again, with clocks of its own, and the numbers go on', async () => {
  const { referral, organizations } = await sentAmong(service, ['Second choice now', 'First choice now']);
  await referral.act(contactOn('2034-02-01'));
  await referral.act(resolve('eligible-ma'));
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'eligible-ma' });
  // By the rules alone the other one would be chosen; who helped the consumer already goes first.
  await service.prisma.organization.update({
    where: { id: organizations[0].id },
    data: { held: 9, given: 0.9 },
  });
  await service.goTo('2034-02-02T16:00:00.000Z');
  await referral.act(reopen, COORDINATOR);
  expect(referral.result).toBeUndefined();
  const sent = await referral.recorded('sent', 2);
  const assigned = await referral.events('assigned');
  expect(assigned.map(({ organizationName, hop }) => [organizationName, hop])).toEqual([
    ['Second choice now', 1],
    ['Second choice now', 2],
  ]);
  expect(sent.clocks.contact.dueAt).toBe('2034-02-06T23:00:00.000Z');
  expect(await referral.state()).toMatchObject({
    contactMadeOn: null,
    resolution: null,
    status: 'sent',
    refusals: 0,
  });
  await referral.act(resolve('no-longer-needs-assistance'));
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'no-longer-needs-assistance' });
  expect(await referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'contact-made', 'milestone-met contact', 'milestone-met appointment'],
    ...['resolution-recorded', 'reopened', 'assigned', 'sent', 'milestone-cancelled contact'],
    ...['milestone-met appointment', 'resolution-recorded'],
  ]);
  expect(numbers(await referral.log())).toEqual(upTo(13));
});

test('a withdrawn one can be reopened; one that is open cannot, and an assister cannot reopen at all', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await expect(referral.act(reopen, COORDINATOR)).rejects.toMatchObject({ code: 'referral-not-closed' });
  await referral.act(withdraw, CRM);
  expect(referral.result).toEqual({ status: 'withdrawn', resolution: null });
  await expect(referral.act(reopen)).rejects.toMatchObject({ code: 'referral-closed' });
  await referral.act(reopen, COORDINATOR);
  await referral.recorded('sent', 2);
});

test('a wrong resolution is corrected, and the referral stays closed', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(contactOn('2034-02-02'));
  await referral.act(resolve('no-longer-needs-assistance'));
  await referral.act(resolve('eligible-ma'), COORDINATOR);
  expect(await referral.events('resolution-corrected')).toMatchObject([{ resolution: 'eligible-ma' }]);
  expect((await referral.statuses()).at(-1)).toBe('resolved');
  await expect(referral.act(resolve('eligible-ma'), COORDINATOR)).rejects.toMatchObject({
    code: 'already-recorded',
  });
  await service.goTo('2034-02-02T16:02:00.000Z');
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'eligible-ma' });
  // The run that took it in is over as well; a further correction begins another.
  await referral.act(resolve('no-longer-needs-assistance'), COORDINATOR);
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'no-longer-needs-assistance' });
  expect(await referral.events('resolution-corrected')).toHaveLength(2);
  expect(numbers(await referral.log())).toEqual(upTo(9));
});

test('a correction that is not possible is refused, and changes nothing', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(resolve('no-longer-needs-assistance'));
  const before = await referral.log();
  await expect(referral.act(resolve('eligible-ma'), COORDINATOR)).rejects.toMatchObject({
    code: 'resolution-needs-contact',
  });
  await service.goTo('2034-02-02T16:04:00.000Z');
  expect(await referral.log()).toEqual(before);
  expect((await referral.row()).status).toBe('resolved');
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'no-longer-needs-assistance' });
});

test('two coordinators who reopen at once: one does, the other is told that it is open', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(resolve('no-longer-needs-assistance'));
  const outcomes = await Promise.allSettled([
    referral.act(reopen, COORDINATOR),
    referral.act(reopen, COORDINATOR),
  ]);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'referral-not-closed' } },
  ]);
  await referral.recorded('sent', 2);
  expect(await referral.events('reopened')).toHaveLength(1);
});

test('the same reopening sent again after a lost answer happens once', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(resolve('no-longer-needs-assistance'));
  const about = { ...COORDINATOR, actId: '0199a000-0000-7000-8000-0000000000ba' };
  const answer = await referral.act(reopen, about);
  expect(await referral.act(reopen, about)).toEqual(answer);
  expect(await referral.events('reopened')).toHaveLength(1);
});
