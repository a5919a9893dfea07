import type { LocalDate } from '../../src/domain/time';
import { eventually } from './support/eventually';
import { Service } from './support/service';

/** PostgreSQL away for some calls: everything happens a little later, once, in order. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

const TODAY = '2034-02-01' as LocalDate;

test('away while a lead is routed', async () => {
  const county = service.world.newCounty();
  const organization = service.world.addOrganization({ name: 'Steady', counties: [county] });
  service.world.db.goAwayFor(3);
  const referral = await service.post(county);
  await referral.recorded('sent');
  expect(service.world.db.isAway).toBe(false);
  expect(referral.story()).toEqual(['received', 'assigned', 'sent']);
  expect(organization.held).toBe(1);
});

test('away while acts are recorded: each is answered, in order and without gaps', async () => {
  const county = service.world.newCounty();
  service.world.addOrganization({ name: 'Steady too', counties: [county] });
  const referral = await service.post(county);
  await referral.recorded('sent');
  service.world.db.goAwayFor(3);
  const attempt = { kind: 'contact', made: false, on: TODAY } as const;
  const answers = await Promise.all([
    referral.act(attempt),
    referral.act({ kind: 'open' }),
    referral.act(attempt),
  ]);
  expect(answers.every(({ version }) => version > 3)).toBe(true);
  expect(service.world.db.isAway).toBe(false);
  expect(referral.row.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(referral.story().slice(3).sort()).toEqual(['contact-attempted', 'contact-attempted', 'opened']);
});

test('away for a moment between the mail server’s answer and our record: one mail', async () => {
  const county = service.world.newCounty();
  const organization = service.world.addOrganization({ name: 'Once', counties: [county] });
  service.world.postOffice.answer(organization.contactEmail, () => {
    service.world.db.goAwayFor(2);
    return { outcome: 'sent', response: '250 OK' };
  });
  const referral = await service.post(county);
  await referral.recorded('sent');
  expect(service.world.db.isAway).toBe(false);
  expect(referral.delivered('lead')).toHaveLength(1);
});

test('away for long between the mail server’s answer and our record: the same mail again, under the same Message-ID', async () => {
  const county = service.world.newCounty();
  const organization = service.world.addOrganization({ name: 'Twice', counties: [county] });
  service.world.postOffice.answer(organization.contactEmail, () => {
    // What stands next is the record of this answer.
    if (service.world.postOffice.attempts.every(({ to }) => to !== organization.contactEmail)) {
      service.world.db.goAwayFor(6);
    }
    return { outcome: 'sent', response: '250 OK' };
  });
  const referral = await service.post(county);
  await eventually('the first mail', () => referral.delivered('lead').length === 1);
  await service.env.sleep('5s');
  await referral.recorded('sent');
  const [first, again, ...more] = referral.delivered('lead');
  expect(again).toEqual(first);
  expect(more).toEqual([]);
  expect(referral.story()).toEqual(['received', 'assigned', 'sent']);
});

test('away when a promise is broken: the breach keeps its instant', async () => {
  const county = service.world.newCounty();
  service.world.addOrganization({ name: 'Missed', counties: [county] });
  const referral = await service.post(county);
  await referral.recorded('sent');
  await referral.act({ kind: 'open' });
  await service.goTo('2034-02-03T22:59:59.000Z');
  service.world.db.goAwayFor(3);
  await service.goTo('2034-02-03T23:00:00.000Z');
  await referral.recorded('escalated');
  expect(referral.events('milestone-breached')[0]?.at.slice(0, 16)).toBe('2034-02-03T23:00');
  expect(referral.escalations[0]?.openedAt.slice(0, 16)).toBe('2034-02-03T23:00');
});
