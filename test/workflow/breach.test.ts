import { instant } from '../../src/domain/time';
import { DEFERRED, SENT } from './support/post-office';
import type { PostedReferral } from './support/posted-referral';
import { attemptOn, contactOn } from './support/scene';
import { minute } from '../support/minute';
import { Service, SPOC } from './support/service';

/** Promises that were not kept in time. Winter: 8:00 in Chicago is 14:00Z, 17:00 is 23:00Z. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

/** A lead sent now to an organization of its own, which opens it. */
async function sentTo(name: string): Promise<{ referral: PostedReferral; held: () => Promise<number> }> {
  const county = service.newCounty();
  const { id } = await service.addOrganization({ name, counties: [county] });
  const referral = await service.post(county);
  await referral.act({ kind: 'open' });
  return { referral, held: async () => (await service.organization(id)).held };
}

test('a contact is measured on after its deadline: in time by its date, or late', async () => {
  // Wednesday; due on Friday, January 6.
  await service.goTo('2034-01-04T16:00:00.000Z');
  const { referral: inTime } = await sentTo('Told Late');
  const { referral: tooLate } = await sentTo('Was Late');
  await service.goTo('2034-01-09T16:00:00.000Z');
  for (const referral of [inTime, tooLate]) {
    expect(minute((await referral.recorded('milestone-breached')).at)).toBe('2034-01-06T23:00');
    // Opened on Friday at closing; one business day to act.
    expect(await referral.escalations()).toMatchObject([
      { reason: 'contact-missed', dueAt: '2034-01-09T23:00:00.000Z', referralIds: [referral.id] },
    ]);
  }
  expect(inTime.fact('Next')).toBe('the contact is overdue; the single point of contact was told');

  await inTime.act(contactOn('2034-01-06'));
  await tooLate.act(contactOn('2034-01-07'));

  expect(await inTime.events('milestone-met')).toMatchObject([
    { milestone: 'contact', state: 'met', metOn: '2034-01-06', metAt: '2034-01-06T23:00:00.000Z' },
  ]);
  expect(await tooLate.events('milestone-met')).toMatchObject([
    { milestone: 'contact', state: 'late', metOn: '2034-01-07', metAt: '2034-01-07T23:00:00.000Z' },
  ]);
  expect(await inTime.story()).toEqual([
    ...['received', 'assigned', 'sent', 'opened', 'milestone-due-soon contact'],
    ...['milestone-breached contact', 'escalated contact-missed', 'contact-made', 'milestone-met contact'],
  ]);
  expect(inTime.shown.attributes.ContactMilestone).toBe('met');
  expect(tooLate.shown.attributes.ContactMilestone).toBe('late');
});

test('a contact told on the very day it was made is met at the instant of telling', async () => {
  await service.goTo('2034-01-11T16:00:00.000Z');
  const { referral } = await sentTo('Prompt');
  await service.goTo('2034-01-11T19:30:00.000Z');
  await referral.act(contactOn('2034-01-11'));
  const [met] = await referral.events('milestone-met');
  expect(minute(met?.metAt ?? 'never')).toBe('2034-01-11T19:30');
});

test('an attempt that reached nobody keeps no promise', async () => {
  await service.goTo('2034-01-18T16:00:00.000Z');
  const { referral } = await sentTo('Trying');
  await referral.act(attemptOn('2034-01-18'));
  expect((await referral.state()).attempts).toBe(1);
  await service.goTo('2034-01-21T16:00:00.000Z');
  expect(minute((await referral.recorded('milestone-breached')).at)).toBe('2034-01-20T23:00');
});

test('an appointment not held in two weeks is escalated; held afterwards it is late', async () => {
  // Wednesday; the appointment is due on Wednesday, February 15.
  await service.goTo('2034-02-01T16:00:00.000Z');
  const { referral, held } = await sentTo('Slow');
  await referral.act(contactOn('2034-02-01'));
  await service.goTo('2034-02-16T16:00:00.000Z');
  const breached = await referral.recorded('milestone-breached');
  expect(breached.milestone).toBe('appointment');
  expect(minute(breached.at)).toBe('2034-02-15T23:00');
  expect(referral.delivered('appointment-reminder').map(({ date }) => minute(date))).toEqual([
    '2034-02-10T14:00',
  ]);
  expect((await referral.escalations()).map(({ reason }) => reason)).toEqual(['appointment-missed']);
  expect(await held()).toBe(1);

  await referral.act({ kind: 'appointment', at: instant('2034-02-16T15:00:00.000Z'), held: true });
  expect(await referral.latest('milestone-met')).toMatchObject({ milestone: 'appointment', state: 'late' });
  expect(await held()).toBe(0);
});

test('a silent organization gets its place back 14 days after the appointment deadline, once', async () => {
  await service.goTo('2034-03-01T16:00:00.000Z');
  const { referral, held } = await sentTo('Silent');
  // Due Wednesday, March 15, at 17:00 in summer time; 14 days on is Wednesday, March 29.
  await service.goTo('2034-03-29T21:59:00.000Z');
  expect(await held()).toBe(1);
  await service.goTo('2034-03-29T22:01:00.000Z');
  const released = await referral.recorded('capacity-released');
  expect(minute(released.at)).toBe('2034-03-29T22:00');
  expect(await held()).toBe(0);
  // It is still theirs, and a late end is still taken.
  await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
  expect(referral.result).toMatchObject({ resolution: 'no-longer-needs-assistance' });
  expect(await held()).toBe(0);
  expect(await referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'opened', 'milestone-due-soon contact'],
    ...[
      'milestone-breached contact',
      'escalated contact-missed',
      'milestone-due-soon appointment',
      'milestone-breached appointment',
    ],
    ...['escalated appointment-missed', 'capacity-released', 'milestone-cancelled contact'],
    ...['milestone-met appointment', 'resolution-recorded'],
  ]);
});

test('an interim resolution closes the referral 30 days after the appointment', async () => {
  // Tuesday, summer time.
  await service.goTo('2034-05-02T15:00:00.000Z');
  const { referral } = await sentTo('Interim');
  await referral.act(contactOn('2034-05-02'));
  await referral.act({ kind: 'appointment', at: instant('2034-05-10T15:00:00.000Z'), held: false });
  await referral.act({ kind: 'resolution', resolution: 'contact-made-appointment-scheduled' });
  await service.goTo('2034-06-01T15:00:00.000Z');
  // Moved meanwhile: 30 days from the new date.
  await referral.act({ kind: 'appointment', at: instant('2034-06-05T15:00:00.000Z'), held: false });
  await service.goTo('2034-07-05T14:59:00.000Z');
  expect((await referral.state()).status).toBe('appointment-scheduled');
  await service.goTo('2034-07-05T15:01:00.000Z');
  expect(minute((await referral.recorded('interim-resolution-closed')).at)).toBe('2034-07-05T15:00');
  expect(referral.result).toEqual({
    status: 'resolved',
    resolution: 'contact-made-appointment-scheduled',
  });
});

test('an interim resolution without an appointment is refused, and the referral keeps its clock', async () => {
  await service.goTo('2034-08-01T15:00:00.000Z');
  const { referral, held } = await sentTo('Interim only');
  await referral.act(contactOn('2034-08-01'));
  const interim = { kind: 'resolution', resolution: 'contact-made-appointment-scheduled' } as const;
  await expect(referral.act(interim)).rejects.toMatchObject({ code: 'appointment-required' });
  expect(await referral.state()).toMatchObject({ status: 'contacted', resolution: null });
  expect(await held()).toBe(1);
});

test('a final resolution in time ends an interim one', async () => {
  await service.goTo('2034-10-03T15:00:00.000Z');
  const { referral } = await sentTo('Final');
  await referral.act(contactOn('2034-10-03'));
  await referral.act({ kind: 'appointment', at: instant('2034-10-10T15:00:00.000Z'), held: false });
  await referral.act({ kind: 'resolution', resolution: 'contact-made-appointment-scheduled' });
  await referral.act({ kind: 'resolution', resolution: 'eligible-ma' });
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'eligible-ma' });
});

test('the mail of an escalation waits for a mail server that is down, and holds up nothing else', async () => {
  await service.goTo('2034-11-01T15:00:00.000Z');
  const { referral } = await sentTo('Unlucky');
  const { postOffice } = service;
  postOffice.answer(SPOC, () => ({ ...DEFERRED, smtpCode: null, response: 'connection refused' }));
  await service.goTo('2034-11-03T22:10:00.000Z');
  await referral.recorded('escalated');
  await referral.act(contactOn('2034-11-03'));
  await referral.act({ kind: 'resolution', resolution: 'enrolled-qhp' });
  // At once, and after 30 seconds, one, two and four minutes more.
  expect(postOffice.attemptsFor(referral.id, 'escalation').map(({ date }) => date)).toEqual([
    ...['2034-11-03T22:00:00.000Z', '2034-11-03T22:00:30.000Z', '2034-11-03T22:01:30.000Z'],
    ...['2034-11-03T22:03:30.000Z', '2034-11-03T22:07:30.000Z'],
  ]);
  expect(referral.delivered('escalation')).toEqual([]);
  // It is over, and its workflow stays for the mail.
  expect((await referral.state()).status).toBe('resolved');
  expect(referral.result).toBeUndefined();
  postOffice.answer(SPOC, () => SENT);
  await service.goTo('2034-11-03T22:30:00.000Z');
  expect(referral.delivered('escalation').map(({ date }) => date)).toEqual(['2034-11-03T22:15:30.000Z']);
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'enrolled-qhp' });
  const ids = postOffice.attemptsFor(referral.id, 'escalation').map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(1);
});
