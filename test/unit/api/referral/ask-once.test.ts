import { questionAbout } from '../../../../src/api/referral/page/ask-once';
import type { Act } from '../../../../src/domain/referral/commands';
import { instant, localDate } from '../../../../src/domain/time';
import { minnesota } from '../../support/minnesota';

const BASE = { actId: 'act-1', actor: 'assister', assignmentId: null } as const;
/** Sent on Monday, January 4, 2027; it is the next day. */
const record = { sentAt: instant('2027-01-04T16:00:00Z') };
const now = instant('2027-01-05T16:00:00Z');
const ask = (act: Act) => questionAbout(act, record, { policy: minnesota, now })?.about ?? null;
const contact = (on: string, made = true): Act => ({ ...BASE, kind: 'contact', made, on: localDate(on) });
const appointment = (at: string, held: boolean): Act => ({
  ...{ ...BASE, kind: 'appointment' },
  at: instant(at),
  held,
});

test.each<[string, Act, string | null]>([
  ['a contact on the day of the referral', contact('2027-01-04'), null],
  ['a contact the day before', contact('2027-01-03'), '2027-01-03'],
  ['an attempt the day before', contact('2027-01-03', false), '2027-01-03'],
  ['the earliest day', contact('2026-12-05'), '2026-12-05'],
  ['last year’s date, which is refused', contact('2026-01-04'), null],
  ['tomorrow, which is refused', contact('2027-01-06'), null],
  ['held the day before', appointment('2027-01-03T18:00:00Z', true), '2027-01-03'],
  ['held today', appointment('2027-01-05T15:00:00Z', true), null],
  ['agreed for next week', appointment('2027-01-12T18:00:00Z', false), null],
  ['agreed for next year', appointment('2028-01-12T18:00:00Z', false), '2028-01-12'],
])('dates that nobody means, asked about once on the page: %s', (_name, act, about) => {
  expect(ask(act)).toBe(about);
});
