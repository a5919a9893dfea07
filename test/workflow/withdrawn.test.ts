import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from './support/eventually';
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
  expect(await referral.handle.result()).toEqual({ status: 'withdrawn', resolution: null });
  expect(referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'milestone-cancelled contact', 'milestone-cancelled appointment'],
    'withdrawn already-has-assister',
  ]);
  expect(referral.row.events.at(-1)).toMatchObject({ actor: 'crm', status: 'withdrawn' });
  expect(organizations[0]?.held).toBe(0);
  expect(referral.delivered('withdrawn').map(({ to }) => to)).toEqual([organizations[0]?.contactEmail]);
  await referral.shows({
    ReferralStatus: 'withdrawn',
    OrganizationId: organizations[0]?.id ?? '',
    ...dates(await referral.seen()),
    ContactMilestone: 'cancelled',
  });
});

function dates({ attributes }: { attributes: Record<string, unknown> }): Record<string, string> {
  return {
    ContactDueAt: String(attributes['ContactDueAt']),
    AppointmentDueAt: String(attributes['AppointmentDueAt']),
  };
}

test('waiting for an organization: nobody is told', async () => {
  const referral = await service.post(service.world.newCounty());
  await referral.recorded('escalated');
  await referral.act(withdraw, CRM);
  expect(await referral.handle.result()).toEqual({ status: 'withdrawn', resolution: null });
  expect(referral.delivered('withdrawn')).toEqual([]);
  expect(referral.row.waitsForRouting).toBe(false);
});

test('while its mail is on the way: who got it is told at once, and no clock starts', async () => {
  const { referral, organizations, answer } = await beingMailed(service, ['Slow']);
  await referral.act(withdraw, CRM);
  expect(organizations[0]?.held).toBe(0);
  answer();
  await referral.handle.result();
  expect(referral.story()).toEqual(['received', 'assigned', 'withdrawn already-has-assister']);
  expect(referral.delivered('lead')).toHaveLength(1);
  expect(referral.delivered('withdrawn').map(({ to }) => to)).toEqual([organizations[0]?.contactEmail]);
});

test('while the mail is tried again: it is never sent', async () => {
  const { referral } = await sentAmong(service, ['Warm-up']);
  await referral.act(withdraw, CRM);
  const county = service.world.newCounty();
  const away = service.world.addOrganization({ name: 'Away', counties: [county] });
  service.world.postOffice.answer(away.contactEmail, () => ({
    outcome: 'deferred',
    smtpCode: 451,
    response: '451',
  }));
  const waiting = await service.post(county);
  await eventually('a try', () => service.world.postOffice.attemptsFor(waiting.id, 'lead').length > 0);
  await waiting.act(withdraw, CRM);
  await waiting.handle.result();
  expect(waiting.delivered('lead')).toEqual([]);
  expect(waiting.delivered('withdrawn')).toEqual([]);
});

test('while the sending waits to be written behind another event: it is not written any more', async () => {
  const { db } = service.world;
  const { referral, answer } = await beingMailed(service, ['Raced']);
  const release = db.hold('append');
  const opening = referral.act({ kind: 'open' });
  await eventually('the opening', () => db.isHolding('append'));
  answer();
  await eventually('the mail', () => referral.delivered('lead').length === 1);
  // The sending now stands in line behind the opening.
  await delay(500);
  const withdrawing = referral.act(withdraw, CRM);
  await delay(500);
  release();
  await Promise.all([opening, withdrawing]);
  await referral.handle.result();
  expect(referral.story()).toEqual(['received', 'assigned', 'opened', 'withdrawn already-has-assister']);
  expect(referral.row.status).toBe('withdrawn');
  expect(referral.delivered('withdrawn')).toHaveLength(1);
});

test('after a contact, and then nothing more: every other act is refused with its reason', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(contactOn('2034-02-01'));
  await referral.act(withdraw, CRM);
  await referral.handle.result();
  for (const act of [contactOn('2034-02-01'), { kind: 'decline', reason: 'other' }, withdraw] as const) {
    await expect(referral.act(act)).rejects.toMatchObject({ code: 'referral-closed' });
  }
  await expect(
    referral.act({ kind: 'resolution', resolution: 'eligible-ma' }, COORDINATOR),
  ).rejects.toMatchObject({ code: 'referral-closed' });
});

test('who declined or ended it while the sending was being recorded is not told that it was taken away', async () => {
  const { referral, answer } = await beingMailed(service, ['First', 'Second']);
  const declining = referral.act({ kind: 'decline', reason: 'conflict' });
  await delay(300);
  answer();
  await declining;
  await referral.recorded('sent', 2);
  await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
  await referral.handle.result();
  expect([...referral.delivered('reassigned'), ...referral.delivered('withdrawn')]).toEqual([]);
});
