import type { RoutingExplanation } from '../../../src/domain/routing/rules';
import { instant } from '../../../src/domain/time';
import { packExplanation, unpackExplanation } from '../../../src/infra/prisma/routing/explanation';

const common = {
  assisterType: 'navigator',
  assisterTypeRule: 'no-application',
  county: '27053',
  language: 'so',
  elsewhere: { reason: 'outside-service-area', count: 12 },
  sameConsumer: null,
  directed: null,
} as const;

test.each<[string, RoutingExplanation]>([
  ['nobody serves the county', { ...common, candidates: [], excluded: [] }],
  [
    'one of each',
    {
      ...common,
      candidates: [
        {
          ...{ organizationId: 'a', name: 'First', languageMatch: true, load: 0, given: 0 },
          ...{ dayFull: false, scarceLanguages: 0, keepsPlaces: false, lastAssignedAt: null },
        },
      ],
      excluded: [{ organizationId: 'b', name: 'Second', reasons: ['wrong-type'] }],
    },
  ],
  [
    'several, with commas, quotes and letters of other alphabets in their names',
    {
      ...common,
      candidates: [
        {
          organizationId: 'a',
          name: 'Health, Inc.',
          languageMatch: false,
          ...{ dayFull: true, scarceLanguages: 2, keepsPlaces: true },
          load: 0.25,
          given: 12.5,
          lastAssignedAt: null,
        },
        {
          ...{ organizationId: 'b', name: '"Łoś" \\n 診所', languageMatch: true, load: 0.9 },
          ...{ dayFull: false, scarceLanguages: 1, keepsPlaces: false },
          given: 0.0417,
          lastAssignedAt: instant('2026-11-23T23:00:00.123Z'),
        },
      ],
      excluded: [
        { organizationId: 'c', name: 'A', reasons: ['suspended', 'absent', 'no-capacity'] },
        { organizationId: 'd', name: 'B', reasons: ['older-referrals-wait'] },
      ],
    },
  ],
  [
    'chosen by a person, against two rules, for a consumer who is known',
    {
      ...common,
      ...{ candidates: [], excluded: [] },
      sameConsumer: { referralId: 'r', organizationId: 'a' },
      directed: { organizationId: 'b', against: ['already-tried', 'outside-service-area'] },
    },
  ],
])('what is stored can be read again: %s', (_case, explanation) => {
  expect(unpackExplanation(JSON.parse(packExplanation(explanation)))).toEqual(explanation);
});

test('a load is kept to the hundredth of a percent', () => {
  const candidate = {
    ...{ organizationId: 'a', name: 'First', languageMatch: true, load: 1 / 3 },
    ...{ dayFull: false, scarceLanguages: 0, keepsPlaces: false },
    given: 0,
    lastAssignedAt: null,
  };
  const stored = packExplanation({ ...common, candidates: [candidate], excluded: [] });
  expect(unpackExplanation(JSON.parse(stored)).candidates).toMatchObject([{ load: 0.3333 }]);
});
