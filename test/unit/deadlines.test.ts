import { appointmentDeadline, contactDeadline } from '../../src/domain/deadlines';
import { CalendarExhausted } from '../../src/domain/business-calendar';
import type { ProgramPolicy } from '../../src/domain/policy';
import { instant, localDate } from '../../src/domain/time';
import { minnesota } from './support/minnesota';

/**
 * Expected instants were worked out by hand on a calendar. Chicago is 6 hours behind UTC in winter and 5 in
 * summer: 8:00 is 14:00Z or 13:00Z, 17:00 is 23:00Z or 22:00Z.
 */
interface Row {
  readonly sent: string;
  readonly at: string;
  readonly contact: readonly [remind: string, due: string];
  readonly appointment: readonly [remind: string, due: string];
}

const rows: readonly Row[] = [
  {
    sent: 'Friday, a millisecond before closing',
    at: '2026-11-20T22:59:59.999Z',
    contact: ['2026-11-24T14:00:00.000Z', '2026-11-24T23:00:00.000Z'],
    appointment: ['2026-12-01T14:00:00.000Z', '2026-12-04T23:00:00.000Z'],
  },
  {
    sent: 'Friday at 16:59:59',
    at: '2026-11-20T22:59:59.000Z',
    contact: ['2026-11-24T14:00:00.000Z', '2026-11-24T23:00:00.000Z'],
    appointment: ['2026-12-01T14:00:00.000Z', '2026-12-04T23:00:00.000Z'],
  },
  {
    sent: 'Friday at 17:00:00',
    at: '2026-11-20T23:00:00.000Z',
    contact: ['2026-11-25T14:00:00.000Z', '2026-11-25T23:00:00.000Z'],
    appointment: ['2026-12-01T14:00:00.000Z', '2026-12-04T23:00:00.000Z'],
  },
  {
    sent: 'Friday at 17:01',
    at: '2026-11-20T23:01:00.000Z',
    contact: ['2026-11-25T14:00:00.000Z', '2026-11-25T23:00:00.000Z'],
    appointment: ['2026-12-01T14:00:00.000Z', '2026-12-04T23:00:00.000Z'],
  },
  {
    sent: 'Friday late in the evening, already Saturday in UTC',
    at: '2026-11-21T05:30:00.000Z',
    contact: ['2026-11-25T14:00:00.000Z', '2026-11-25T23:00:00.000Z'],
    appointment: ['2026-12-01T14:00:00.000Z', '2026-12-04T23:00:00.000Z'],
  },
  {
    sent: 'Saturday, whose fourteenth day is a Saturday again',
    at: '2026-11-21T16:00:00.000Z',
    contact: ['2026-11-25T14:00:00.000Z', '2026-11-25T23:00:00.000Z'],
    appointment: ['2026-12-02T14:00:00.000Z', '2026-12-07T23:00:00.000Z'],
  },
  {
    sent: 'Monday before opening counts that Monday as day 0',
    at: '2026-12-07T08:00:00.000Z',
    contact: ['2026-12-09T14:00:00.000Z', '2026-12-09T23:00:00.000Z'],
    appointment: ['2026-12-16T14:00:00.000Z', '2026-12-21T23:00:00.000Z'],
  },
  {
    sent: 'the day before Thanksgiving at 16:59',
    at: '2026-11-25T22:59:00.000Z',
    contact: ['2026-12-01T14:00:00.000Z', '2026-12-01T23:00:00.000Z'],
    appointment: ['2026-12-04T14:00:00.000Z', '2026-12-09T23:00:00.000Z'],
  },
  {
    sent: 'the day before Thanksgiving at 17:01',
    at: '2026-11-25T23:01:00.000Z',
    contact: ['2026-12-02T14:00:00.000Z', '2026-12-02T23:00:00.000Z'],
    appointment: ['2026-12-04T14:00:00.000Z', '2026-12-09T23:00:00.000Z'],
  },
  {
    sent: 'before daylight saving ends on November 1, 2026; Veterans Day before the appointment',
    at: '2026-10-30T21:59:00.000Z',
    contact: ['2026-11-03T14:00:00.000Z', '2026-11-03T23:00:00.000Z'],
    appointment: ['2026-11-09T14:00:00.000Z', '2026-11-13T23:00:00.000Z'],
  },
  {
    sent: 'the same Friday at 17:00 daylight time',
    at: '2026-10-30T22:00:00.000Z',
    contact: ['2026-11-04T14:00:00.000Z', '2026-11-04T23:00:00.000Z'],
    appointment: ['2026-11-09T14:00:00.000Z', '2026-11-13T23:00:00.000Z'],
  },
  {
    sent: 'in the hour that the clocks showed twice',
    at: '2026-11-01T07:30:00.000Z',
    contact: ['2026-11-04T14:00:00.000Z', '2026-11-04T23:00:00.000Z'],
    appointment: ['2026-11-10T14:00:00.000Z', '2026-11-16T23:00:00.000Z'],
  },
  {
    sent: 'before daylight saving starts on March 14, 2027',
    at: '2027-03-12T22:59:00.000Z',
    contact: ['2027-03-16T13:00:00.000Z', '2027-03-16T22:00:00.000Z'],
    appointment: ['2027-03-23T13:00:00.000Z', '2027-03-26T22:00:00.000Z'],
  },
  {
    sent: 'the same Friday at 17:01 standard time',
    at: '2027-03-12T23:01:00.000Z',
    contact: ['2027-03-17T13:00:00.000Z', '2027-03-17T22:00:00.000Z'],
    appointment: ['2027-03-23T13:00:00.000Z', '2027-03-26T22:00:00.000Z'],
  },
  {
    sent: 'before daylight saving ends on November 7, 2027',
    at: '2027-11-05T21:59:00.000Z',
    contact: ['2027-11-09T14:00:00.000Z', '2027-11-09T23:00:00.000Z'],
    appointment: ['2027-11-16T14:00:00.000Z', '2027-11-19T23:00:00.000Z'],
  },
  {
    sent: 'before Christmas 2026, a Friday',
    at: '2026-12-23T18:00:00.000Z',
    contact: ['2026-12-28T14:00:00.000Z', '2026-12-28T23:00:00.000Z'],
    appointment: ['2026-12-31T14:00:00.000Z', '2027-01-06T23:00:00.000Z'],
  },
  {
    sent: 'on Christmas Eve 2026 after closing',
    at: '2026-12-24T23:30:00.000Z',
    contact: ['2026-12-30T14:00:00.000Z', '2026-12-30T23:00:00.000Z'],
    appointment: ['2027-01-04T14:00:00.000Z', '2027-01-07T23:00:00.000Z'],
  },
  {
    sent: 'before Christmas 2027, a Saturday observed on Friday',
    at: '2027-12-23T16:00:00.000Z',
    contact: ['2027-12-28T14:00:00.000Z', '2027-12-28T23:00:00.000Z'],
    appointment: ['2028-01-03T14:00:00.000Z', '2028-01-06T23:00:00.000Z'],
  },
  {
    sent: 'two weeks before New Year 2028, a Saturday observed on Friday, December 31',
    at: '2027-12-17T16:00:00.000Z',
    contact: ['2027-12-21T14:00:00.000Z', '2027-12-21T23:00:00.000Z'],
    appointment: ['2027-12-28T14:00:00.000Z', '2028-01-03T23:00:00.000Z'],
  },
  {
    sent: 'before Christmas 2028, a Monday',
    at: '2028-12-22T16:00:00.000Z',
    contact: ['2028-12-27T14:00:00.000Z', '2028-12-27T23:00:00.000Z'],
    appointment: ['2029-01-02T14:00:00.000Z', '2029-01-05T23:00:00.000Z'],
  },
  {
    sent: "on New Year's Eve 2026",
    at: '2026-12-31T22:00:00.000Z',
    contact: ['2027-01-05T14:00:00.000Z', '2027-01-05T23:00:00.000Z'],
    appointment: ['2027-01-11T14:00:00.000Z', '2027-01-14T23:00:00.000Z'],
  },
  {
    sent: 'before a leap day, which is the day due',
    at: '2028-02-25T16:00:00.000Z',
    contact: ['2028-02-29T14:00:00.000Z', '2028-02-29T23:00:00.000Z'],
    appointment: ['2028-03-07T14:00:00.000Z', '2028-03-10T23:00:00.000Z'],
  },
  {
    sent: 'on a leap day; daylight saving starts before the appointment',
    at: '2028-02-29T16:00:00.000Z',
    contact: ['2028-03-02T14:00:00.000Z', '2028-03-02T23:00:00.000Z'],
    appointment: ['2028-03-09T14:00:00.000Z', '2028-03-14T22:00:00.000Z'],
  },
];

describe('a lead sent', () => {
  test.each(rows)('$sent ($at)', ({ at, contact, appointment }) => {
    const sentAt = instant(at);
    const forContact = contactDeadline(minnesota, sentAt);
    const forAppointment = appointmentDeadline(minnesota, sentAt);
    expect([forContact.remindAt, forContact.dueAt]).toEqual(contact);
    expect([forAppointment.remindAt, forAppointment.dueAt]).toEqual(appointment);
  });
});

test('the proof of a contact deadline names every day from sending to the deadline', () => {
  expect(contactDeadline(minnesota, instant('2026-11-25T23:01:00Z')).proof).toEqual({
    policyVersion: minnesota.version,
    rule: 'contact-business-days',
    zone: 'America/Chicago',
    sentAt: '2026-11-25T23:01:00.000Z',
    sentOn: '2026-11-25',
    dayZero: '2026-11-30',
    counted: [
      { on: '2026-11-30', day: 0 },
      { on: '2026-12-01', day: 1 },
      { on: '2026-12-02', day: 2 },
    ],
    skipped: [
      { on: '2026-11-25', why: 'sent after the close of business' },
      { on: '2026-11-26', why: 'Thanksgiving Day' },
      { on: '2026-11-27', why: 'Day after Thanksgiving Day' },
      { on: '2026-11-28', why: 'weekend' },
      { on: '2026-11-29', why: 'weekend' },
    ],
    dueOn: '2026-12-02',
    dueAt: '2026-12-02T23:00:00.000Z',
  });
});

test('the proof of an appointment deadline names the fourteenth day and what moved it on', () => {
  expect(appointmentDeadline(minnesota, instant('2027-12-17T16:00:00Z')).proof).toEqual({
    policyVersion: minnesota.version,
    rule: 'appointment-calendar-days',
    zone: 'America/Chicago',
    sentAt: '2027-12-17T16:00:00.000Z',
    sentOn: '2027-12-17',
    dayZero: '2027-12-17',
    counted: [
      { on: '2027-12-17', day: 0 },
      { on: '2027-12-31', day: 14 },
    ],
    skipped: [
      { on: '2027-12-31', why: "New Year's Day (observed)" },
      { on: '2028-01-01', why: 'weekend' },
      { on: '2028-01-02', why: 'weekend' },
    ],
    dueOn: '2028-01-03',
    dueAt: '2028-01-03T23:00:00.000Z',
  });
});

describe('a calendar that ends too soon', () => {
  const ending: ProgramPolicy = {
    ...minnesota,
    calendar: { ...minnesota.calendar, through: localDate('2026-12-04'), closures: [] },
  };

  test('gives no deadline instead of a guessed one', () => {
    expect(appointmentDeadline(ending, instant('2026-11-20T16:00:00Z')).dueAt).toBe(
      '2026-12-04T23:00:00.000Z',
    );
    expect(() => appointmentDeadline(ending, instant('2026-11-21T16:00:00Z'))).toThrow(CalendarExhausted);
    expect(() => contactDeadline(ending, instant('2026-12-03T16:00:00Z'))).toThrow(CalendarExhausted);
  });
});
