import { instant } from '../../src/domain/time';
import { attemptOn, contactOn, COORDINATOR, sentAmong } from './support/scene';
import { minute } from '../support/minute';
import { Service } from './support/service';

/** The wait is on the consumer: attempts, and an appointment clock that stands still. Winter: 17:00 is 23:00Z. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

const unreached = { kind: 'resolution', resolution: 'unable-to-contact' } as const;
const pause = { kind: 'pause', reason: 'waiting-for-documents' } as const;

test('“unable to contact” needs attempts on three days; attempts alone keep no promise', async () => {
  await service.goTo('2034-01-04T16:00:00.000Z');
  const { referral } = await sentAmong(service, ['Trying']);
  // Twice on one day is one day.
  for (const on of ['2034-01-03', '2034-01-04', '2034-01-04']) {
    await referral.act(attemptOn(on));
    await expect(referral.act(unreached)).rejects.toMatchObject({ code: 'more-attempts-needed' });
  }
  await service.goTo('2034-01-07T16:00:00.000Z');
  expect(minute((await referral.recorded('milestone-breached')).at)).toBe('2034-01-06T23:00');
  await referral.act(attemptOn('2034-01-06'));
  await referral.act(unreached);
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'unable-to-contact' });
  expect((await referral.events('milestone-cancelled')).map(({ milestone }) => milestone)).toEqual([
    'contact',
  ]);
});

test('paused for a week, the appointment is due a week later, with its own proof; the old deadline stays on record', async () => {
  // Wednesday, February 1: due on Wednesday, February 15. Paused from Friday to Friday.
  await service.goTo('2034-02-01T16:00:00.000Z');
  const { referral } = await sentAmong(service, ['Patient']);
  await referral.act(contactOn('2034-02-01'));
  await service.goTo('2034-02-03T16:00:00.000Z');
  await referral.act(pause);
  expect((await referral.state()).assignment?.clocks?.appointment.state).toBe('paused');
  expect(referral.fact('Next')).toBe(
    'the appointment waits for the consumer; its clock is paused until Sun, Mar 5, 2034, 5:00 PM CST at the latest',
  );
  await expect(referral.act(pause)).rejects.toMatchObject({ code: 'clock-not-running' });
  await service.goTo('2034-02-10T16:00:00.000Z');
  await referral.act({ kind: 'resume' });
  await expect(referral.act({ kind: 'resume' })).rejects.toMatchObject({ code: 'clock-not-paused' });

  // Three business days before February 22: Monday the 20th is a holiday.
  expect(await referral.events('clock-resumed')).toMatchObject([
    {
      clock: { remindAt: '2034-02-16T14:00:00.000Z', dueAt: '2034-02-22T23:00:00.000Z', dueOn: '2034-02-22' },
      actor: 'assister',
    },
  ]);
  const { assignmentId } = await referral.recorded('sent');
  const about = { assignmentId: assignmentId ?? '', name: 'appointment' };
  expect(await service.prisma.pastDeadline.findMany({ where: about })).toMatchObject([
    {
      version: 1,
      proof: { rule: 'appointment-calendar-days' },
      dueAt: new Date('2034-02-15T23:00:00.000Z'),
      replacedAt: new Date('2034-02-10T16:00:00.000Z'),
    },
  ]);
  expect(await service.prisma.milestone.findMany({ where: about })).toMatchObject([
    {
      dueAt: new Date('2034-02-22T23:00:00.000Z'),
      proof: {
        ...{ rule: 'appointment-resumed', dayZero: '2034-02-15', dueOn: '2034-02-22', skipped: [] },
        counted: [
          { on: '2034-02-15', day: 0 },
          { on: '2034-02-22', day: 7 },
        ],
        pause: { from: '2034-02-03', to: '2034-02-10' },
      },
    },
  ]);

  await service.goTo('2034-02-23T16:00:00.000Z');
  const breached = await referral.events('milestone-breached');
  expect(breached.map(({ at, milestone }) => [milestone, minute(at)])).toEqual([
    ['appointment', '2034-02-22T23:00'],
  ]);
  expect(referral.delivered('appointment-reminder').map(({ date }) => minute(date))).toEqual([
    '2034-02-16T14:00',
  ]);
});

test('paused over a reminder and the old deadline, and moved to the next business day', async () => {
  // Wednesday, March 1: due on March 15. Paused for 10 days, from the 9th to the 19th: March 25 is a Saturday.
  await service.goTo('2034-03-01T16:00:00.000Z');
  const { referral } = await sentAmong(service, ['Patient too']);
  await referral.act(contactOn('2034-03-01'));
  await service.goTo('2034-03-09T16:00:00.000Z');
  await referral.act(pause);
  await service.goTo('2034-03-19T16:00:00.000Z');
  expect(await referral.events('milestone-due-soon')).toEqual([]);
  await referral.act({ kind: 'resume' }, COORDINATOR);
  // Summer time since the 12th.
  expect(await referral.events('clock-resumed')).toMatchObject([
    { actor: 'coordinator', clock: { dueAt: '2034-03-27T22:00:00.000Z' } },
  ]);
  await service.goTo('2034-03-28T16:00:00.000Z');
  expect(minute((await referral.recorded('milestone-breached')).at)).toBe('2034-03-27T22:00');
});

test('an overdue clock cannot be paused; one that is kept while paused was kept in time', async () => {
  await service.goTo('2034-05-01T15:00:00.000Z');
  const { referral } = await sentAmong(service, ['Late']);
  const { referral: kept } = await sentAmong(service, ['Kept']);
  for (const each of [referral, kept]) await each.act(contactOn('2034-05-01'));
  await kept.act(pause);
  await service.goTo('2034-05-16T15:00:00.000Z');
  await expect(referral.act(pause)).rejects.toMatchObject({ code: 'clock-not-running' });
  await kept.act({ kind: 'appointment', at: instant('2034-05-16T14:00:00.000Z'), held: true });
  expect(await kept.latest('milestone-met')).toMatchObject({ milestone: 'appointment', state: 'met' });
  await service.goTo('2034-08-01T15:00:00.000Z');
  expect(await kept.events('milestone-breached')).toEqual([]);
});
