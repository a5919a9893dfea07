import type { LocalDate } from '../../src/domain/time';
import type { PostedReferral } from './support/posted-referral';
import { Service } from './support/service';

/**
 * A worker that may keep three workflows: whatever happens to a referral, it comes back by replay of its history. One
 * lead a day, so that few are woken at the same instant: a workflow is not to be evicted in the middle of a step.
 */

let service: Service;
beforeAll(async () => {
  service = await Service.start({ maxCachedWorkflows: 3 });
});
afterAll(() => service.stop());

const DAYS = ['01-31', '02-01', '02-02', '02-03', '02-06', '02-07', '02-08', '02-09', '02-10', '02-13'];

test('ten referrals side by side, each replayed at every step, all come to their end', async () => {
  const county = service.world.newCounty();
  const organizations = ['A', 'B', 'C'].map((name) =>
    service.world.addOrganization({ name, counties: [county], capacity: 20 }),
  );
  const referrals: PostedReferral[] = [];
  for (const day of DAYS) {
    await service.goTo(`2034-${day}T16:00:00.000Z`);
    const referral = await service.post(county);
    await referral.recorded('sent');
    await referral.act({ kind: 'open' });
    referrals.push(referral);
  }
  const declining = referrals.slice(-2);
  for (const referral of declining) {
    await referral.act({ kind: 'decline', reason: 'language' });
    await referral.recorded('sent', 2);
  }

  // Past every reminder and deadline; nobody has answered.
  await service.goTo('2034-03-20T16:00:00.000Z');
  const on = '2034-03-20' as LocalDate;
  const resolution = 'eligible-minnesotacare';
  for (const referral of referrals) {
    await referral.recorded('capacity-released');
    await referral.act({ kind: 'contact', made: true, on });
  }
  for (const referral of referrals) await referral.act({ kind: 'resolution', resolution });

  for (const referral of referrals) {
    expect(await referral.handle.result()).toEqual({ status: 'resolved', resolution });
    expect(referral.row.events.map(({ seq }) => seq)).toEqual(
      referral.row.events.map((_, index) => index + 1),
    );
    expect(referral.events('milestone-met').map(({ milestone, state }) => [milestone, state])).toEqual([
      ['contact', 'late'],
      ['appointment', 'late'],
    ]);
    expect(referral.delivered('contact-reminder')).toHaveLength(1);
    expect(referral.delivered('appointment-reminder')).toHaveLength(1);
    expect(
      referral.escalations.filter(({ subject }) => subject.kind === 'referral').map(({ reason }) => reason),
    ).toEqual([
      // The second organization never opened it.
      ...(declining.includes(referral) ? ['lead-not-opened'] : []),
      ...['contact-missed', 'appointment-missed'],
    ]);
    const openedByIt = referral.escalations.filter(({ openedBy }) => openedBy === referral.id);
    expect(referral.delivered('escalation')).toHaveLength(openedByIt.length);
  }
  expect(referrals.map((referral) => referral.events('assigned').length)).toEqual([
    ...[1, 1, 1, 1, 1, 1, 1, 1],
    ...[2, 2],
  ]);
  expect(organizations.map(({ held }) => held)).toEqual([0, 0, 0]);
});
