import { minute } from '../support/minute';
import type { ReceivedMail } from '../support/smtp-mailbox';
import { eventually } from '../support/eventually';
import { aboutReferral, header } from './support/mails';
import { sampleOrganization, sampleLead, type County } from './support/samples';
import { SPOC } from './support/service';
import { startTimedService, type TimedService } from './support/timed/service';

/**
 * Leads posted over HTTP at chosen instants, and nobody answers: what the API then says, what PostgreSQL keeps, and
 * which mails reach the organization and the single point of contact, and when. All of it was worked out by hand on a
 * calendar. Chicago is 6 hours behind UTC in winter and 5 in summer: 8:00 is 14:00Z or 13:00Z, 17:00 is 23:00Z or
 * 22:00Z. The server's clock only goes forward: rows stand in the order of time, in a year to come.
 */
interface Lead {
  readonly posted: string;
  readonly at: string;
  /** Four business hours later: nobody has opened it. */
  readonly unopened: string;
  readonly contact: Milestone;
  readonly appointment: Milestone;
  /** Both deadlines, as a mail says them. */
  readonly inWords: readonly [contact: string, appointment: string];
}
type Milestone = readonly [remindAt: string, dueAt: string];

interface Season {
  readonly when: string;
  /** One for each season, so that nobody else's referrals reach its organization. */
  readonly county: County;
  readonly leads: readonly Lead[];
  readonly over: string;
}

const SEASONS: readonly Season[] = [
  {
    when: 'across the change to summer time, March 12, 2034',
    county: 'St. Louis',
    leads: [
      {
        posted: 'Friday at 16:59',
        at: '2034-03-10T22:59:00.000Z',
        unopened: '2034-03-13T16:59',
        contact: ['2034-03-14T13:00:00.000Z', '2034-03-14T22:00:00.000Z'],
        appointment: ['2034-03-21T13:00:00.000Z', '2034-03-24T22:00:00.000Z'],
        inWords: ['Tuesday, March 14, 2034, 5:00 p.m. CDT', 'Friday, March 24, 2034, 5:00 p.m. CDT'],
      },
      {
        posted: 'Friday at 17:01',
        at: '2034-03-10T23:01:00.000Z',
        unopened: '2034-03-13T17:00',
        contact: ['2034-03-15T13:00:00.000Z', '2034-03-15T22:00:00.000Z'],
        appointment: ['2034-03-21T13:00:00.000Z', '2034-03-24T22:00:00.000Z'],
        inWords: ['Wednesday, March 15, 2034, 5:00 p.m. CDT', 'Friday, March 24, 2034, 5:00 p.m. CDT'],
      },
    ],
    over: '2034-03-25T12:00:00.000Z',
  },
  {
    when: 'around an ordinary weekend',
    county: 'Hennepin',
    leads: [
      {
        posted: 'Friday at 16:59',
        at: '2034-10-13T21:59:00.000Z',
        unopened: '2034-10-16T16:59',
        contact: ['2034-10-17T13:00:00.000Z', '2034-10-17T22:00:00.000Z'],
        appointment: ['2034-10-24T13:00:00.000Z', '2034-10-27T22:00:00.000Z'],
        inWords: ['Tuesday, October 17, 2034, 5:00 p.m. CDT', 'Friday, October 27, 2034, 5:00 p.m. CDT'],
      },
      {
        posted: 'Friday at 17:01',
        at: '2034-10-13T22:01:00.000Z',
        unopened: '2034-10-16T17:00',
        contact: ['2034-10-18T13:00:00.000Z', '2034-10-18T22:00:00.000Z'],
        appointment: ['2034-10-24T13:00:00.000Z', '2034-10-27T22:00:00.000Z'],
        inWords: ['Wednesday, October 18, 2034, 5:00 p.m. CDT', 'Friday, October 27, 2034, 5:00 p.m. CDT'],
      },
      {
        posted: 'Saturday at 10:00, whose fourteenth day is a Saturday again',
        at: '2034-10-14T15:00:00.000Z',
        unopened: '2034-10-16T17:00',
        contact: ['2034-10-18T13:00:00.000Z', '2034-10-18T22:00:00.000Z'],
        appointment: ['2034-10-25T13:00:00.000Z', '2034-10-30T22:00:00.000Z'],
        inWords: ['Wednesday, October 18, 2034, 5:00 p.m. CDT', 'Monday, October 30, 2034, 5:00 p.m. CDT'],
      },
    ],
    over: '2034-10-31T12:00:00.000Z',
  },
  {
    when: 'across the change to winter time, November 5, 2034, and Veterans Day',
    county: 'Ramsey',
    leads: [
      {
        posted: 'Friday at 16:59',
        at: '2034-11-03T21:59:00.000Z',
        unopened: '2034-11-06T17:59',
        contact: ['2034-11-07T14:00:00.000Z', '2034-11-07T23:00:00.000Z'],
        appointment: ['2034-11-14T14:00:00.000Z', '2034-11-17T23:00:00.000Z'],
        inWords: ['Tuesday, November 7, 2034, 5:00 p.m. CST', 'Friday, November 17, 2034, 5:00 p.m. CST'],
      },
    ],
    over: '2034-11-18T12:00:00.000Z',
  },
  {
    when: 'around Thanksgiving, November 23 and 24, 2034',
    county: 'Dakota',
    leads: [
      {
        posted: 'the Wednesday before, at 10:00',
        at: '2034-11-22T16:00:00.000Z',
        unopened: '2034-11-22T20:00',
        contact: ['2034-11-28T14:00:00.000Z', '2034-11-28T23:00:00.000Z'],
        appointment: ['2034-12-01T14:00:00.000Z', '2034-12-06T23:00:00.000Z'],
        inWords: ['Tuesday, November 28, 2034, 5:00 p.m. CST', 'Wednesday, December 6, 2034, 5:00 p.m. CST'],
      },
      {
        posted: 'the Wednesday before, at 17:01',
        at: '2034-11-22T23:01:00.000Z',
        unopened: '2034-11-27T18:00',
        contact: ['2034-11-29T14:00:00.000Z', '2034-11-29T23:00:00.000Z'],
        appointment: ['2034-12-01T14:00:00.000Z', '2034-12-06T23:00:00.000Z'],
        inWords: [
          'Wednesday, November 29, 2034, 5:00 p.m. CST',
          'Wednesday, December 6, 2034, 5:00 p.m. CST',
        ],
      },
    ],
    over: '2034-12-07T12:00:00.000Z',
  },
  {
    when: 'before Christmas, December 25, 2034, and New Year',
    county: 'Olmsted',
    leads: [
      {
        posted: 'the Friday before, at noon',
        at: '2034-12-22T18:00:00.000Z',
        unopened: '2034-12-22T22:00',
        contact: ['2034-12-27T14:00:00.000Z', '2034-12-27T23:00:00.000Z'],
        appointment: ['2035-01-02T14:00:00.000Z', '2035-01-05T23:00:00.000Z'],
        inWords: ['Wednesday, December 27, 2034, 5:00 p.m. CST', 'Friday, January 5, 2035, 5:00 p.m. CST'],
      },
    ],
    over: '2035-01-06T12:00:00.000Z',
  },
];

/** The lead, two reminders, three escalations. */
const MAILS_EACH = 6;

let site: TimedService;
beforeAll(async () => {
  // How often an organization may stay silent is another test's matter.
  site = await startTimedService((policy) => ({
    ...policy,
    // Expected to the minute: nothing is spread.
    reminders: { spreadMinutes: 0 },
    routing: { ...policy.routing, unansweredBeforeAlert: 100 },
  }));
});
afterAll(() => site.stop());

test.each(SEASONS)('leads $when', async ({ county, leads, over }) => {
  const { clock, crm, smtp } = site;
  const { contactEmail } = await crm.createOrganization(sampleOrganization(county));
  const ids: string[] = [];
  for (const { at } of leads) {
    await clock.goTo(at);
    const { id } = await crm.startReferral(sampleLead(county));
    ids.push(id);
    await eventually(
      'the sending',
      () => crm.referral(id),
      ({ status }) => status === 'sent',
    );
  }
  await clock.goTo(over);
  await eventually(
    'the last mails',
    () => ids.map((id) => smtp.mails.filter(aboutReferral(id)).length),
    (counts) => counts.every((count) => count >= MAILS_EACH),
  );

  const seen = await Promise.all(ids.map(whatHappened));
  expect(seen).toEqual(leads.map((lead) => expected(lead, contactEmail)));
});

function expected({ at, unopened, contact, appointment, inWords }: Lead, contactEmail: string) {
  const [contactRemindAt, contactDueAt] = contact;
  const [appointmentRemindAt, appointmentDueAt] = appointment;
  const [contactDue, appointmentDue] = inWords;
  return {
    sent: minute(at),
    milestones: [
      { name: 'contact', dueAt: contactDueAt, state: 'breached', breached: minute(contactDueAt) },
      { name: 'appointment', dueAt: appointmentDueAt, state: 'breached', breached: minute(appointmentDueAt) },
    ],
    remindAt: [contactRemindAt, appointmentRemindAt],
    mails: [
      {
        kind: 'lead',
        at: minute(at),
        to: [contactEmail],
        says: [`Contact the consumer by: ${contactDue}`, `Hold the appointment by: ${appointmentDue}`],
      },
      { kind: 'escalation', at: unopened, to: [SPOC], says: null },
      {
        kind: 'contact-reminder',
        at: minute(contactRemindAt),
        to: [contactEmail],
        says: [`Contact the consumer by: ${contactDue}`],
      },
      {
        kind: 'escalation',
        at: minute(contactDueAt),
        to: [SPOC],
        says: [`Missed deadline: ${contactDue}`],
      },
      {
        kind: 'appointment-reminder',
        at: minute(appointmentRemindAt),
        to: [contactEmail],
        says: [`Hold the appointment by: ${appointmentDue}`],
      },
      {
        kind: 'escalation',
        at: minute(appointmentDueAt),
        to: [SPOC],
        says: [`Missed deadline: ${appointmentDue}`],
      },
    ],
  };
}

async function whatHappened(id: string) {
  const { assignment } = await site.crm.referral(id);
  const { rows } = await site.db.query<{ remind_at: Date }>(
    `SELECT m.remind_at FROM milestones m JOIN referrals r ON r.current_assignment_id = m.assignment_id
     WHERE r.id = $1 ORDER BY m.due_at`,
    [id],
  );
  return {
    sent: minute(assignment?.sentAt ?? ''),
    milestones: assignment?.milestones.map(({ name, dueAt, state, breachedAt }) => ({
      ...{ name, dueAt, state },
      breached: minute(breachedAt ?? ''),
    })),
    remindAt: rows.map(({ remind_at }) => remind_at.toISOString()),
    mails: site.smtp.mails.filter(aboutReferral(id)).map(whatItSays),
  };
}

function whatItSays(mail: ReceivedMail) {
  const text = mail.parsed.text?.replace(/\s+/g, ' ') ?? '';
  const deadlines = /(?:Contact the consumer by|Hold the appointment by|Missed deadline): .*? C[SD]T/g;
  return {
    kind: header(mail, 'X-Message-Kind'),
    at: minute(mail.parsed.date?.toISOString() ?? ''),
    to: mail.to,
    says: text.match(deadlines),
  };
}
