import { contactOn, COORDINATOR, CRM, sentAmong, withdraw } from './support/scene';
import { Service } from './support/service';

/** A closed workflow takes no update: it is begun again from what is recorded, with the act in the same request. */

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

test('reopened: the organization that resolved it gets it again, with clocks of its own, and the numbers go on', async () => {
  const { referral, organizations } = await sentAmong(service, ['Second choice now', 'First choice now']);
  await referral.act(contactOn('2034-02-01'));
  await referral.act(resolve('eligible-ma'));
  await referral.handle.result();
  // By the rules alone the other one would be chosen; who helped the consumer already goes first.
  if (organizations[0] !== undefined) organizations[0].held = 9;
  await service.goTo('2034-02-02T16:00:00.000Z');
  await referral.act(reopen, COORDINATOR);
  const sent = await referral.recorded('sent', 2);
  expect(referral.events('assigned').map(({ organizationName, hop }) => [organizationName, hop])).toEqual([
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
  expect(numbers(referral.row.events)).toEqual(referral.row.events.map((_, index) => index + 1));
  await referral.act(resolve('no-longer-needs-assistance'));
  await referral.handle.result();
  expect(referral.row.status).toBe('resolved');
});

test('a withdrawn one can be reopened; one that is open cannot, and an assister cannot reopen at all', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await expect(referral.act(reopen, COORDINATOR)).rejects.toMatchObject({ code: 'referral-not-closed' });
  await referral.act(withdraw, CRM);
  await referral.handle.result();
  await expect(referral.act(reopen)).rejects.toMatchObject({ code: 'referral-closed' });
  await referral.act(reopen, COORDINATOR);
  await referral.recorded('sent', 2);
});

test('a wrong resolution is corrected, and the referral stays closed', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(contactOn('2034-02-02'));
  await referral.act(resolve('no-longer-needs-assistance'));
  await referral.handle.result();
  await referral.act(resolve('eligible-ma'), COORDINATOR);
  expect(referral.events('resolution-corrected')).toMatchObject([
    { resolution: 'eligible-ma', status: 'resolved' },
  ]);
  await expect(referral.act(resolve('eligible-ma'), COORDINATOR)).rejects.toMatchObject({
    code: 'already-recorded',
  });
  await service.env.sleep('2 minutes');
  expect(await referral.handle.result()).toEqual({ status: 'resolved', resolution: 'eligible-ma' });
  // The run that took it in is over as well; a further correction begins another.
  await referral.act(resolve('no-longer-needs-assistance'), COORDINATOR);
  expect(referral.events('resolution-corrected')).toHaveLength(2);
  expect(numbers(referral.row.events)).toEqual(referral.row.events.map((_, index) => index + 1));
});

test('a correction that is not possible is refused, and changes nothing', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(resolve('no-longer-needs-assistance'));
  await referral.handle.result();
  const before = referral.story();
  await expect(referral.act(resolve('eligible-ma'), COORDINATOR)).rejects.toMatchObject({
    code: 'resolution-needs-contact',
  });
  await service.env.sleep('2 minutes');
  await referral.handle.result();
  expect(referral.story()).toEqual(before);
  expect(referral.row.status).toBe('resolved');
});

test('two coordinators who reopen at once: one does, the other is told that it is open', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(resolve('no-longer-needs-assistance'));
  await referral.handle.result();
  const outcomes = await Promise.allSettled([
    referral.act(reopen, COORDINATOR),
    referral.act(reopen, COORDINATOR),
  ]);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { code: 'referral-not-closed' } },
  ]);
  await referral.recorded('sent', 2);
  expect(referral.events('reopened')).toHaveLength(1);
});

test('the same reopening sent again after a lost answer happens once', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(resolve('no-longer-needs-assistance'));
  await referral.handle.result();
  const about = { ...COORDINATOR, actId: '0199a000-0000-7000-8000-0000000000ba' };
  await referral.act(reopen, about);
  await referral.act(reopen, about);
  expect(referral.events('reopened')).toHaveLength(1);
});
