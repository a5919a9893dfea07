import type { LocalDate } from '../../src/domain/time';
import { eventually } from './support/eventually';
import { Service } from './support/service';

/** PostgreSQL away for some calls: everything happens a little later, once, in order. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2028-02-02T16:00:00.000Z');
});
afterAll(() => service.stop());

const contact = { kind: 'contact', made: true, on: '2028-02-02' as LocalDate } as const;

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
  const answers = await Promise.all([
    referral.act(contact),
    referral.act({ kind: 'open' }),
    referral.act({ kind: 'resolution', resolution: 'enrolled-qhp' }),
  ]);
  expect(answers.map(({ version }) => version > 3)).toEqual([true, true, true]);
  await referral.handle.result();
  expect(referral.row.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(new Set(referral.story().slice(3))).toEqual(
    new Set([
      ...['contact-made', 'milestone-met contact', 'opened'],
      ...['milestone-met appointment', 'resolution-recorded'],
    ]),
  );
});

test('away between the mail server’s answer and our record: the same mail again, under the same Message-ID', async () => {
  const county = service.world.newCounty();
  const organization = service.world.addOrganization({ name: 'Twice', counties: [county] });
  service.world.postOffice.answer(organization.contactEmail, () => {
    // What stands next is the record of this answer.
    if (service.world.postOffice.attempts.every(({ to }) => to !== organization.contactEmail)) {
      service.world.db.goAwayFor(1);
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
  await service.goTo('2028-02-04T22:59:59.000Z');
  service.world.db.goAwayFor(3);
  await service.goTo('2028-02-04T23:00:00.000Z');
  await referral.recorded('escalated');
  expect(referral.events('milestone-breached')[0]?.at.slice(0, 16)).toBe('2028-02-04T23:00');
  expect(referral.escalations[0]?.openedAt.slice(0, 16)).toBe('2028-02-04T23:00');
});
