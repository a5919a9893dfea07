import { nextDigestAt } from '../../../src/domain/digest/digest-time';
import { instant } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';

/** At 8:30 in Chicago: 14:30Z in winter, 13:30Z in summer. By hand on a calendar. */
test.each([
  ['before its time, the same day', '2026-12-01T14:29:59.999Z', '2026-12-01T14:30:00.000Z'],
  ['at its very time, the next day', '2026-12-01T14:30:00.000Z', '2026-12-02T14:30:00.000Z'],
  ['Friday after it, Monday', '2026-12-04T14:31:00.000Z', '2026-12-07T14:30:00.000Z'],
  ['Saturday, Monday', '2026-12-05T18:00:00.000Z', '2026-12-07T14:30:00.000Z'],
  ['Wednesday before Thanksgiving, Monday', '2026-11-25T16:00:00.000Z', '2026-11-30T14:30:00.000Z'],
  ['across the change to summer time', '2027-03-12T20:00:00.000Z', '2027-03-15T13:30:00.000Z'],
  ['late in the evening, already tomorrow in UTC', '2026-12-02T04:00:00.000Z', '2026-12-02T14:30:00.000Z'],
])('%s', (_what, after, at) => {
  expect(nextDigestAt(minnesota, instant(after))).toBe(at);
});
