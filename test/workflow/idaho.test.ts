import { instant, localDate } from '../../src/domain/time';
import { loadProgram } from '../../src/infra/program-file';
import { minute } from '../support/minute';
import { contactOn, countyWith } from './support/scene';
import { Service } from './support/service';

/**
 * Point 31: a whole life under the other exchange's policy. Boise is 7 hours behind UTC; business is from 9 to 18, a lead
 * is accepted within four business hours and contacted by the close of the next business day, or it goes on.
 */

let service: Service;
beforeAll(async () => {
  const policy = { ...loadProgram('config/idaho-sample.json'), reminders: { spreadMinutes: 0 } };
  service = await Service.start({ policy, startsAt: '2034-02-01T17:00:00.000Z' });
});
afterAll(() => service.stop());

test('nobody accepts, the next one misses the contact, the third holds the appointment and says how it ended', async () => {
  const { county, organizations } = await countyWith(service, ['Silent', 'Slow', 'Steady']);
  // Wednesday, February 1, at 10:00.
  const referral = await service.post(county);
  const [first] = await referral.events('sent');
  expect(first?.acceptBy).toBe('2034-02-01T21:00:00.000Z');

  // At 14:00 it goes to the second one, which accepts it at 15:00 and then does nothing until Thursday at 18:00.
  await service.goTo('2034-02-01T22:00:00.000Z');
  const second = await referral.recorded('sent', 2);
  expect([minute(second.at), second.clocks.contact.dueAt]).toEqual([
    '2034-02-01T21:00',
    '2034-02-03T01:00:00.000Z',
  ]);
  await referral.act({ kind: 'accept' });
  await service.goTo('2034-02-03T17:00:00.000Z');
  expect((await referral.events('timed-out')).map(({ at, missed }) => [missed, minute(at)])).toEqual([
    ['acceptance', '2034-02-01T21:00'],
    ['contact', '2034-02-03T01:00'],
  ]);

  // Thursday at 18:00 is closed: Friday is day 0, Monday is the day. Ten days later is a Sunday.
  const third = await referral.recorded('sent', 3);
  expect(third.clocks).toMatchObject({
    contact: { dueOn: '2034-02-06', dueAt: '2034-02-07T01:00:00.000Z' },
    appointment: { dueOn: '2034-02-13', dueAt: '2034-02-14T01:00:00.000Z' },
  });
  expect(third.acceptBy).toBe('2034-02-03T20:00:00.000Z');
  await referral.act({ kind: 'accept' });
  await expect(referral.act({ kind: 'resolution', resolution: 'medicaid-or-chip' })).rejects.toMatchObject({
    code: 'resolution-needs-contact',
  });
  await referral.act(contactOn('2034-02-03'));
  await expect(referral.act({ kind: 'resolution', resolution: 'never-reached' })).rejects.toMatchObject({
    code: 'resolution-excludes-contact',
  });
  await expect(referral.act({ kind: 'resolution', resolution: 'will-meet' })).rejects.toMatchObject({
    code: 'appointment-required',
  });
  const at = instant('2034-02-08T18:00:00.000Z');
  await referral.act({ kind: 'appointment', at, held: false });
  await referral.act({ kind: 'resolution', resolution: 'will-meet' });
  expect((await referral.row()).status).toBe('appointment-scheduled');

  await service.goTo('2034-02-08T20:00:00.000Z');
  await referral.act({ kind: 'appointment', at, held: true });
  await referral.act({ kind: 'resolution', resolution: 'medicaid-or-chip' });
  expect(await referral.row()).toMatchObject({ status: 'resolved', resolution: 'medicaid-or-chip' });
  // Under `fortnight` a lead counts for its organization for two weeks; a place is free as soon as it is over.
  expect(await service.held(organizations)).toEqual([0, 1, 2]);
});

test('never reached is possible after attempts on two days', async () => {
  await service.goTo('2034-02-13T17:00:00.000Z');
  const { county } = await countyWith(service, ['Patient']);
  const referral = await service.post(county);
  await referral.recorded('sent');
  await referral.act({ kind: 'accept' });
  const attempt = (on: string) => referral.act({ kind: 'contact', made: false, on: localDate(on) });
  const neverReached = { kind: 'resolution', resolution: 'never-reached' } as const;
  await attempt('2034-02-13');
  await expect(referral.act(neverReached)).rejects.toMatchObject({ code: 'more-attempts-needed' });
  await service.goTo('2034-02-14T17:00:00.000Z');
  await attempt('2034-02-14');
  await referral.act(neverReached);
  expect((await referral.row()).status).toBe('resolved');
});
