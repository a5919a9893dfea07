import { NO_LEADS, type Tally } from '../../../../src/domain/season/scorecards/tally';
import type { ScorecardCounts } from '../../../../src/domain/season/scorecards/scorecard-counts';
import { instant, localDate } from '../../../../src/domain/time';
import type { SeasonRecord } from '../../../../src/api/season/scorecards/ports';

/** A season with organizations that do well, badly, and too little to be compared. */

export const SEASON_ID = '01a30000-0000-7000-8000-000000000001';
export const idOf = (n: number): string => `01a30000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;

const spans = [
  { label: 'Period 1', from: localDate('2026-11-01'), to: localDate('2026-11-18') },
  { label: 'Period 2', from: localDate('2026-11-19'), to: localDate('2026-12-02') },
  { label: 'Period 3', from: localDate('2026-12-03'), to: localDate('2026-12-16') },
];

export const season: SeasonRecord = {
  ...{ id: SEASON_ID, name: 'OE14', state: 'running', spans },
  ...{ from: localDate('2026-11-01'), to: localDate('2026-12-16') },
};

const NAMES = [
  'Northern Lights Navigators',
  'Lakeside Brokers',
  '=Formula Brokers',
  'River Valley Community Health Navigators',
];

/** Leads, declined, in two days and in time for each of the three periods, by organization. */
const DONE = [
  [
    [30, 1, 27, 25],
    [24, 0, 22, 20],
    [28, 1, 26, 24],
  ],
  [
    [22, 6, 11, 10],
    [18, 5, 8, 9],
    [20, 4, 12, 11],
  ],
  [
    [14, 2, 9, 8],
    [12, 1, 9, 9],
    [0, 0, 0, 0],
  ],
  [
    [3, 0, 3, 2],
    [2, 0, 1, 1],
    [2, 1, 1, 1],
  ],
] as const;

function tally([leads, declined, contacted, held]: readonly [number, number, number, number]): Tally {
  const of = leads - declined;
  return {
    ...NO_LEADS,
    leads,
    declined: declined === 0 ? {} : { language: declined },
    contactWithinOne: { count: Math.floor(contacted / 2), of },
    contactWithinTwo: { count: contacted, of },
    appointmentInTime: { count: held, of },
    outcomes: { 'enrolled-qhp': Math.floor(held / 2), 'unable-to-contact': 1 },
  };
}

export const counted: ScorecardCounts = {
  ...{ at: instant('2026-12-20T16:00:00Z'), spans },
  organizations: NAMES.map((name, n) => ({
    id: idOf(n),
    name,
    type: n === 0 || n === 3 ? 'navigator' : 'broker',
  })),
  leads: DONE.flatMap((periods, n) =>
    periods.map((done, span) => ({
      ...{ organizationId: idOf(n), span, tally: tally(done) },
      contactDays: Array.from({ length: done[2] }, (_, index) => index % 3),
    })),
  ),
  slices: DONE.flatMap((periods, n) => [
    { organizationId: idOf(n), kind: 'county' as const, key: '27053', tally: tally(periods[0]) },
    {
      organizationId: idOf(n),
      kind: 'language' as const,
      key: n === 0 ? 'so' : 'en',
      tally: tally(periods[1]),
    },
    {
      organizationId: idOf(n),
      kind: 'determination' as const,
      key: 'undetermined',
      tally: tally(periods[2]),
    },
  ]),
  reports: DONE.map((_, n) => ({
    organizationId: idOf(n),
    span: 0,
    reports: { onTime: n === 1 ? 0 : 1, late: n === 1 ? 1 : 0, missing: 0 },
  })),
};
