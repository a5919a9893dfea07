import { appointmentDeadline, contactDeadline } from '../../src/domain/deadlines';
import { instant, localDate, type Zone } from '../../src/domain/time';
import { describeProof, formatDate, formatDay, formatInstant } from '../../src/domain/wording';
import { minnesota } from './support/minnesota';

const chicago = 'America/Chicago' as Zone;

test.each([
  ['2026-11-30T23:00:00.000Z', 'Monday, November 30, 2026, 5:00 p.m. CST'],
  ['2026-07-04T05:05:00.000Z', 'Saturday, July 4, 2026, 12:05 a.m. CDT'],
  ['2027-03-14T17:00:00.000Z', 'Sunday, March 14, 2027, 12:00 p.m. CDT'],
  ['2027-01-01T05:59:59.999Z', 'Thursday, December 31, 2026, 11:59 p.m. CST'],
])('%s in words', (at, words) => {
  expect(formatInstant(instant(at), chicago)).toBe(words);
});

test('a day in words', () => {
  expect(formatDate(localDate('2028-02-29'))).toBe('Tuesday, February 29, 2028');
  expect(formatDay(localDate('2028-02-09'))).toBe('Wednesday, February 9');
});

test('the proof of a contact deadline in one sentence', () => {
  const { proof } = contactDeadline(minnesota, instant('2026-11-25T23:30:00Z'));
  expect(describeProof(proof)).toBe(
    'Due Wednesday, December 2, 2026, 5:00 p.m. CST: sent Wednesday, November 25, 5:30 p.m.; ' +
      'day 0 is Monday, November 30; business day 1 is Tuesday, December 1; ' +
      'business day 2 is Wednesday, December 2; ' +
      'skipped Wednesday, November 25 (sent after the close of business), ' +
      'Thursday, November 26 (Thanksgiving Day), Friday, November 27 (Day after Thanksgiving Day), ' +
      'Saturday, November 28 (weekend), and Sunday, November 29 (weekend).',
  );
});

test('nothing is said of skipped days when there are none', () => {
  const { proof } = contactDeadline(minnesota, instant('2026-12-07T16:00:00Z'));
  expect(describeProof(proof)).toBe(
    'Due Wednesday, December 9, 2026, 5:00 p.m. CST: sent Monday, December 7, 10:00 a.m.; ' +
      'day 0 is Monday, December 7; business day 1 is Tuesday, December 8; ' +
      'business day 2 is Wednesday, December 9.',
  );
});

test('the proof of an appointment deadline in one sentence', () => {
  const { proof } = appointmentDeadline(minnesota, instant('2026-11-21T16:00:00Z'));
  expect(describeProof(proof)).toBe(
    'Due Monday, December 7, 2026, 5:00 p.m. CST: sent Saturday, November 21, 10:00 a.m.; ' +
      '14 calendar days later is Saturday, December 5; ' +
      'skipped Saturday, December 5 (weekend) and Sunday, December 6 (weekend).',
  );
});
