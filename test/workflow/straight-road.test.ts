import type { Instant, LocalDate } from '../../src/domain/time';
import { Service } from './support/service';

/** A lead on a Wednesday at 10:00 in Chicago (CST, 6 hours behind UTC), answered in time to its end. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

test('the straight road, as it is recorded and as a coordinator sees it', async () => {
  const county = service.world.newCounty();
  const organization = service.world.addOrganization({
    name: 'North Shore Navigators',
    counties: [county],
    capacity: 4,
    held: 1,
  });
  const { id: OrganizationId } = organization;

  await service.goTo('2028-02-02T16:00:00.000Z');
  const referral = await service.post(county);
  const sent = await referral.recorded('sent');
  expect(sent.at.slice(0, 16)).toBe('2028-02-02T16:00');
  expect(sent.clocks).toEqual({
    contact: {
      remindAt: '2028-02-04T14:00:00.000Z',
      dueAt: '2028-02-04T23:00:00.000Z',
      dueOn: '2028-02-04',
    },
    appointment: {
      remindAt: '2028-02-11T14:00:00.000Z',
      dueAt: '2028-02-16T23:00:00.000Z',
      dueOn: '2028-02-16',
    },
  });
  expect(organization.held).toBe(2);
  const dueAt = {
    ContactDueAt: '2028-02-04T23:00:00.000Z',
    AppointmentDueAt: '2028-02-16T23:00:00.000Z',
  };
  const open = { OrganizationId, ...dueAt };
  expect(await referral.shows({ ...open, ReferralStatus: 'sent', ContactMilestone: 'pending' })).toEqual({
    stands: 'Sent, not opened yet',
    for: `navigator, Sample ${county} County`,
    with: 'North Shore Navigators',
    why: 'speaks the consumer’s language, 25% of its capacity was in use',
    due: words(
      'contact by Fri, Feb 4, 2028, 5:00 PM CST (pending)',
      'appointment by Wed, Feb 16, 2028, 5:00 PM CST (pending)',
    ),
    next: 'reminder of the contact deadline at Fri, Feb 4, 2028, 8:00 AM CST',
  });
  expect((await referral.seen()).attributes).toMatchObject({
    AssisterType: 'navigator',
    County: `Sample ${county}`,
  });

  expect(await referral.act({ kind: 'open' })).toEqual({ version: 4 });
  await referral.shows({ ...open, ReferralStatus: 'sent', ContactMilestone: 'pending' });
  expect(await referral.details()).toContain(
    '**Opened Wed, Feb 2, 2028, 10:00 AM CST, consumer not contacted yet**',
  );

  await service.goTo('2028-02-03T15:00:00.000Z');
  const contact = { kind: 'contact', made: true, on: '2028-02-03' as LocalDate } as const;
  expect(await referral.act(contact)).toEqual({ version: 6 });
  const contacted = { ...open, ContactMilestone: 'met' };
  expect(await referral.shows({ ...contacted, ReferralStatus: 'contacted' })).toMatchObject({
    stands: 'Consumer contacted on 2028-02-03',
    due: words('contact met', 'appointment by Wed, Feb 16, 2028, 5:00 PM CST (pending)'),
    next: 'reminder of the appointment deadline at Fri, Feb 11, 2028, 8:00 AM CST',
  });

  const at = '2028-02-10T20:00:00.000Z' as Instant;
  expect(await referral.act({ kind: 'appointment', at, held: false })).toEqual({ version: 7 });
  expect(await referral.shows({ ...contacted, ReferralStatus: 'appointment-scheduled' })).toMatchObject({
    stands: 'Appointment agreed for Thu, Feb 10, 2028, 2:00 PM CST',
  });

  await service.goTo('2028-02-10T22:00:00.000Z');
  expect(await referral.act({ kind: 'appointment', at, held: true })).toEqual({ version: 9 });
  expect(organization.held).toBe(1);
  expect(await referral.shows({ ...contacted, ReferralStatus: 'appointment-scheduled' })).toMatchObject({
    stands: 'Appointment held Thu, Feb 10, 2028, 2:00 PM CST',
    due: 'contact met; appointment met',
    next: 'the organization records a resolution',
  });

  expect(await referral.act({ kind: 'resolution', resolution: 'enrolled-qhp' })).toEqual({ version: 10 });
  expect(await referral.handle.result()).toEqual({ status: 'resolved', resolution: 'enrolled-qhp' });
  expect(await referral.shows({ ...contacted, ReferralStatus: 'resolved' })).toMatchObject({
    stands: 'Closed: enrolled-qhp',
    next: 'nothing',
  });
  expect(await referral.details()).toContain('**Closed: enrolled-qhp**');

  expect(referral.story()).toEqual([
    'received',
    'assigned',
    'sent',
    'opened',
    'contact-made',
    'milestone-met contact',
    'appointment-agreed',
    'appointment-held',
    'milestone-met appointment',
    'resolution-recorded',
  ]);
  expect(referral.row.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(referral.row.events.map(({ status }) => status)).toEqual([
    ...['received', 'received', 'sent', 'sent', 'contacted', 'contacted'],
    ...['appointment-scheduled', 'appointment-scheduled', 'appointment-scheduled', 'resolved'],
  ]);
  expect(referral.events('milestone-met')).toMatchObject([
    { milestone: 'contact', state: 'met', metOn: '2028-02-03' },
    { milestone: 'appointment', state: 'met', metOn: '2028-02-10' },
  ]);
  expect(referral.escalations).toEqual([]);
  expect(service.world.postOffice.attempts.map(({ kind, to }) => [kind, to])).toEqual([
    ['lead', organization.contactEmail],
  ]);
});

test('nobody is mailed a reminder after the promise was kept', async () => {
  const county = service.world.newCounty();
  service.world.addOrganization({ name: 'Prairie Navigators', counties: [county] });
  await service.goTo('2028-03-01T16:00:00.000Z');
  const referral = await service.post(county);
  await referral.recorded('sent');
  await referral.act({ kind: 'contact', made: true, on: '2028-03-01' as LocalDate });
  await service.goTo('2028-03-04T16:00:00.000Z');
  await referral.act({ kind: 'resolution', resolution: 'technical-issue-only' });
  await service.goTo('2028-05-01T16:00:00.000Z');
  expect(referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'contact-made', 'milestone-met contact'],
    ...['milestone-met appointment', 'resolution-recorded'],
  ]);
  expect(referral.delivered('contact-reminder')).toEqual([]);
  expect(referral.delivered('appointment-reminder')).toEqual([]);
});

/** Both clocks in one line, as `due` writes them. */
function words(contact: string, appointment: string): string {
  return `${contact}; ${appointment}`;
}
