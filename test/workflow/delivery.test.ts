import type { LocalDate } from '../../src/domain/time';
import { eventually, minute } from './support/eventually';
import { DEFERRED, REFUSED, SENT } from './support/post-office';
import { Service } from './support/service';
import { SPOC } from './support/world';

/** The lead's mail and a mail server that refuses it for good, not now, or not at all. Summer: 17:00 is 22:00Z. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

test('refused for good: the address is distrusted, the SPOC told, and the next organization gets it at once', async () => {
  await service.goTo('2034-06-07T15:00:00.000Z');
  const { world } = service;
  const county = world.newCounty();
  const outdated = world.addOrganization({ name: 'Outdated', counties: [county] });
  const next = world.addOrganization({ name: 'Next', counties: [county], held: 1 });
  world.postOffice.answer(outdated.contactEmail, () => REFUSED);

  const referral = await service.post(county);
  const sent = await referral.recorded('sent');
  expect(minute(sent.at)).toBe('2034-06-07T15:00');
  expect(referral.story()).toEqual([
    ...['received', 'assigned', 'delivery-refused', 'escalated delivery-failed', 'assigned', 'sent'],
  ]);
  expect(referral.events('delivery-refused')).toMatchObject([{ smtpCode: 550 }]);
  expect(outdated).toMatchObject({ contactVerified: false, held: 0 });
  expect(next.held).toBe(2);
  expect(referral.delivered('lead').map(({ to }) => to)).toEqual([next.contactEmail]);
  expect(referral.escalations).toMatchObject([
    { reason: 'delivery-failed', subject: { kind: 'organization', organizationId: outdated.id } },
  ]);
  const told = await eventually('the mail', () => referral.delivered('escalation')[0]);
  expect(told?.to).toBe(SPOC);

  // The next lead passes the outdated address by.
  const later = await service.post(county);
  await later.recorded('sent');
  expect(later.row.decisions[0]?.explanation.excluded).toEqual([
    { organizationId: outdated.id, name: 'Outdated', reasons: ['contact-unverified'] },
  ]);
});

test('two leads refused by one address open one escalation', async () => {
  await service.goTo('2034-06-08T15:00:00.000Z');
  const { world } = service;
  const county = world.newCounty();
  const outdated = world.addOrganization({ name: 'Outdated too', counties: [county] });
  let answer = (): void => undefined;
  const bothTried = new Promise<void>((resolve) => (answer = resolve));
  let tried = 0;
  world.postOffice.answer(outdated.contactEmail, async () => {
    tried += 1;
    if (tried === 2) answer();
    await bothTried;
    return REFUSED;
  });
  const both = [await service.post(county), await service.post(county)];
  for (const referral of both) await referral.recorded('escalated', 2);
  const [one, other] = both.map(({ escalations }) =>
    escalations.find(({ reason }) => reason === 'delivery-failed'),
  );
  expect(one).toBe(other);
  expect(one?.referralIds).toHaveLength(2);
  const mails = () => world.postOffice.attempts.filter(({ to, date }) => to === SPOC && date >= '2034-06-08');
  // One for the address, one for the gap.
  await eventually('both mails', () => mails().length === 2);
});

test('not now: tried again with a text made anew, under one Message-ID; the clocks start with the sending', async () => {
  // Friday, ten seconds before closing: the first text says Tuesday, what is sent after closing says Wednesday.
  await service.goTo('2034-10-13T21:59:50.000Z');
  const { world } = service;
  const county = world.newCounty();
  const organization = world.addOrganization({ name: 'Greylisting', counties: [county] });
  let refusals = 3;
  world.postOffice.answer(organization.contactEmail, () => {
    refusals -= 1;
    return refusals >= 0 ? DEFERRED : SENT;
  });
  const referral = await service.post(county);
  await eventually('the first try', () => referral.row.events.length === 2 && refusals < 3);
  // Shown once the workflow has heard of the try, a moment after the mail server has.
  const { memo } = await eventually(
    'where it stands',
    () => referral.seen(),
    (seen) => 'stands' in seen.memo,
  );
  expect(memo).toMatchObject({ stands: 'Assigned; the lead is being mailed' });
  await service.goTo('2034-10-13T22:05:00.000Z');
  const sent = await referral.recorded('sent');

  const tries = world.postOffice.attemptsFor(referral.id, 'lead');
  expect(tries.map(({ answer }) => answer)).toEqual(['deferred', 'deferred', 'deferred', 'sent']);
  expect(tries.map(({ date }) => minute(date))).toEqual([
    '2034-10-13T21:59',
    ...['2034-10-13T22:00', '2034-10-13T22:00', '2034-10-13T22:01'],
  ]);
  expect(new Set(tries.map(({ messageId }) => messageId)).size).toBe(1);
  expect(tries[0]?.subject).toContain('Tuesday, October 17, 2034, 5:00 p.m. CDT');
  expect(tries[3]?.subject).toContain('Wednesday, October 18, 2034, 5:00 p.m. CDT');
  expect(sent.clocks.contact.dueAt).toBe('2034-10-18T22:00:00.000Z');
  expect(referral.escalations).toEqual([]);
});

test('unsent after 30 minutes: escalated once while the tries go on; sent in the end', async () => {
  await service.goTo('2034-11-01T15:00:00.000Z');
  const { world } = service;
  const county = world.newCounty();
  const organization = world.addOrganization({ name: 'Unreachable', counties: [county] });
  let answer = DEFERRED;
  world.postOffice.answer(organization.contactEmail, () => answer);
  const referral = await service.post(county);
  await service.goTo('2034-11-01T15:29:00.000Z');
  expect(referral.escalations).toEqual([]);
  await service.goTo('2034-11-01T17:00:00.000Z');
  const escalated = await referral.recorded('escalated');
  // The tries double from 10 seconds to 5 minutes: the last before is at 25:10, and without regard to the alert the next
  // would be at 30:10.
  const assigned = await referral.recorded('assigned');
  const waitedMs = Date.parse(escalated.at) - Date.parse(assigned.at);
  expect(waitedMs).toBeGreaterThanOrEqual(30 * 60_000);
  expect(waitedMs).toBeLessThan(30 * 60_000 + 10_000);
  expect(referral.escalations).toMatchObject([{ reason: 'delivery-failed', subject: { kind: 'referral' } }]);

  answer = SENT;
  await service.goTo('2034-11-01T17:06:00.000Z');
  const sent = await referral.recorded('sent');
  expect(sent.at >= '2034-11-01T17:00').toBe(true);
  expect(referral.story()).toEqual(['received', 'assigned', 'escalated delivery-failed', 'sent']);
  await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
  await referral.handle.result();
});

test('a reminder is tried again inside business hours only, and is dropped when it would come too late', async () => {
  // Monday; reminder on Wednesday at 8:00, deadline at 17:00.
  await service.goTo('2034-11-13T16:00:00.000Z');
  const { world } = service;
  const county = world.newCounty();
  const organization = world.addOrganization({ name: 'Down for a day', counties: [county] });
  const referral = await service.post(county);
  await referral.recorded('sent');
  world.postOffice.answer(organization.contactEmail, () => DEFERRED);
  await service.goTo('2034-11-16T16:00:00.000Z');
  await referral.recorded('milestone-breached');
  const tries = world.postOffice.attemptsFor(referral.id, 'contact-reminder').map(({ date }) => minute(date));
  expect(tries[0]).toBe('2034-11-15T14:00');
  expect(tries.length).toBeGreaterThan(30);
  expect(tries.every((at) => at >= '2034-11-15T14:00' && at < '2034-11-15T23:00')).toBe(true);
});

test('a reminder that does not get through by closing time is tried again when business opens', async () => {
  // Wednesday; the appointment is due on Wednesday, December 6, its reminder on Friday, December 1.
  await service.goTo('2034-11-22T16:00:00.000Z');
  const { world } = service;
  const county = world.newCounty();
  const organization = world.addOrganization({ name: 'Down on a Friday', counties: [county] });
  const referral = await service.post(county);
  await referral.recorded('sent');
  await referral.act({ kind: 'contact', made: true, on: '2034-11-22' as LocalDate });
  world.postOffice.answer(organization.contactEmail, ({ date }) => (date < '2034-12-03' ? DEFERRED : SENT));
  await service.goTo('2034-12-04T16:00:00.000Z');
  const tries = world.postOffice
    .attemptsFor(referral.id, 'appointment-reminder')
    .map(({ date }) => minute(date));
  expect(tries[0]).toBe('2034-12-01T14:00');
  expect(tries.filter((at) => at >= '2034-12-01T23:00')).toEqual(['2034-12-04T14:00']);
  expect(referral.delivered('appointment-reminder')).toHaveLength(1);
});

test('a refused reminder tells the SPOC and leaves the referral where it is', async () => {
  await service.goTo('2034-12-11T16:00:00.000Z');
  const { world } = service;
  const county = world.newCounty();
  const organization = world.addOrganization({ name: 'Gone meanwhile', counties: [county] });
  const referral = await service.post(county);
  await referral.recorded('sent');
  await referral.act({ kind: 'open' });
  world.postOffice.answer(organization.contactEmail, () => REFUSED);
  await service.goTo('2034-12-13T15:00:00.000Z');
  await referral.recorded('escalated');
  expect(referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'opened', 'milestone-due-soon contact'],
    'escalated delivery-failed',
  ]);
  expect(referral.row.status).toBe('sent');
});
