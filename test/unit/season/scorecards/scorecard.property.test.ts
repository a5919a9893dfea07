import { figureRules } from '../../../../src/domain/season/scorecards/measures';
import { minnesota } from '../../support/minnesota';
import fc from 'fast-check';
import { MEASURES } from '../../../../src/domain/season/scorecards/measures';
import { scorecards } from '../../../../src/domain/season/scorecards/scorecard';
import type {
  CountedLeads,
  ScorecardCounts,
} from '../../../../src/domain/season/scorecards/scorecard-counts';
import { NO_LEADS, type Share } from '../../../../src/domain/season/scorecards/tally';
import { instant, localDate } from '../../../../src/domain/time';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const day = localDate('2026-11-01');
const spans = ['1', '2', '3'].map((label) => ({ label, from: day, to: day }));

const share: fc.Arbitrary<Share> = fc
  .tuple(fc.nat(30), fc.nat(30))
  .map(([count, more]) => ({ count, of: count + more }));

const counted: fc.Arbitrary<CountedLeads> = fc
  .record({
    ...{ organizationId: fc.constantFrom(...IDS), span: fc.nat(2), leads: fc.nat(60) },
    ...{
      accepted: share,
      one: share,
      two: share,
      appointment: share,
      language: fc.nat(9),
      enrolled: fc.nat(20),
    },
    contactDays: fc.array(fc.nat(12), { maxLength: 25 }),
  })
  .map(({ organizationId, span, contactDays, ...tally }) => ({
    ...{ organizationId, span, contactDays },
    tally: {
      ...NO_LEADS,
      ...{
        leads: tally.leads + tally.language,
        accepted: tally.accepted,
        declined: { language: tally.language },
      },
      ...{ contactWithinOne: tally.one, contactWithinTwo: tally.two, appointmentInTime: tally.appointment },
      outcomes: { 'enrolled-qhp': tally.enrolled, 'unable-to-contact': 1 },
    },
  }));

const scene = fc
  .tuple(fc.array(counted, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }))
  .map(([leads, smallNumber]): [ScorecardCounts, number] => [
    {
      ...{ at: instant('2026-12-15T18:00:00Z'), spans, leads, slices: [], reports: [] },
      organizations: IDS.map((id) => ({ id, name: id, type: 'broker' })),
    },
    smallNumber,
  ]);

test('the network is the sum of its organizations, and each card the sum of its periods', () => {
  fc.assert(
    fc.property(scene, ([facts, smallNumber]) => {
      const { network, organizations } = scorecards(facts, { ...figureRules(minnesota), smallNumber });
      for (const measure of MEASURES) {
        const sum = (figures: readonly { readonly count: number; readonly of: number }[]) =>
          figures.reduce((total, { count, of }) => ({ count: total.count + count, of: total.of + of }), {
            ...{ count: 0, of: 0 },
          });
        const all = network.figures[measure];
        expect(sum(organizations.map(({ figures }) => figures[measure]))).toEqual({
          count: all.count,
          of: all.of,
        });
        for (const card of organizations) {
          const { count, of } = card.figures[measure];
          expect(sum(card.trend.map(({ figures }) => figures[measure]))).toEqual({ count, of });
        }
      }
    }),
  );
});

test('a small number is never ranked, and who is ranked is ranked among those with enough', () => {
  fc.assert(
    fc.property(scene, ([facts, smallNumber]) => {
      const { network, organizations } = scorecards(facts, { ...figureRules(minnesota), smallNumber });
      for (const measure of MEASURES) {
        const enough = organizations.filter(({ figures }) => {
          const { value, of } = figures[measure];
          return value !== null && of >= smallNumber;
        });
        const ranked = organizations.filter(({ ranks }) => ranks[measure] !== null);
        expect(ranked).toEqual(enough);
        expect(network.medians[measure].organizations).toBe(enough.length);
        const places = ranked.map(({ ranks }) => ranks[measure]?.place ?? 0);
        expect(places.every((place) => place >= 1 && place <= enough.length)).toBe(true);
        expect(places.filter((place) => place === 1).length > 0).toBe(enough.length > 0);
      }
    }),
  );
});

test('every share lies between none and all', () => {
  fc.assert(
    fc.property(scene, ([facts, smallNumber]) => {
      const { organizations } = scorecards(facts, { ...figureRules(minnesota), smallNumber });
      const shares = organizations.flatMap(({ figures }) =>
        MEASURES.filter((measure) => measure !== 'contactDays').map((measure) => figures[measure]),
      );
      const wrong = shares.filter(({ value, count, of }) =>
        of === 0 ? value !== null : value === null || value < 0 || value > 1 || count > of,
      );
      expect(wrong).toEqual([]);
    }),
  );
});
