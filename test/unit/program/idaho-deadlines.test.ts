import { appointmentDeadline, contactDeadline } from '../../../src/domain/deadlines';
import { instant } from '../../../src/domain/time';
import { idaho } from '../support/idaho';

/**
 * Worked out by hand on a calendar. Boise is 7 hours behind UTC in winter and 6 in summer: 9:00 is 16:00Z or 15:00Z,
 * 18:00 is 01:00Z or 00:00Z of the next day. One business day for the contact, ten days for the appointment, its
 * reminder two business days before.
 */
test.each([
  [
    'Friday, a minute before closing; Thanksgiving is closed, the day after it is not',
    ...['2026-11-21T00:59:00.000Z', '2026-11-23T16:00:00.000Z', '2026-11-24T01:00:00.000Z'],
    ...['2026-11-25T16:00:00.000Z', '2026-12-01T01:00:00.000Z'],
  ],
  [
    'Friday at closing: Monday is day 0',
    ...['2026-11-21T01:00:00.000Z', '2026-11-24T16:00:00.000Z', '2026-11-25T01:00:00.000Z'],
    ...['2026-11-25T16:00:00.000Z', '2026-12-01T01:00:00.000Z'],
  ],
  [
    'before Columbus Day, on which Idaho is closed and Minnesota is not',
    ...['2026-10-09T16:00:00.000Z', '2026-10-13T15:00:00.000Z', '2026-10-14T00:00:00.000Z'],
    ...['2026-10-15T15:00:00.000Z', '2026-10-20T00:00:00.000Z'],
  ],
  [
    'over the end of summer time',
    ...['2026-10-30T18:00:00.000Z', '2026-11-02T16:00:00.000Z', '2026-11-03T01:00:00.000Z'],
    ...['2026-11-05T16:00:00.000Z', '2026-11-10T01:00:00.000Z'],
  ],
])('sent %s', (_when, at, contactRemind, contactDue, appointmentRemind, appointmentDue) => {
  const [contact, appointment] = [
    contactDeadline(idaho, instant(at)),
    appointmentDeadline(idaho, instant(at)),
  ];
  expect([contact.remindAt, contact.dueAt]).toEqual([contactRemind, contactDue]);
  expect([appointment.remindAt, appointment.dueAt]).toEqual([appointmentRemind, appointmentDue]);
});
