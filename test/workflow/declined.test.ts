import type { DeclineReason } from '../../src/domain/vocabulary';
import type { Instant, LocalDate } from '../../src/domain/time';
import { eventually, minute } from './support/eventually';
import { Service } from './support/service';

/** An organization hands a referral back: the rules choose again, as often as the policy allows (3 times). */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

const decline = (reason: DeclineReason) => ({ kind: 'decline', reason }) as const;

function organizations(county: string, names: readonly string[]) {
  return names.map((name, index) =>
    // Each is fuller than the one before it, so that the order of choice is known.
    service.world.addOrganization({ name, counties: [county], held: index }),
  );
}

test('declined: the next organization gets it, with clocks and a promise of its own', async () => {
  const county = service.world.newCounty();
  const [first, second] = organizations(county, ['First', 'Second']);
  const referral = await service.post(county);
  await referral.recorded('sent');
  const firstAssignment = referral.events('assigned')[0]?.assignmentId ?? null;
  await referral.act({ kind: 'contact', made: true, on: '2034-02-01' as LocalDate });
  await referral.act({ kind: 'resolution', resolution: 'contact-made-appointment-scheduled' });
  await service.goTo('2034-02-02T16:00:00.000Z');

  await referral.act(decline('wrong-area'));
  const sent = await referral.recorded('sent', 2);
  expect(sent.clocks.contact.dueAt).toBe('2034-02-06T23:00:00.000Z');
  expect(first?.held).toBe(0);
  expect(second?.held).toBe(2);
  expect(referral.delivered('lead').map(({ to }) => to)).toEqual([first?.contactEmail, second?.contactEmail]);
  expect(referral.row.decisions.at(-1)?.explanation.excluded).toEqual([
    { organizationId: first?.id, name: 'First', reasons: ['already-tried'] },
  ]);
  expect(referral.events('milestone-cancelled').map(({ milestone }) => milestone)).toEqual(['appointment']);

  // Nothing that the first one did counts for the second one.
  const state = await referral.state();
  expect(state).toMatchObject({ contactMadeOn: null, resolution: null, status: 'sent', hops: 2 });
  expect(await referral.details()).toContain('organization number 2 for this referral');
  await expect(
    referral.act(
      { kind: 'contact', made: true, on: '2034-02-02' as LocalDate },
      { assignmentId: firstAssignment },
    ),
  ).rejects.toMatchObject({ code: 'assignment-over' });
  await service.goTo('2034-02-07T16:00:00.000Z');
  expect(minute((await referral.recorded('milestone-breached')).at)).toBe('2034-02-06T23:00');
  await referral.act({ kind: 'contact', made: true, on: '2034-02-06' as LocalDate });
  expect(referral.events('milestone-met').map(({ state: to }) => to)).toEqual(['met', 'met']);
  await service.goTo('2034-04-03T16:00:00.000Z');
  expect(referral.row.status).toBe('contacted');
});

test('declined while nothing was done yet: both clocks are cancelled and stay silent', async () => {
  const county = service.world.newCounty();
  const [first] = organizations(county, ['Only']);
  const referral = await service.post(county);
  await referral.recorded('sent');
  await referral.act(decline('language'));
  await referral.recorded('unassigned');
  await service.goTo('2034-06-01T16:00:00.000Z');
  expect(referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'milestone-cancelled contact', 'milestone-cancelled appointment'],
    ...['declined language', 'unassigned', 'escalated no-eligible-organization'],
  ]);
  expect(referral.row.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(first?.held).toBe(0);
  await referral.shows({
    ReferralStatus: 'unassigned',
    EscalationReason: 'no-eligible-organization',
  });
});

test('declined a third time: a person decides, and the rules leave it alone', async () => {
  const county = service.world.newCounty();
  const all = organizations(county, ['A', 'B', 'C', 'D']);
  const referral = await service.post(county);
  for (const [index, reason] of (['at-capacity', 'conflict', 'other'] as const).entries()) {
    await referral.recorded('sent', index + 1);
    await referral.act(decline(reason));
  }
  expect((await referral.recorded('unassigned')).cause).toBe('too-many-declines');
  await referral.recorded('escalated');
  expect(referral.events('assigned').map(({ organizationName, hop }) => [organizationName, hop])).toEqual([
    ['A', 1],
    ['B', 2],
    ['C', 3],
  ]);
  expect(referral.escalations.map(({ reason, subject }) => [reason, subject.kind])).toEqual([
    ['too-many-declines', 'referral'],
  ]);
  await service.waitlist.nudge();
  expect(await service.routeNow(referral)).toBe(false);
  expect(referral.events('assigned')).toHaveLength(3);
  expect(all.map(({ held }) => held)).toEqual([0, 1, 2, 3]);
  const memo = await referral.shows({ ReferralStatus: 'unassigned', EscalationReason: 'too-many-declines' });
  expect(memo).toMatchObject({ next: 'a coordinator assigns it', with: 'No organization' });
});

test('what only the exchange can resolve goes to a person, not to the next organization', async () => {
  const county = service.world.newCounty();
  organizations(county, ['First', 'Never asked']);
  const referral = await service.post(county);
  await referral.recorded('sent');
  await referral.act(decline('exchange-must-resolve'));
  expect((await referral.recorded('unassigned')).cause).toBe('exchange-must-resolve');
  await referral.recorded('escalated');
  expect(referral.escalations.map(({ reason }) => reason)).toEqual(['request']);
  expect(await service.routeNow(referral)).toBe(false);
  expect(referral.events('assigned')).toHaveLength(1);
});

test('a decline while a reminder cannot be delivered moves on at once', async () => {
  await service.goTo('2034-08-02T15:00:00.000Z');
  const county = service.world.newCounty();
  const [first] = organizations(county, ['Unreachable', 'Second']);
  const referral = await service.post(county);
  await referral.recorded('sent');
  const { postOffice } = service.world;
  const trying: string[] = [];
  let answer = (): void => undefined;
  const declined = new Promise<void>((resolve) => (answer = resolve));
  postOffice.answer(first?.contactEmail ?? '', async ({ date }) => {
    trying.push(date);
    await declined;
    return { outcome: 'deferred', smtpCode: 421, response: '421 not now' };
  });
  await service.goTo('2034-08-04T13:00:00.000Z');
  await eventually('the reminder', () => trying.length === 1);
  await referral.act(decline('at-capacity'));
  answer();
  await referral.recorded('sent', 2);
  await service.goTo('2034-08-04T22:00:00.000Z');
  expect(trying.map(minute)).toEqual(['2034-08-04T13:00']);
});

test('an appointment agreed for after the deadline is escalated at once, and mailed once', async () => {
  await service.goTo('2034-09-06T15:00:00.000Z');
  const county = service.world.newCounty();
  organizations(county, ['Late by agreement']);
  const referral = await service.post(county);
  await referral.recorded('sent');
  await referral.act({ kind: 'contact', made: true, on: '2034-09-06' as LocalDate });
  await referral.act({ kind: 'appointment', at: '2034-09-21T15:00:00.000Z' as Instant, held: false });
  expect(referral.events('appointment-agreed')).toMatchObject([{ afterDeadline: true }]);
  await referral.recorded('escalated');
  expect(referral.escalations.map(({ reason, openedAt }) => [reason, minute(openedAt)])).toEqual([
    ['appointment-missed', '2034-09-06T15:00'],
  ]);
  await service.goTo('2034-09-25T15:00:00.000Z');
  await referral.recorded('escalated', 2);
  expect(minute((await referral.recorded('milestone-breached')).at)).toBe('2034-09-20T22:00');
  expect(referral.escalations).toHaveLength(1);
  expect(referral.delivered('escalation')).toHaveLength(1);
});
