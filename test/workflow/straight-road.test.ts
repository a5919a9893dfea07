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

  await service.goTo('2034-02-01T16:00:00.000Z');
  const referral = await service.post(county);
  const sent = await referral.recorded('sent');
  expect(sent.at.slice(0, 16)).toBe('2034-02-01T16:00');
  expect(sent.clocks).toEqual({
    contact: {
      remindAt: '2034-02-03T14:00:00.000Z',
      dueAt: '2034-02-03T23:00:00.000Z',
      dueOn: '2034-02-03',
    },
    appointment: {
      remindAt: '2034-02-10T14:00:00.000Z',
      dueAt: '2034-02-15T23:00:00.000Z',
      dueOn: '2034-02-15',
    },
  });
  expect(organization.held).toBe(2);
  const dueAt = {
    ContactDueAt: '2034-02-03T23:00:00.000Z',
    AppointmentDueAt: '2034-02-15T23:00:00.000Z',
  };
  const open = { OrganizationId, ...dueAt };
  expect(await referral.shows({ ...open, ReferralStatus: 'sent', ContactMilestone: 'pending' })).toEqual({
    stands: 'Sent, not opened yet',
    for: `navigator, Sample ${county} County`,
    with: 'North Shore Navigators',
    why: 'speaks the consumer’s language, 25% of its capacity was in use',
    due: words(
      'contact by Fri, Feb 3, 2034, 5:00 PM CST (pending)',
      'appointment by Wed, Feb 15, 2034, 5:00 PM CST (pending)',
    ),
    next: 'reminder of the contact deadline at Fri, Feb 3, 2034, 8:00 AM CST',
  });
  expect((await referral.seen()).attributes).toMatchObject({
    AssisterType: 'navigator',
    County: `Sample ${county}`,
  });

  expect(await referral.act({ kind: 'open' })).toEqual({ version: 4 });
  await referral.shows({ ...open, ReferralStatus: 'sent', ContactMilestone: 'pending' });
  expect(await referral.details()).toContain(
    '**Opened Wed, Feb 1, 2034, 10:00 AM CST, consumer not contacted yet**',
  );

  await service.goTo('2034-02-02T15:00:00.000Z');
  const contact = { kind: 'contact', made: true, on: '2034-02-02' as LocalDate } as const;
  expect(await referral.act(contact)).toEqual({ version: 6 });
  const contacted = { ...open, ContactMilestone: 'met' };
  expect(await referral.shows({ ...contacted, ReferralStatus: 'contacted' })).toMatchObject({
    stands: 'Consumer contacted on 2034-02-02',
    due: words('contact met', 'appointment by Wed, Feb 15, 2034, 5:00 PM CST (pending)'),
    next: 'reminder of the appointment deadline at Fri, Feb 10, 2034, 8:00 AM CST',
  });

  const at = '2034-02-09T20:00:00.000Z' as Instant;
  expect(await referral.act({ kind: 'appointment', at, held: false })).toEqual({ version: 7 });
  expect(await referral.shows({ ...contacted, ReferralStatus: 'appointment-scheduled' })).toMatchObject({
    stands: 'Appointment agreed for Thu, Feb 9, 2034, 2:00 PM CST',
  });

  await service.goTo('2034-02-09T22:00:00.000Z');
  expect(await referral.act({ kind: 'appointment', at, held: true })).toEqual({ version: 9 });
  expect(organization.held).toBe(1);
  expect(await referral.shows({ ...contacted, ReferralStatus: 'appointment-scheduled' })).toMatchObject({
    stands: 'Appointment held Thu, Feb 9, 2034, 2:00 PM CST',
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
    { milestone: 'contact', state: 'met', metOn: '2034-02-02' },
    { milestone: 'appointment', state: 'met', metOn: '2034-02-09' },
  ]);
  expect(referral.escalations).toEqual([]);
  expect(service.world.postOffice.attempts.map(({ kind, to }) => [kind, to])).toEqual([
    ['lead', organization.contactEmail],
  ]);
});

test('nobody is mailed a reminder after the promise was kept', async () => {
  const county = service.world.newCounty();
  service.world.addOrganization({ name: 'Prairie Navigators', counties: [county] });
  await service.goTo('2034-03-01T16:00:00.000Z');
  const referral = await service.post(county);
  await referral.recorded('sent');
  await referral.act({ kind: 'contact', made: true, on: '2034-03-01' as LocalDate });
  await service.goTo('2034-03-04T16:00:00.000Z');
  await referral.act({ kind: 'resolution', resolution: 'technical-issue-only' });
  await service.goTo('2034-05-01T16:00:00.000Z');
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
