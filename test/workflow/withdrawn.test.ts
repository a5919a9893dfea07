import { untilLocksAreAwaited } from './support/lock-waits';
import { DEFERRED, SENT } from './support/post-office';
import { beingMailed, contactOn, COORDINATOR, CRM, sentAmong, withdraw } from './support/scene';
import { Service } from './support/service';

/** The CRM takes a referral back: the clocks stop, and who has the lead, or is about to get it, is told at once. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

test('with an organization: both clocks are cancelled, the place is free, the organization is told', async () => {
  const { referral, organizations } = await sentAmong(service, ['One']);
  await referral.act(withdraw, CRM);
  expect(referral.result).toEqual({ status: 'withdrawn', resolution: null });
  expect(await referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'milestone-cancelled contact', 'milestone-cancelled appointment'],
    'withdrawn already-has-assister',
  ]);
  expect((await referral.log()).at(-1)).toMatchObject({ actor: 'crm', status: 'withdrawn' });
  expect(await service.held(organizations)).toEqual([0]);
  expect(referral.delivered('withdrawn').map(({ to }) => to)).toEqual([organizations[0].contactEmail]);
  const { clocks } = await referral.recorded('sent');
  expect(referral.shown.attributes).toMatchObject({
    ReferralStatus: 'withdrawn',
    OrganizationId: organizations[0].id,
    ContactDueAt: clocks.contact.dueAt,
    AppointmentDueAt: clocks.appointment.dueAt,
    ContactMilestone: 'cancelled',
    EscalationReason: null,
  });
});

test('waiting for an organization: nobody is told', async () => {
  const referral = await service.post(service.newCounty());
  await referral.recorded('escalated');
  await referral.act(withdraw, CRM);
  expect(referral.result).toEqual({ status: 'withdrawn', resolution: null });
  expect(referral.delivered('withdrawn')).toEqual([]);
  expect((await referral.row()).waitsForRouting).toBe(false);
});

test('while its mail is on the way: who got it is told at once, and no clock starts', async () => {
  const { referral, organizations, letGo } = await beingMailed(service, ['Slow']);
  await referral.act(withdraw, CRM);
  expect(await service.held(organizations)).toEqual([0]);
  expect(referral.result).toBeUndefined();
  await letGo();
  expect(referral.result).toEqual({ status: 'withdrawn', resolution: null });
  expect(await referral.story()).toEqual(['received', 'assigned', 'withdrawn already-has-assister']);
  expect(referral.delivered('lead')).toHaveLength(1);
  expect(referral.delivered('withdrawn').map(({ to }) => to)).toEqual([organizations[0].contactEmail]);
});

test('while the mail is tried again: it is never sent', async () => {
  const county = service.newCounty();
  const away = await service.addOrganization({ name: 'Away', counties: [county] });
  service.postOffice.answer(away.contactEmail, () => DEFERRED);
  const referral = await service.post(county);
  expect(service.postOffice.attemptsFor(referral.id, 'lead')).toHaveLength(1);
  await referral.act(withdraw, CRM);
  expect(referral.result).toEqual({ status: 'withdrawn', resolution: null });
  service.postOffice.answer(away.contactEmail, () => SENT);
  await service.goTo('2034-02-01T17:00:00.000Z');
  expect(service.postOffice.attemptsFor(referral.id, 'lead')).toHaveLength(1);
  expect(referral.delivered('withdrawn')).toEqual([]);
  expect((await referral.messages()).map(({ kind, state }) => [kind, state])).toEqual([
    ['lead', 'overtaken'],
  ]);
});

test('while the sending waits to be written behind another act: it is not written any more', async () => {
  const { referral, letGo } = await beingMailed(service, ['Raced']);
  const release = await service.trouble.hold('referrals', referral.id);
  const withdrawing = referral.act(withdraw, CRM);
  await untilLocksAreAwaited(service.prisma, 1);
  const answering = letGo();
  // The sending now stands in line behind the withdrawal.
  await untilLocksAreAwaited(service.prisma, 2);
  expect(referral.delivered('lead')).toHaveLength(1);
  await release();
  await Promise.all([withdrawing, answering]);
  expect(await referral.story()).toEqual(['received', 'assigned', 'withdrawn already-has-assister']);
  expect((await referral.row()).status).toBe('withdrawn');
  expect(referral.delivered('withdrawn')).toHaveLength(1);
});

test('opened while its mail is on the way, then withdrawn: the sending is on record first, and it is told once', async () => {
  const { referral, organizations, letGo } = await beingMailed(service, ['Fast reader']);
  service.postOffice.answer(organizations[0].contactEmail, () => SENT);
  await referral.act({ kind: 'open' });
  await referral.act(withdraw, CRM);
  await letGo();
  expect(await referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'opened', 'milestone-cancelled contact'],
    ...['milestone-cancelled appointment', 'withdrawn already-has-assister'],
  ]);
  expect(referral.delivered('lead')).toHaveLength(1);
  expect(referral.delivered('withdrawn')).toHaveLength(1);
});

test('after a contact, and then nothing more: every other act is refused with its reason', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(contactOn('2034-02-01'));
  await referral.act(withdraw, CRM);
  for (const act of [contactOn('2034-02-01'), { kind: 'decline', reason: 'other' }, withdraw] as const) {
    await expect(referral.act(act)).rejects.toMatchObject({ code: 'referral-closed' });
  }
  await expect(
    referral.act({ kind: 'resolution', resolution: 'eligible-ma' }, COORDINATOR),
  ).rejects.toMatchObject({ code: 'referral-closed' });
});

test('who declined or ended it before the sending was on record is not told that it was taken away', async () => {
  const { referral, letGo } = await beingMailed(service, ['First', 'Second']);
  await referral.act({ kind: 'decline', reason: 'conflict' });
  await letGo();
  await referral.recorded('sent', 2);
  await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'no-longer-needs-assistance' });
  expect([...referral.delivered('reassigned'), ...referral.delivered('withdrawn')]).toEqual([]);
});
