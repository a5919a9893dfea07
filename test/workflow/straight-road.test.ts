import { instant } from '../../src/domain/time';
import { contactOn } from './support/scene';
import { Service } from './support/service';

/** A lead on a Wednesday at 10:00 in Chicago (CST, 6 hours behind UTC), answered in time to its end. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

test('the straight road, as it is recorded and as a coordinator sees it', async () => {
  const county = service.newCounty();
  const organization = await service.addOrganization({
    name: 'North Shore Navigators',
    counties: [county],
    capacity: 4,
    held: 1,
  });
  const { id: OrganizationId } = organization;
  const held = async () => (await service.organization(OrganizationId)).held;

  await service.goTo('2034-02-01T16:00:00.000Z');
  const referral = await service.post(county);
  const sent = await referral.recorded('sent');
  expect(sent.at).toBe('2034-02-01T16:00:00.000Z');
  expect(sent.clocks).toMatchObject({
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
  expect(await held()).toBe(2);
  const open = {
    AssisterType: 'navigator',
    County: `Sample ${county}`,
    OrganizationId,
    ContactDueAt: '2034-02-03T23:00:00.000Z',
    AppointmentDueAt: '2034-02-15T23:00:00.000Z',
    EscalationReason: null,
  };
  expect(referral.shown).toEqual({
    headline: 'Sent, not opened yet',
    facts: [
      ['For', `navigator, Sample ${county} County`],
      ['With', 'North Shore Navigators'],
      ['Why', 'speaks the consumer’s language, 25% of its capacity was in use'],
      [
        'Due',
        words(
          'contact by Fri, Feb 3, 2034, 5:00 PM CST (pending)',
          'appointment by Wed, Feb 15, 2034, 5:00 PM CST (pending)',
        ),
      ],
      ['Next', 'reminder of the contact deadline at Fri, Feb 3, 2034, 8:00 AM CST'],
    ],
    attributes: { ...open, ReferralStatus: 'sent', ContactMilestone: 'pending' },
  });

  expect(await referral.act({ kind: 'open' })).toEqual({ version: 4, recorded: true });
  // Nothing is to be done about it: nobody is woken, and it is shown with whatever comes next.
  expect(referral.shown.headline).toBe('Sent, not opened yet');

  await service.goTo('2034-02-02T15:00:00.000Z');
  expect(await referral.act(contactOn('2034-02-02'))).toEqual({ version: 6, recorded: true });
  const contacted = { ...open, ContactMilestone: 'met' };
  expect(referral.shown).toMatchObject({
    headline: 'Consumer contacted on 2034-02-02',
    attributes: { ...contacted, ReferralStatus: 'contacted' },
  });
  expect(referral.fact('Due')).toBe(
    words('contact met', 'appointment by Wed, Feb 15, 2034, 5:00 PM CST (pending)'),
  );
  expect(referral.fact('Next')).toBe(
    'reminder of the appointment deadline at Fri, Feb 10, 2034, 8:00 AM CST',
  );

  const at = instant('2034-02-09T20:00:00.000Z');
  expect(await referral.act({ kind: 'appointment', at, held: false })).toEqual({
    version: 7,
    recorded: true,
  });
  expect(referral.shown).toMatchObject({
    headline: 'Appointment agreed for Thu, Feb 9, 2034, 2:00 PM CST',
    attributes: { ...contacted, ReferralStatus: 'appointment-scheduled' },
  });

  await service.goTo('2034-02-09T22:00:00.000Z');
  expect(await referral.act({ kind: 'appointment', at, held: true })).toEqual({ version: 9, recorded: true });
  expect(await held()).toBe(1);
  expect(referral.shown).toMatchObject({
    headline: 'Appointment held Thu, Feb 9, 2034, 2:00 PM CST',
    attributes: { ...contacted, ReferralStatus: 'appointment-scheduled' },
  });
  expect(referral.fact('Due')).toBe('contact met; appointment met');
  expect(referral.fact('Next')).toBe('the organization records a resolution');
  expect(referral.result).toBeUndefined();

  expect(await referral.act({ kind: 'resolution', resolution: 'enrolled-qhp' })).toEqual({
    version: 10,
    recorded: true,
  });
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'enrolled-qhp' });
  expect(referral.shown).toMatchObject({
    headline: 'Closed: enrolled-qhp',
    attributes: { ...contacted, ReferralStatus: 'resolved' },
  });
  expect(referral.fact('Next')).toBe('nothing');

  expect(await referral.story()).toEqual([
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
  const log = await referral.log();
  expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(await referral.statuses()).toEqual([
    ...['received', 'received', 'sent', 'sent', 'contacted', 'contacted'],
    ...['appointment-scheduled', 'appointment-scheduled', 'appointment-scheduled', 'resolved'],
  ]);
  expect(await referral.events('milestone-met')).toMatchObject([
    { milestone: 'contact', state: 'met', metOn: '2034-02-02' },
    { milestone: 'appointment', state: 'met', metOn: '2034-02-09' },
  ]);
  expect(await referral.escalations()).toEqual([]);
  expect(service.postOffice.attempts.map(({ kind, to }) => [kind, to])).toEqual([
    ['lead', organization.contactEmail],
  ]);
});

test('nobody is mailed a reminder after the promise was kept', async () => {
  const county = service.newCounty();
  await service.addOrganization({ name: 'Prairie Navigators', counties: [county] });
  await service.goTo('2034-03-01T16:00:00.000Z');
  const referral = await service.post(county);
  await referral.act(contactOn('2034-03-01'));
  await service.goTo('2034-03-04T16:00:00.000Z');
  await referral.act({ kind: 'resolution', resolution: 'technical-issue-only' });
  await service.goTo('2034-05-01T16:00:00.000Z');
  expect(await referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'contact-made', 'milestone-met contact'],
    ...['milestone-met appointment', 'resolution-recorded'],
  ]);
  expect((await referral.messages()).map(({ kind }) => kind)).toEqual(['lead']);
  expect(referral.delivered('contact-reminder')).toEqual([]);
  expect(referral.delivered('appointment-reminder')).toEqual([]);
});

/** Both clocks in one line, as `due` writes them. */
function words(contact: string, appointment: string): string {
  return `${contact}; ${appointment}`;
}
