import { contactOn, sentAmong } from './support/scene';
import { minute } from '../support/minute';
import { Service, withRouting } from './support/service';

/** What an organization's silence leads to: alerts by the program's own policy, and moving on where a policy says so. */

let service: Service;
afterEach(() => service.stop());

test('three leads in a row unanswered: the SPOC is asked once to suspend it; an answer begins the count anew', async () => {
  service = await Service.start({ startsAt: '2034-02-01T16:00:00.000Z' });
  const county = service.newCounty();
  const silent = await service.addOrganization({ name: 'Silent', counties: [county] });
  const posted = [await service.post(county), await service.post(county)];
  for (const referral of posted) await referral.recorded('sent');
  await service.goTo('2034-02-06T16:00:00.000Z');
  const answered = await service.post(county);
  await answered.act(contactOn('2034-02-06'));
  // After it, by the clock.
  await service.goTo('2034-02-06T16:01:00.000Z');
  const later = [await service.post(county), await service.post(county), await service.post(county)];
  for (const referral of later) await referral.recorded('sent');
  const asked = () => service.prisma.escalation.findMany({ where: { reason: 'organization-unresponsive' } });
  expect(await asked()).toEqual([]);
  // The last three are due on Wednesday, February 8.
  await service.goTo('2034-02-09T16:00:00.000Z');
  for (const referral of later) await referral.recorded('milestone-breached');
  const [escalation, ...more] = await asked();
  expect(more).toEqual([]);
  expect(escalation).toMatchObject({ subject: `organization:${silent.id}`, organizationId: silent.id });
  expect(escalation?.openedAt.toISOString()).toBe('2034-02-08T23:00:00.000Z');
});

test('not opened in four business hours: told once, whatever else is told; not when somebody acted', async () => {
  // Friday, February 3, at 16:00: one hour on Friday, three on Monday.
  service = await Service.start({ startsAt: '2034-02-03T22:00:00.000Z' });
  const { referral } = await sentAmong(service, ['Asleep']);
  const { referral: acted } = await sentAmong(service, ['Awake']);
  await acted.act(contactOn('2034-02-03'), { actor: 'coordinator', assignmentId: null });
  await service.goTo('2034-02-10T16:00:00.000Z');
  const escalated = await referral.events('escalated');
  const told = escalated.filter(({ reason }) => reason === 'lead-not-opened');
  expect(told.map(({ at }) => minute(at))).toEqual(['2034-02-06T17:00']);
  expect(await acted.events('escalated')).toEqual([]);
});

test('acceptance in 60 business minutes: nobody answers, the next one gets it; declining is never worse', async () => {
  // Friday, February 3, at 16:30: half an hour on Friday, half an hour on Monday.
  service = await Service.start({
    policy: withRouting({ acceptanceWindowMinutes: 60 }),
    startsAt: '2034-02-03T22:30:00.000Z',
  });
  const { referral, organizations } = await sentAmong(service, ['Silent', 'Accepting']);
  await expect(referral.act(contactOn('2034-02-03'))).rejects.toMatchObject({ code: 'acceptance-required' });
  expect(Object.fromEntries(referral.shown.facts)).toMatchObject({
    Next: 'the organization accepts it by Mon, Feb 6, 2034, 8:30 AM CST, or it goes to the next one',
  });
  await service.goTo('2034-02-06T14:29:00.000Z');
  expect(await referral.events('timed-out')).toEqual([]);
  await service.goTo('2034-02-06T14:31:00.000Z');
  const second = await referral.recorded('sent', 2);
  const timedOut = await referral.events('timed-out');
  expect(timedOut.map(({ at, missed }) => [missed, minute(at)])).toEqual([
    ['acceptance', '2034-02-06T14:30'],
  ]);
  expect(minute(second.acceptBy ?? '')).toBe('2034-02-06T15:30');
  expect(await service.held(organizations)).toEqual([0, 2]);
  await referral.act({ kind: 'accept' });
  await expect(referral.act({ kind: 'accept' })).rejects.toMatchObject({ code: 'already-recorded' });
  expect((await referral.row()).status).toBe('accepted');
  await referral.act(contactOn('2034-02-06'));
  await service.goTo('2034-02-07T16:00:00.000Z');
  expect(await referral.events('timed-out')).toHaveLength(1);
  expect(await referral.state()).toMatchObject({ refusals: 1, status: 'contacted' });
  // Saying no needs no acceptance.
  const { referral: declined } = await sentAmong(service, ['Declining']);
  await declined.act({ kind: 'decline', reason: 'at-capacity' });
  expect((await declined.state()).refusals).toBe(1);
});

test('nobody accepts it, as often as the policy allows: a person decides', async () => {
  service = await Service.start({
    policy: withRouting({ acceptanceWindowMinutes: 60, maxHops: 2 }),
    startsAt: '2034-02-01T16:00:00.000Z',
  });
  const { referral } = await sentAmong(service, ['One', 'Two', 'Three']);
  await service.goTo('2034-02-02T16:00:00.000Z');
  expect((await referral.recorded('unassigned')).cause).toBe('too-many-declines');
  const timedOut = await referral.events('timed-out');
  expect(timedOut.map(({ at }) => minute(at))).toEqual(['2034-02-01T17:00', '2034-02-01T18:00']);
});

test('a missed contact moves the referral on, where the policy says so; an appointment never does', async () => {
  // Wednesday; due on Friday at 17:00, which is when the next one gets it: its day 0 is Monday.
  service = await Service.start({
    policy: withRouting({ missedContact: 're-route' }),
    startsAt: '2034-02-01T16:00:00.000Z',
  });
  const { referral } = await sentAmong(service, ['Slow', 'Next']);
  await service.goTo('2034-02-06T16:00:00.000Z');
  const sent = await referral.recorded('sent', 2);
  expect(minute(sent.at)).toBe('2034-02-03T23:00');
  expect(sent.clocks.contact.dueAt).toBe('2034-02-08T23:00:00.000Z');
  expect((await referral.story()).slice(3)).toEqual([
    ...['escalated lead-not-opened', 'milestone-due-soon contact', 'milestone-breached contact'],
    'escalated contact-missed',
    ...['milestone-cancelled contact', 'milestone-cancelled appointment', 'timed-out'],
    ...['assigned', 'sent'],
  ]);
  await referral.act(contactOn('2034-02-06'));
  await service.goTo('2034-03-01T16:00:00.000Z');
  expect((await referral.events('milestone-breached')).map(({ milestone }) => milestone)).toEqual([
    'contact',
    'appointment',
  ]);
  expect(await referral.events('timed-out')).toHaveLength(1);
});
