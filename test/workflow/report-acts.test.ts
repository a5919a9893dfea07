import { v7 as uuidv7 } from 'uuid';
import type { LocalDate } from '../../src/domain/time';
import type { Resolution } from '../../src/domain/vocabulary';
import { contactOn, COORDINATOR, CRM, sentAmong, withdraw } from './support/scene';
import { Service } from './support/service';

/** What a report says reaches its referral long after the day it happened, and after the referral's end as well. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

function report(on: string | null, resolution: Resolution | null) {
  const contactOn = on as LocalDate | null;
  return { kind: 'report', contactMade: on !== null, contactOn, resolution } as const;
}

const daysLater = (count: number) => service.env.sleep(`${count} days`);
/** The workflow's day, and days around it. */
const day = async (offset: number) => {
  const date = new Date(await service.env.currentTimeMs());
  date.setUTCDate(date.getUTCDate() + offset);
  return date.toISOString().slice(0, 10);
};

test('a contact in time that is told late is met, with the breach on record; one after the deadline is late', async () => {
  const { referral: inTime } = await sentAmong(service, ['One']);
  const { referral: late } = await sentAmong(service, ['Two']);
  const sentOn = await day(0);
  await daysLater(8);
  await inTime.recorded('milestone-breached');
  await inTime.act(report(sentOn, null));
  await late.act(report(await day(-1), null));
  expect(inTime.events('milestone-met')).toMatchObject([{ milestone: 'contact', state: 'met' }]);
  expect(late.events('milestone-met')).toMatchObject([{ milestone: 'contact', state: 'late' }]);
  expect(inTime.events('milestone-breached')).toMatchObject([{ milestone: 'contact' }]);
  expect(await inTime.state()).toMatchObject({ status: 'contacted', phase: 'open', contactMadeOn: sentOn });
});

test('a contact told before its deadline ends its clock: no reminder, no breach', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(report(await day(0), null));
  await daysLater(8);
  const ofContact = referral.story().filter((entry) => entry.endsWith(' contact'));
  expect(ofContact).toEqual(['milestone-met contact']);
});

test('another day than the link said is corrected and judged anew; the same day again is nothing', async () => {
  const { referral } = await sentAmong(service, ['One']);
  const sentOn = await day(0);
  await referral.act(contactOn(sentOn));
  await daysLater(10);
  const { version } = await referral.act(report(sentOn, null));
  expect(version).toBe(referral.row.events.length);
  expect(referral.events('contact-corrected')).toEqual([]);
  const later = await day(-1);
  await referral.act(report(later, null));
  expect(referral.events('contact-corrected')).toMatchObject([{ on: later, status: 'contacted' }]);
  expect(referral.events('milestone-met').map(({ state }) => state)).toEqual(['met', 'late']);
});

test('not reached after all, and how it ended: the referral closes, and nothing of it is timed any more', async () => {
  const { referral } = await sentAmong(service, ['One']);
  await referral.act(contactOn(await day(0)));
  await referral.act(report(null, 'unable-to-contact'));
  expect(await referral.handle.result()).toEqual({ status: 'resolved', resolution: 'unable-to-contact' });
  expect(referral.story().slice(-4)).toEqual([
    ...['contact-corrected', 'milestone-cancelled contact', 'milestone-met appointment'],
    'resolution-recorded',
  ]);
  const ended = referral.story();
  await daysLater(40);
  expect(referral.story()).toEqual(ended);
});

test('an interim resolution leaves the referral open; the final one of a later report ends it', async () => {
  const { referral } = await sentAmong(service, ['One']);
  const on = await day(0);
  await referral.act(report(on, 'contact-made-appointment-scheduled'));
  await referral.act(report(on, 'contact-made-appointment-scheduled'));
  expect(referral.events('resolution-recorded')).toMatchObject([{ interim: true, status: 'contacted' }]);
  await referral.act(report(on, 'eligible-ma'));
  expect(await referral.handle.result()).toEqual({ status: 'resolved', resolution: 'eligible-ma' });
});

test('one that has ended is corrected where it stands, and ends again', async () => {
  const { referral } = await sentAmong(service, ['One']);
  const sentOn = await day(0);
  await referral.act(contactOn(sentOn));
  await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
  await referral.handle.result();
  await daysLater(9);
  const later = await day(-2);
  const actId = uuidv7();
  await referral.act(report(later, 'enrolled-qhp'), { actId });
  expect(referral.story().slice(-3)).toEqual([
    ...['contact-corrected', 'milestone-met contact', 'resolution-corrected'],
  ]);
  expect(referral.row.status).toBe('resolved');
  const corrected = referral.story();
  await service.env.sleep('2 minutes');
  expect(await referral.handle.result()).toEqual({ status: 'resolved', resolution: 'enrolled-qhp' });
  // Sent again because the answer was lost: a new run knows it from the history.
  await referral.act(report(later, 'enrolled-qhp'), { actId });
  expect(referral.story()).toEqual(corrected);
});

test('an interim resolution for one that has ended is refused, and changes nothing', async () => {
  const { referral } = await sentAmong(service, ['One']);
  const on = await day(0);
  await referral.act(report(on, 'eligible-ma'));
  await referral.handle.result();
  const ended = referral.story();
  const interim = report(on, 'contact-made-appointment-scheduled');
  await expect(referral.act(interim)).rejects.toMatchObject({ code: 'referral-closed' });
  expect(referral.story()).toEqual(ended);
});

test('of an assignment that is over it is refused: declined, reassigned, withdrawn, or resolved and reopened', async () => {
  const about = async (end: (referral: Sent) => Promise<unknown>): Promise<void> => {
    const { referral } = await sentAmong(service, ['One', 'Two']);
    const { assignmentId } = await referral.recorded('assigned');
    await end(referral);
    const told = referral.act(report(await day(0), 'eligible-ma'), { assignmentId });
    await expect(told).rejects.toMatchObject({ code: 'assignment-over' });
    expect(referral.events('contact-made')).toEqual([]);
  };
  await about((referral) => referral.act({ kind: 'decline', reason: 'language' }));
  await about((referral) => referral.act({ kind: 'reassign', directedTo: null }, COORDINATOR));
  await about((referral) => referral.act(withdraw, CRM));
  await about(async (referral) => {
    await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
    await referral.handle.result();
    await referral.act({ kind: 'reopen' }, COORDINATOR);
    await referral.recorded('sent', 2);
  });
});

test('a day that has not come yet is refused by the workflow’s own day', async () => {
  const { referral } = await sentAmong(service, ['One']);
  const tomorrow = report(await day(1), null);
  await expect(referral.act(tomorrow)).rejects.toMatchObject({ code: 'date-in-future' });
  await daysLater(1);
  await referral.act(tomorrow);
  expect(referral.events('contact-made')).toHaveLength(1);
});

type Sent = Awaited<ReturnType<typeof sentAmong>>['referral'];
