import type { LocalDate } from '../../src/domain/time';
import { Service } from './support/service';

/** A worker that may keep two workflows: all others come back by replay of their history, at every step. */

let service: Service;
beforeAll(async () => {
  service = await Service.start({ maxCachedWorkflows: 2 });
});
afterAll(() => service.stop());

const COUNT = 12;

test('twelve referrals side by side, each replayed again and again, all come to their end', async () => {
  await service.goTo('2028-02-02T16:00:00.000Z');
  const county = service.world.newCounty();
  const organizations = ['A', 'B', 'C'].map((name) =>
    service.world.addOrganization({ name, counties: [county], capacity: 20 }),
  );
  const referrals = await Promise.all(Array.from({ length: COUNT }, () => service.post(county)));
  await Promise.all(referrals.map((referral) => referral.recorded('sent')));
  await Promise.all(referrals.map((referral) => referral.act({ kind: 'open' })));
  const declining = referrals.slice(0, 4);
  await Promise.all(declining.map((referral) => referral.act({ kind: 'decline', reason: 'language' })));
  await Promise.all(declining.map((referral) => referral.recorded('sent', 2)));

  // Past both reminders and both deadlines; nobody has answered.
  await service.goTo('2028-03-20T16:00:00.000Z');
  await Promise.all(referrals.map((referral) => referral.recorded('capacity-released')));
  const on = '2028-03-20' as LocalDate;
  await Promise.all(referrals.map((referral) => referral.act({ kind: 'contact', made: true, on })));
  const resolution = 'eligible-minnesotacare';
  await Promise.all(referrals.map((referral) => referral.act({ kind: 'resolution', resolution })));

  for (const referral of referrals) {
    expect(await referral.handle.result()).toEqual({ status: 'resolved', resolution });
    expect(referral.row.events.map(({ seq }) => seq)).toEqual(referral.row.events.map((_, index) => index + 1));
    expect(referral.events('milestone-met').map(({ milestone, state }) => [milestone, state])).toEqual([
      ['contact', 'late'],
      ['appointment', 'late'],
    ]);
    expect(referral.delivered('contact-reminder')).toHaveLength(1);
    expect(referral.delivered('appointment-reminder')).toHaveLength(1);
    expect(referral.delivered('escalation')).toHaveLength(2);
  }
  expect(organizations.map(({ held }) => held)).toEqual([0, 0, 0]);
});
