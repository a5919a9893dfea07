import { instant } from '../../src/domain/time';
import type { DeclineReason } from '../../src/domain/vocabulary';
import { DEFERRED } from './support/post-office';
import { contactOn, countyWith, sentAmong } from './support/scene';
import { minute } from '../support/minute';
import { Service } from './support/service';

/** An organization hands a referral back: the rules choose again, as often as the policy allows (3 times). */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

const decline = (reason: DeclineReason) => ({ kind: 'decline', reason }) as const;
const heldBy = async ({ id }: { readonly id: string }) => (await service.organization(id)).held;

/** The waiting list looks whether somebody can be placed. */
async function waitlist(): Promise<void> {
  service.followers.nudgeWaitlist();
  await service.followers.run();
}

test('declined: the next organization gets it, with clocks and a promise of its own', async () => {
  const { referral, organizations } = await sentAmong(service, ['First', 'Second']);
  const [first, second = first] = organizations;
  const { assignmentId: firstAssignment } = await referral.recorded('assigned');
  await referral.act(contactOn('2034-02-01'));
  await referral.act({ kind: 'appointment', at: instant('2034-02-08T16:00:00.000Z'), held: false });
  await referral.act({ kind: 'resolution', resolution: 'contact-made-appointment-scheduled' });
  await service.goTo('2034-02-02T16:00:00.000Z');

  await referral.act(decline('wrong-area'));
  const sent = await referral.recorded('sent', 2);
  expect(sent.clocks.contact.dueAt).toBe('2034-02-06T23:00:00.000Z');
  expect(await heldBy(first)).toBe(0);
  expect(await heldBy(second)).toBe(2);
  expect(referral.delivered('lead').map(({ to }) => to)).toEqual([first.contactEmail, second.contactEmail]);
  expect((await referral.explanations()).at(-1)?.excluded).toEqual([
    { organizationId: first.id, name: 'First', reasons: ['already-tried'] },
  ]);
  const cancelled = await referral.events('milestone-cancelled');
  expect(cancelled.map(({ milestone }) => milestone)).toEqual(['appointment']);

  // Nothing that the first one did counts for the second one.
  const state = await referral.state();
  expect(state).toMatchObject({ contactMadeOn: null, resolution: null, status: 'sent', hops: 2 });
  expect(referral.fact('Why')).toContain('organization number 2 for this referral');
  await expect(
    referral.act(contactOn('2034-02-02'), { assignmentId: firstAssignment }),
  ).rejects.toMatchObject({ code: 'assignment-over' });
  await service.goTo('2034-02-07T16:00:00.000Z');
  expect(minute((await referral.recorded('milestone-breached')).at)).toBe('2034-02-06T23:00');
  await referral.act(contactOn('2034-02-06'));
  expect((await referral.events('milestone-met')).map(({ state: to }) => to)).toEqual(['met', 'met']);
  await service.goTo('2034-04-03T16:00:00.000Z');
  expect((await referral.row()).status).toBe('contacted');
});

test('declined while nothing was done yet: both clocks are cancelled and stay silent', async () => {
  const { referral, organizations } = await sentAmong(service, ['Only']);
  await referral.act(decline('language'));
  await service.goTo('2034-06-01T16:00:00.000Z');
  expect(await referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'milestone-cancelled contact', 'milestone-cancelled appointment'],
    ...['declined language', 'unassigned', 'escalated no-eligible-organization'],
  ]);
  expect((await referral.log()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await heldBy(organizations[0])).toBe(0);
  expect(referral.shown.attributes).toMatchObject({
    ReferralStatus: 'unassigned',
    EscalationReason: 'no-eligible-organization',
    OrganizationId: null,
    ContactMilestone: null,
    ContactDueAt: null,
    AppointmentDueAt: null,
  });
});

test('declined a third time: a person decides, and the rules leave it alone', async () => {
  const { county, organizations } = await countyWith(service, ['A', 'B', 'C', 'D']);
  const referral = await service.post(county);
  for (const [index, reason] of (['at-capacity', 'conflict', 'other'] as const).entries()) {
    await referral.recorded('sent', index + 1);
    await referral.act(decline(reason));
  }
  expect((await referral.recorded('unassigned')).cause).toBe('too-many-declines');
  const assigned = await referral.events('assigned');
  expect(assigned.map(({ organizationName, hop }) => [organizationName, hop])).toEqual([
    ['A', 1],
    ['B', 2],
    ['C', 3],
  ]);
  expect((await referral.escalations()).map(({ reason, subject }) => [reason, subject])).toEqual([
    ['too-many-declines', `referral:${referral.id}`],
  ]);
  await waitlist();
  expect(await referral.events('assigned')).toHaveLength(3);
  expect(await Promise.all(organizations.map(heldBy))).toEqual([0, 1, 2, 3]);
  expect(referral.shown.attributes).toMatchObject({
    ReferralStatus: 'unassigned',
    EscalationReason: 'too-many-declines',
  });
  expect(referral.fact('Next')).toBe('a coordinator assigns it');
  expect(referral.fact('With')).toBe('No organization');
});

test('what only the exchange can resolve goes to a person, not to the next organization', async () => {
  const { referral } = await sentAmong(service, ['First', 'Never asked']);
  await referral.act(decline('exchange-must-resolve'));
  expect((await referral.recorded('unassigned')).cause).toBe('exchange-must-resolve');
  expect((await referral.escalations()).map(({ reason }) => reason)).toEqual(['request']);
  await waitlist();
  expect(await referral.events('assigned')).toHaveLength(1);
});

test('a decline while a reminder cannot be delivered moves on at once', async () => {
  await service.goTo('2034-08-02T15:00:00.000Z');
  const { referral, organizations } = await sentAmong(service, ['Unreachable', 'Second']);
  const [{ contactEmail }] = organizations;
  const held = service.postOffice.hold(contactEmail, () => DEFERRED);
  const goingOn = service.goTo('2034-08-04T13:00:00.000Z');
  await held.underWay(1);
  await referral.act(decline('at-capacity'));
  const sent = await referral.recorded('sent', 2);
  expect(sent.at).toBe('2034-08-04T13:00:00.000Z');
  held.letGo();
  await goingOn;
  await service.goTo('2034-08-04T22:00:00.000Z');
  const tries = service.postOffice.attempts.filter(
    ({ to, kind }) => to === contactEmail && kind === 'contact-reminder',
  );
  expect(tries.map(({ date }) => minute(date))).toEqual(['2034-08-04T13:00']);
  const reminder = (await referral.messages()).find(({ kind }) => kind === 'contact-reminder');
  expect(reminder?.state).toBe('overtaken');
});

test('an appointment agreed for after the deadline is escalated at once, and mailed once', async () => {
  await service.goTo('2034-09-06T15:00:00.000Z');
  const { referral } = await sentAmong(service, ['Late by agreement']);
  await referral.act(contactOn('2034-09-06'));
  await referral.act({ kind: 'appointment', at: instant('2034-09-21T15:00:00.000Z'), held: false });
  expect(await referral.events('appointment-agreed')).toMatchObject([{ afterDeadline: true }]);
  const escalations = await referral.escalations();
  expect(escalations.map(({ reason, openedAt }) => [reason, minute(openedAt)])).toEqual([
    ['appointment-missed', '2034-09-06T15:00'],
  ]);
  await service.goTo('2034-09-25T15:00:00.000Z');
  const [first, second] = await referral.events('escalated');
  expect(second?.escalationId).toBe(first?.escalationId);
  expect(minute((await referral.recorded('milestone-breached')).at)).toBe('2034-09-20T22:00');
  expect(await referral.escalations()).toMatchObject([{ state: 'open', occurrences: 2 }]);
  expect(referral.delivered('escalation')).toHaveLength(1);
});
