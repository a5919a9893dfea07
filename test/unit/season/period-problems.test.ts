import type { ProgramPolicy } from '../../../src/domain/policy';
import { periodProblems, ruleProblems } from '../../../src/domain/season/period-problems';
import type { PeriodDates } from '../../../src/domain/season/periods';
import { localDate } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';

/** OE5's table in 2028–29, by hand. */
const GOOD: readonly PeriodDates[] = [
  period('2028-11-01', '2028-11-15', '2028-11-22', '2028-11-29'),
  period('2028-11-16', '2028-11-29', '2028-12-06', '2028-12-13'),
  period('2028-11-30', '2028-12-13', '2028-12-20', '2028-12-27'),
];

function period(from: string, to: string, sendOn: string, dueOn: string): PeriodDates {
  return { from: localDate(from), to: localDate(to), sendOn: localDate(sendOn), dueOn: localDate(dueOn) };
}

/** What is found when the third period has other dates. */
function third(changes: { [Field in keyof PeriodDates]?: string }, policy: ProgramPolicy = minnesota) {
  const { from, to, sendOn, dueOn } = { ...GOOD[2], ...changes } as Record<keyof PeriodDates, string>;
  return periodProblems([...GOOD.slice(0, 2), period(from, to, sendOn, dueOn)], policy);
}

test('nothing stands against the program’s own table of dates', () => {
  expect(periodProblems(GOOD, minnesota)).toEqual([]);
});

test('a season without a period is none', () => {
  expect(periodProblems([], minnesota)).toEqual([
    { path: 'periods', message: 'A season has at least one period.' },
  ]);
});

test.each([
  ['a day in no period', { from: '2028-12-01' }, 'from', 'Period 3 (Dec 1 – Dec 13): no period has Nov 30.'],
  [
    'several days in no period',
    { from: '2028-12-03' },
    'from',
    'Period 3 (Dec 3 – Dec 13): no period has Nov 30 – Dec 2.',
  ],
  [
    'a day in two periods',
    { from: '2028-11-29' },
    'from',
    'Period 3 (Nov 29 – Dec 13): Nov 29 is in the period before, too.',
  ],
  [
    'several days in two periods',
    { from: '2028-11-20' },
    'from',
    'Period 3 (Nov 20 – Dec 13): Nov 20 – Nov 29 is in the period before, too.',
  ],
  [
    'periods out of order',
    { from: '2028-11-01' },
    'from',
    'Period 3 (Nov 1 – Dec 13): it does not begin after the period before.',
  ],
  [
    'an end before the beginning',
    { to: '2028-11-29' },
    'to',
    'Period 3 (Nov 30 – Nov 29): it ends before it begins.',
  ],
  [
    'reports before the end',
    { sendOn: '2028-12-13' },
    'sendOn',
    'Period 3 (Nov 30 – Dec 13): its reports go out on Dec 13, before it is over.',
  ],
  [
    'due before they go out',
    { dueOn: '2028-12-19' },
    'dueOn',
    'Period 3 (Nov 30 – Dec 13): its reports are due on Dec 19, before they go out.',
  ],
])('%s', (_what, changes, field, message) => {
  expect(third(changes)).toEqual([{ path: `periods[2].${field}`, message }]);
});

test('reports due on the day on which they go out are possible', () => {
  expect(third({ dueOn: '2028-12-20' })).toEqual([]);
});

test('reports go out and are due in the order of the periods', () => {
  const [first, ...rest] = GOOD;
  const late = { ...first, sendOn: localDate('2028-12-06'), dueOn: localDate('2028-12-14') } as PeriodDates;
  expect(periodProblems([late, ...rest], minnesota)).toEqual([
    {
      path: 'periods[1].sendOn',
      message: 'Period 2 (Nov 16 – Nov 29): its reports go out no later than those of the period before.',
    },
    {
      path: 'periods[1].dueOn',
      message: 'Period 2 (Nov 16 – Nov 29): its reports are due before those of the period before.',
    },
  ]);
});

test('every problem is told, each with its own period', () => {
  const [first, second, last] = GOOD as [PeriodDates, PeriodDates, PeriodDates];
  const found = periodProblems(
    [{ ...first, sendOn: first.to }, second, { ...last, from: second.to }],
    minnesota,
  );
  expect(found.map(({ path }) => path)).toEqual(['periods[0].sendOn', 'periods[2].from']);
});

describe('a sending day that policy moves on', () => {
  const policy: ProgramPolicy = {
    ...minnesota,
    reports: { ...minnesota.reports, closedDay: 'next-business-day' },
  };

  test('past the due date is told', () => {
    // Saturday and Sunday: the reports would go out on Monday.
    expect(third({ sendOn: '2028-12-16', dueOn: '2028-12-17' }, policy)).toEqual([
      {
        path: 'periods[2].dueOn',
        message: 'Period 3 (Nov 30 – Dec 13): its reports go out on Dec 18, the next business day.',
      },
    ]);
  });

  test('to the due date is possible', () => {
    expect(third({ sendOn: '2028-12-16', dueOn: '2028-12-18' }, policy)).toEqual([]);
  });

  test('past the end of the calendar is told', () => {
    const short = { ...policy, calendar: { ...policy.calendar, through: localDate('2028-12-16') } };
    expect(third({ sendOn: '2028-12-16' }, short).map(({ path }) => path)).toContain('periods[2].sendOn');
  });
});

describe('a business calendar that ends before the season', () => {
  /** January 11, 2029 is the tenth business day after December 27: Friday 29th to the 11th, less New Year's Day. */
  const through = (day: string): ProgramPolicy => ({
    ...minnesota,
    calendar: { ...minnesota.calendar, through: localDate(day) },
  });

  test('is told at the period that it fails', () => {
    expect(periodProblems(GOOD, through('2029-01-10'))).toEqual([
      {
        path: 'periods[2].dueOn',
        message:
          'Period 3 (Nov 30 – Dec 13): the business calendar ends on 2029-01-10, too early for it; the policy file needs more of it.',
      },
    ]);
  });

  test('is long enough when it has the day of the summary', () => {
    expect(periodProblems(GOOD, through('2029-01-11'))).toEqual([]);
  });
});

describe('a business calendar that begins after the season', () => {
  const from = (day: string): ProgramPolicy => ({
    ...minnesota,
    calendar: { ...minnesota.calendar, from: localDate(day) },
  });

  test('is told at the period that it fails', () => {
    expect(periodProblems(GOOD, from('2028-11-02'))).toEqual([
      {
        path: 'periods[0].from',
        message: 'Period 1 (Nov 1 – Nov 15): the business calendar begins on 2028-11-02, too late for it.',
      },
    ]);
  });

  test('is early enough when it has the first day', () => {
    expect(periodProblems(GOOD, from('2028-11-01'))).toEqual([]);
  });
});

describe('a rule', () => {
  test.each([
    ['is good', '2028-11-01', '2028-11-15', '2029-01-10', []],
    ['is good for a single day', '2028-11-01', '2028-11-01', '2028-11-01', []],
    ['cannot end a period before it begins', '2028-11-01', '2028-10-31', '2029-01-10', ['firstPeriodEndsOn']],
    ['cannot close within the first period', '2028-11-01', '2028-11-15', '2028-11-14', ['closesOn']],
    // Ninety-nine more periods of 14 days are 1,386 days after November 15, 2028.
    ['can make a hundred periods', '2028-11-01', '2028-11-15', '2032-09-01', []],
    ['cannot make one more', '2028-11-01', '2028-11-15', '2032-09-02', ['closesOn']],
  ])('%s', (_what, opensOn, firstPeriodEndsOn, closesOn, fields) => {
    const found = ruleProblems(
      {
        opensOn: localDate(opensOn),
        firstPeriodEndsOn: localDate(firstPeriodEndsOn),
        closesOn: localDate(closesOn),
      },
      minnesota.reports,
    );
    expect(found.map(({ path }) => path)).toEqual(fields.map((field) => `rule.${field}`));
  });
});
