import { figureRules } from '../../../../src/domain/season/scorecards/measures';
import { minnesota } from '../../support/minnesota';
import { figuresOf, sliceFigures } from '../../../../src/domain/season/scorecards/measures';
import { scorecards } from '../../../../src/domain/season/scorecards/scorecard';
import type { ScorecardCounts } from '../../../../src/domain/season/scorecards/scorecard-counts';
import { seasonSummary } from '../../../../src/domain/season/summary';
import {
  addTallies,
  median,
  NO_LEADS,
  NO_REPORTS,
  type Tally,
} from '../../../../src/domain/season/scorecards/tally';
import { instant, localDate } from '../../../../src/domain/time';

const SMALL = { ...figureRules(minnesota), smallNumber: 10 };

const spans = [
  { label: 'Period 1', from: localDate('2026-11-01'), to: localDate('2026-11-14') },
  { label: 'Period 2', from: localDate('2026-11-15'), to: localDate('2026-11-28') },
];

function contacted(count: number, of: number): Tally {
  return { ...NO_LEADS, leads: of, contactWithinTwo: { count, of } };
}

/** Four organizations: 9 of 12, 6 of 12, 9 of 12, and 3 of 3. */
const facts: ScorecardCounts = {
  ...{ at: instant('2026-12-15T18:00:00Z'), spans },
  organizations: [
    { id: 'd', name: 'Delta', type: 'broker' },
    { id: 'a', name: 'Alpha', type: 'navigator' },
    { id: 'b', name: 'Beta', type: 'broker' },
    { id: 'c', name: 'Gamma', type: 'broker' },
  ],
  leads: [
    { organizationId: 'a', span: 0, tally: contacted(5, 6), contactDays: [0, 1, 1, 2, 4] },
    { organizationId: 'a', span: 1, tally: contacted(4, 6), contactDays: [0, 1, 1, 2, 3] },
    { organizationId: 'b', span: 0, tally: contacted(6, 12), contactDays: [1, 3] },
    { organizationId: 'c', span: 1, tally: contacted(9, 12), contactDays: [] },
    { organizationId: 'd', span: 1, tally: contacted(3, 3), contactDays: [0, 0, 0] },
  ],
  slices: [
    { organizationId: 'a', kind: 'county', key: '27053', tally: contacted(5, 6) },
    { organizationId: 'b', kind: 'county', key: '27053', tally: contacted(2, 10) },
    { organizationId: 'b', kind: 'county', key: '27001', tally: contacted(4, 2) },
    { organizationId: 'b', kind: 'language', key: 'so', tally: contacted(6, 12) },
  ],
  reports: [
    { organizationId: 'a', span: 0, reports: { onTime: 1, late: 0, missing: 0 } },
    { organizationId: 'a', span: 1, reports: { onTime: 0, late: 1, missing: 0 } },
    { organizationId: 'b', span: 0, reports: { onTime: 0, late: 0, missing: 1 } },
  ],
};

const { network, organizations } = scorecards(facts, SMALL);
const card = (id: string) => organizations.find(({ organization }) => organization.id === id);

test('cards are in the order of names, with their periods added up', () => {
  expect(organizations.map(({ organization }) => organization.name)).toEqual([
    'Alpha',
    'Beta',
    'Delta',
    'Gamma',
  ]);
  expect(card('a')?.figures.contactWithinTwo).toEqual({ value: 0.75, count: 9, of: 12, small: false });
  expect(card('a')?.trend.map(({ figures }) => figures.contactWithinTwo)).toEqual([
    { value: 5 / 6, count: 5, of: 6, small: true },
    { value: 4 / 6, count: 4, of: 6, small: true },
  ]);
  expect(network.figures.contactWithinTwo).toEqual({ value: 27 / 39, count: 27, of: 39, small: false });
});

test('who is equal shares a place; a small number has none, however good it is', () => {
  const places = organizations.map(({ organization, ranks }) => [organization.id, ranks.contactWithinTwo]);
  expect(places).toEqual([
    ['a', { place: 1, among: 3 }],
    ['b', { place: 3, among: 3 }],
    ['d', null],
    ['c', { place: 1, among: 3 }],
  ]);
  expect(card('d')?.figures.contactWithinTwo).toEqual({ value: 1, count: 3, of: 3, small: true });
});

test('the network’s median is that of the organizations with enough, each counted once', () => {
  expect(network.medians.contactWithinTwo).toEqual({ value: 0.75, organizations: 3 });
  expect(network.medians.reportsOnTime).toEqual({ value: null, organizations: 0 });
});

test('times to contact: the median of all days, fewer being better', () => {
  // 0 0 1 1 1 1 2 2 3 4
  expect(card('a')?.figures.contactDays).toEqual({ value: 1, count: 10, of: 10, small: false });
  expect(card('a')?.ranks.contactDays).toEqual({ place: 1, among: 1 });
  expect(card('b')?.figures.contactDays).toEqual({ value: 2, count: 2, of: 2, small: true });
  expect(card('c')?.figures.contactDays.value).toBeNull();
});

test('a slice stands beside what all organizations made of the same leads', () => {
  const [own] = card('a')?.slices ?? [];
  expect(own?.network.contactWithinTwo).toEqual({ count: 7, of: 16 });
  expect(network.slices.map(({ kind, key, tally }) => [kind, key, tally.leads])).toEqual([
    ['county', '27053', 16],
    ['county', '27001', 2],
    ['language', 'so', 12],
  ]);
});

test('declines, outcomes and reports are shares of what they can be shares of', () => {
  const tally: Tally = {
    ...contacted(10, 20),
    accepted: { count: 4, of: 5 },
    declined: { language: 2, 'at-capacity': 3 },
    outcomes: { 'eligible-ma': 2, 'enrolled-qhp': 4, 'unable-to-contact': 6 },
  };
  const figures = figuresOf({ tally, contactDays: [], reports: { onTime: 3, late: 1, missing: 2 } }, SMALL);
  expect(figures.accepted).toEqual({ value: 0.8, count: 4, of: 5, small: true });
  expect(figures.declined).toEqual({ value: 0.25, count: 5, of: 20, small: false });
  expect(figures.covered).toEqual({ value: 0.5, count: 6, of: 12, small: false });
  expect(figures.reportsOnTime).toEqual({ value: 0.5, count: 3, of: 6, small: true });
  expect(sliceFigures(tally, SMALL).covered).toEqual(figures.covered);
});

test('of nothing there is no share', () => {
  const figures = figuresOf({ tally: NO_LEADS, contactDays: [], reports: NO_REPORTS }, SMALL);
  expect(figures.contactWithinTwo).toEqual({ value: null, count: 0, of: 0, small: true });
});

test('medians', () => {
  expect([median([]), median([3]), median([4, 1]), median([10, 2, 9])]).toEqual([null, 3, 2.5, 9]);
});

test('tallies add up, reason by reason', () => {
  const sum = addTallies([
    { ...NO_LEADS, leads: 2, declined: { language: 1 }, accepted: { count: 1, of: 2 } },
    { ...NO_LEADS, leads: 3, declined: { language: 1, conflict: 1 }, outcomes: { 'enrolled-qhp': 1 } },
  ]);
  expect(sum).toEqual({
    ...NO_LEADS,
    leads: 5,
    declined: { language: 2, conflict: 1 },
    accepted: { count: 1, of: 2 },
    outcomes: { 'enrolled-qhp': 1 },
  });
});

test('a season’s summary: the worst gap first, organizations and counties by name', () => {
  const season = { id: 's', name: 'OE14', from: localDate('2026-11-01'), to: localDate('2026-11-28') };
  const referrals = { received: 40, resolved: 30, withdrawn: 1, open: 7, waiting: 2 };
  const gap = (countyFips: string, waited: number) =>
    ({ countyFips, assisterType: 'broker', referrals: waited, stillWaiting: 0 }) as const;
  const situation = { referrals, gaps: [gap('27031', 1), gap('27001', 3), gap('27005', 1)] };
  const counties: Record<string, string> = { '27001': 'Aitkin', '27005': 'Becker', '27031': 'Cook' };
  const summary = seasonSummary(
    { season, at: facts.at, cards: scorecards(facts, SMALL), situation },
    (fips) => counties[fips] ?? 'Hennepin',
  );
  expect(summary.gaps.map(({ county }) => county)).toEqual(['Aitkin', 'Becker', 'Cook']);
  expect(summary.reports).toEqual({ onTime: 1, late: 1, missing: 1 });
  expect(summary.organizations.map(({ name, medianContactDays }) => [name, medianContactDays])).toEqual([
    ['Alpha', 1],
    ['Beta', 2],
    ['Delta', 0],
    ['Gamma', null],
  ]);
  expect(summary.counties.map(({ county, tally }) => [county, tally.leads])).toEqual([
    ['Aitkin', 2],
    ['Hennepin', 16],
  ]);
  expect(summary.all.tally.leads).toBe(39);
});
