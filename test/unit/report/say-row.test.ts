import { contactDates } from '../../../src/domain/contact-dates';
import { sayRow, type RowChange } from '../../../src/domain/report/say-row';
import { NOTHING_SAID, type RowStatement } from '../../../src/domain/report/statement';
import { localDate } from '../../../src/domain/time';
import { rules } from '../../support/minnesota-terms';

const on = localDate('2026-11-20');
const CONTACTED: RowStatement = { ...NOTHING_SAID, contactMade: true, contactOn: on };
const COMPLETE: RowStatement = { ...CONTACTED, resolution: 'eligible-ma' };

const dates = contactDates({
  ...{ referredOn: localDate('2026-11-10'), today: localDate('2026-11-25'), daysBefore: 30 },
});

const say = (known: RowStatement, said: Partial<RowStatement>, changes: Partial<RowChange> = {}) =>
  sayRow(known, { said, changedSince: false, over: false, dates, rules, ...changes });

test('a row is answered bit by bit', () => {
  const first = { ...NOTHING_SAID, contactMade: true };
  expect(say(NOTHING_SAID, { contactMade: true })).toEqual({ outcome: 'saved', statement: first });
  expect(say(first, { contactOn: on })).toEqual({ outcome: 'saved', statement: CONTACTED });
  expect(say(CONTACTED, { resolution: 'eligible-ma' })).toEqual({ outcome: 'saved', statement: COMPLETE });
});

test.each<[string, RowStatement, Partial<RowStatement>, string[]]>([
  [
    'a date in the future',
    NOTHING_SAID,
    { contactMade: true, contactOn: localDate('2026-11-26') },
    ['contactDate'],
  ],
  ['a date with N', NOTHING_SAID, { contactMade: false, contactOn: on }, ['contactDate']],
  ['a date without Y', NOTHING_SAID, { contactOn: on }, ['contactDate']],
  [
    'a resolution that needs contact',
    NOTHING_SAID,
    { contactMade: false, resolution: 'enrolled-qhp' },
    ['resolution'],
  ],
  ['a complete row that would lose its resolution', COMPLETE, { resolution: null }, ['resolution']],
  ['a complete row that would lose its date', COMPLETE, { contactOn: null }, ['contactDate']],
])('%s is refused', (_name, known, said, columns) => {
  const changed = say(known, said);
  expect(changed).toMatchObject({ outcome: 'refused', errors: columns.map((path) => ({ path })) });
});

test('what is the same already is not said again', () => {
  expect(say(COMPLETE, COMPLETE)).toEqual({ outcome: 'unchanged' });
  expect(say(COMPLETE, {})).toEqual({ outcome: 'unchanged' });
});

test('N takes the date away', () => {
  const statement = { ...NOTHING_SAID, contactMade: false, resolution: 'unable-to-contact' };
  expect(say(COMPLETE, { contactMade: false, resolution: 'unable-to-contact' })).toEqual({
    outcome: 'saved',
    statement,
  });
});

test('cleared on a page that shows the latest is cleared; on an older page it is not', () => {
  const commented = { ...CONTACTED, comments: 'from somebody else' };
  expect(say(commented, { comments: null })).toEqual({ outcome: 'saved', statement: CONTACTED });
  expect(say(commented, { comments: null }, { changedSince: true })).toEqual({ outcome: 'unchanged' });
  expect(say(commented, { ...COMPLETE, comments: null }, { changedSince: true })).toEqual({
    outcome: 'saved',
    statement: { ...COMPLETE, comments: 'from somebody else' },
  });
});

test('a row whose assignment is over may be left incomplete', () => {
  expect(say(COMPLETE, { resolution: null }, { over: true })).toEqual({
    outcome: 'saved',
    statement: CONTACTED,
  });
});
