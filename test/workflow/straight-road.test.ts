import { Service } from './support/service';

/** A lead on a Wednesday at 10:00 in Chicago (CST, 6 hours behind UTC), answered in time to its end. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

test('the straight road', async () => {
  const county = service.newCounty();
  await service.addOrganization({ name: 'North Shore Navigators', counties: [county], capacity: 4, held: 1 });
  await service.goTo('2034-02-01T16:00:00.000Z');
  const referral = await service.post(county);
  const sent = await referral.recorded('sent');
  expect(sent.at).toBe('2034-02-01T16:00:00.000Z');
  expect(referral.delivered('lead')).toHaveLength(1);
  await referral.act({ kind: 'open' });
  await service.goTo('2034-02-03T15:00:00.000Z');
  await referral.act({ kind: 'contact', made: true, on: '2034-02-03' as never });
  await service.goTo('2034-02-20T15:00:00.000Z');
  await referral.act({ kind: 'appointment', at: '2034-02-20T14:00:00.000Z' as never, held: true });
  await referral.act({ kind: 'resolution', resolution: 'enrolled-qhp' });
  expect(await referral.story()).toEqual([]);
});
