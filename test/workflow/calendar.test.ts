import type { PostedReferral } from './support/posted-referral';
import { minute } from '../support/minute';
import { Service, SPOC } from './support/service';

/**
 * Nobody answers: the instants at which the lead counts as unopened, the reminder mail goes out, the promise is broken and the single point of
 * contact is mailed. Expected instants were worked out by hand on a calendar. Chicago is 6 hours behind UTC in winter and
 * 5 in summer: 8:00 is 14:00Z or 13:00Z, 17:00 is 23:00Z or 22:00Z. The clock only goes forward: rows stand in the order
 * of time, in a year to come.
 */
interface Lead {
  readonly posted: string;
  readonly at: string;
  /** Four business hours after the sending. */
  readonly unopened: string;
  readonly contact: Milestone;
  readonly appointment: Milestone;
}
type Milestone = readonly [remind: string, due: string];

const SEASONS: readonly { readonly when: string; readonly leads: readonly Lead[]; readonly over: string }[] =
  [
    {
      when: 'across the change to summer time, March 12, 2034',
      leads: [
        {
          posted: 'Friday at 16:59',
          at: '2034-03-10T22:59:00.000Z',
          unopened: '2034-03-13T16:59',
          contact: ['2034-03-14T13:00', '2034-03-14T22:00'],
          appointment: ['2034-03-21T13:00', '2034-03-24T22:00'],
        },
        {
          posted: 'Friday at 17:01',
          at: '2034-03-10T23:01:00.000Z',
          unopened: '2034-03-13T17:00',
          contact: ['2034-03-15T13:00', '2034-03-15T22:00'],
          appointment: ['2034-03-21T13:00', '2034-03-24T22:00'],
        },
      ],
      over: '2034-03-25T12:00:00.000Z',
    },
    {
      when: 'around an ordinary weekend',
      leads: [
        {
          posted: 'Friday at 16:59',
          at: '2034-10-13T21:59:00.000Z',
          unopened: '2034-10-16T16:59',
          contact: ['2034-10-17T13:00', '2034-10-17T22:00'],
          appointment: ['2034-10-24T13:00', '2034-10-27T22:00'],
        },
        {
          posted: 'Friday at 17:01',
          at: '2034-10-13T22:01:00.000Z',
          unopened: '2034-10-16T17:00',
          contact: ['2034-10-18T13:00', '2034-10-18T22:00'],
          appointment: ['2034-10-24T13:00', '2034-10-27T22:00'],
        },
        {
          posted: 'Saturday at 10:00, whose fourteenth day is a Saturday again',
          at: '2034-10-14T15:00:00.000Z',
          unopened: '2034-10-16T17:00',
          contact: ['2034-10-18T13:00', '2034-10-18T22:00'],
          appointment: ['2034-10-25T13:00', '2034-10-30T22:00'],
        },
      ],
      over: '2034-10-31T12:00:00.000Z',
    },
    {
      when: 'across the change to winter time, November 5, 2034',
      leads: [
        {
          posted: 'Friday at 16:59',
          at: '2034-11-03T21:59:00.000Z',
          unopened: '2034-11-06T17:59',
          contact: ['2034-11-07T14:00', '2034-11-07T23:00'],
          appointment: ['2034-11-14T14:00', '2034-11-17T23:00'],
        },
      ],
      over: '2034-11-18T12:00:00.000Z',
    },
    {
      when: 'around Thanksgiving, November 23 and 24, 2034',
      leads: [
        {
          posted: 'the Wednesday before, at 10:00',
          at: '2034-11-22T16:00:00.000Z',
          unopened: '2034-11-22T20:00',
          contact: ['2034-11-28T14:00', '2034-11-28T23:00'],
          appointment: ['2034-12-01T14:00', '2034-12-06T23:00'],
        },
        {
          posted: 'the Wednesday before, at 17:01',
          at: '2034-11-22T23:01:00.000Z',
          unopened: '2034-11-27T18:00',
          contact: ['2034-11-29T14:00', '2034-11-29T23:00'],
          appointment: ['2034-12-01T14:00', '2034-12-06T23:00'],
        },
      ],
      over: '2034-12-07T12:00:00.000Z',
    },
    {
      when: 'before Christmas, December 25, 2034, and New Year',
      leads: [
        {
          posted: 'the Friday before, at noon',
          at: '2034-12-22T18:00:00.000Z',
          unopened: '2034-12-22T22:00',
          contact: ['2034-12-27T14:00', '2034-12-27T23:00'],
          appointment: ['2035-01-02T14:00', '2035-01-05T23:00'],
        },
      ],
      over: '2035-01-06T12:00:00.000Z',
    },
  ];

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

test.each(SEASONS)('leads $when', async ({ leads, over }) => {
  const posted: PostedReferral[] = [];
  for (const { at } of leads) {
    await service.goTo(at);
    const county = service.newCounty();
    await service.addOrganization({ name: 'Silent Navigators', counties: [county] });
    posted.push(await service.post(county));
  }
  await service.goTo(over);

  const seen = await Promise.all(posted.map(whatHappened));
  expect(seen).toEqual(leads.map((lead) => expected(lead)));
});

function expected({ at, unopened, contact, appointment }: Lead) {
  const [contactRemind, contactDue] = contact;
  const [appointmentRemind, appointmentDue] = appointment;
  return {
    sent: minute(at),
    dueAt: [contactDue, appointmentDue],
    reminded: [contactRemind, appointmentRemind],
    breached: [contactDue, appointmentDue],
    escalated: [
      ['lead-not-opened', unopened],
      ['contact-missed', contactDue],
      ['appointment-missed', appointmentDue],
    ],
    mailedToSpoc: [unopened, contactDue, appointmentDue],
  };
}

async function whatHappened(referral: PostedReferral) {
  const sent = await referral.recorded('sent');
  const escalations = await referral.escalations();
  return {
    sent: minute(sent.at),
    dueAt: [sent.clocks.contact.dueAt, sent.clocks.appointment.dueAt].map(minute),
    reminded: (['contact-reminder', 'appointment-reminder'] as const).flatMap((kind) =>
      referral.delivered(kind).map(({ date }) => minute(date)),
    ),
    breached: (await referral.events('milestone-breached')).map(({ at }) => minute(at)),
    escalated: escalations.map(({ reason, openedAt }) => [reason, minute(openedAt)]),
    mailedToSpoc: referral
      .delivered('escalation')
      .filter(({ to }) => to === SPOC)
      .map(({ date }) => minute(date)),
  };
}
