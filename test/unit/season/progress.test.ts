import { hasBegun, nextInSeason, periodState } from '../../../src/domain/season/progress';
import { instant, localDate, type Zone } from '../../../src/domain/time';

const ZONE = 'America/Chicago' as Zone;
const NONE = { prepared: 0, sent: 0, 'partially-returned': 0, late: 0, complete: 0 };
const AT = instant('2028-11-22T15:00:00Z');

describe('a period', () => {
  test.each([
    ['planned', null, null, NONE],
    ['sending', AT, null, { ...NONE, prepared: 2 }],
    ['out', AT, AT, { ...NONE, late: 1, complete: 7 }],
    ['out', AT, AT, { ...NONE, 'partially-returned': 1 }],
    ['complete', AT, AT, { ...NONE, complete: 7 }],
    ['complete', AT, AT, NONE],
  ])('is %s', (state, preparedAt, startedAt, reports) => {
    expect(periodState({ preparedAt, startedAt, reports })).toBe(state);
  });

  test.each([
    ['before its time', null, '2028-11-22T14:59:59.999Z', false],
    ['at its time, although nothing is out', null, '2028-11-22T15:00:00Z', true],
    ['when its reports were made, whatever the clock says', AT, '2028-11-22T14:00:00Z', true],
  ])('has begun or not %s', (_what, preparedAt, now, begun) => {
    expect(hasBegun({ preparedAt, sendsAt: AT }, instant(now))).toBe(begun);
  });
});

describe('what comes next', () => {
  const period = (number: number, sendsAt: string, dueOn: string, prepared: boolean) => ({
    ...{ number, sendsAt: instant(sendsAt), dueOn: localDate(dueOn) },
    preparedAt: prepared ? instant(sendsAt) : null,
  });
  const season = (prepared: number, summarized = false) => ({
    endedAt: null,
    summaryAt: instant('2028-12-28T14:00:00Z'),
    summarizedAt: summarized ? instant('2028-12-28T14:00:00Z') : null,
    periods: [
      period(1, '2028-11-22T15:00:00Z', '2028-11-29', prepared >= 1),
      period(2, '2028-12-06T15:00:00Z', '2028-12-13', prepared >= 2),
    ],
  });

  test.each([
    ['at first its first reports', season(0), '2028-11-20', 'reports-go-out', 1, '2028-11-22T15:00:00.000Z'],
    ['then their due date', season(1), '2028-11-23', 'reports-are-due', 1, '2028-11-30T06:00:00.000Z'],
    ['then the second ones', season(1), '2028-12-01', 'reports-go-out', 2, '2028-12-06T15:00:00.000Z'],
    ['late ones that wait, too', season(1), '2028-12-08', 'reports-go-out', 2, '2028-12-06T15:00:00.000Z'],
    ['at last the summary', season(2), '2028-12-20', 'summary', null, '2028-12-28T14:00:00.000Z'],
  ])('%s', (_what, given, today, what, number, at) => {
    expect(nextInSeason(given, ZONE, instant(`${today}T18:00:00Z`))).toEqual({ what, period: number, at });
  });

  test('nothing, when all is done', () => {
    expect(nextInSeason(season(2, true), ZONE, instant('2028-12-29T18:00:00Z'))).toBeNull();
  });

  test('only the summary, when somebody has ended it', () => {
    const endedAt = instant('2028-11-25T16:00:00Z');
    const now = instant('2028-11-25T16:00:01Z');
    expect(nextInSeason({ ...season(1), endedAt }, ZONE, now)).toEqual({
      ...{ what: 'summary', period: null, at: endedAt },
    });
    expect(nextInSeason({ ...season(1, true), endedAt }, ZONE, now)).toBeNull();
  });
});
