import { coverage, coverageLanguages, type CoveringOrganization } from '../../../src/domain/routing/coverage';
import { localDate } from '../../../src/domain/time';

/** Worked out by hand: three counties, both types, four days in December 2026. */
const MONDAY = localDate('2026-12-07');
const NEXT_MONDAY = localDate('2026-12-14');
const [ST_LOUIS, COOK, LAKE] = ['27137', '27031', '27075'];

function organization(over: Partial<CoveringOrganization>): CoveringOrganization {
  return {
    type: 'navigator',
    suspended: false,
    contactVerified: true,
    capacity: 5,
    held: 0,
    leadsOn: null,
    leadsByDay: [],
    counties: [ST_LOUIS],
    languages: ['en'],
    away: [],
    ...over,
  };
}

/** `navigator so today/next week change`, for one county; the brokers' rows are left out. */
function navigators(
  organizations: readonly CoveringOrganization[],
  askedFor: readonly string[] = [],
  county = ST_LOUIS,
): string[] {
  return coverage({ organizations, askedFor }, [county], MONDAY, NEXT_MONDAY, 'open-places')
    .filter(({ assisterType }) => assisterType === 'navigator')
    .map(({ language, today, nextWeek, change }) =>
      [language ?? '*', today, nextWeek, ...(change === null ? [] : [change])].join(' '),
    );
}

test.each([
  ['nobody at all is said once', [], ['en', 'so'], ['* none none']],
  ['who takes leads covers its languages', [organization({})], [], []],
  ['a language that leads asked for', [organization({})], ['so'], ['so none none']],
  ['another region of a language is the same language', [organization({ languages: ['es'] })], ['es-MX'], []],
  ['suspended', [organization({ suspended: true })], [], ['* none none']],
  ['an address that does not work', [organization({ contactVerified: false })], [], ['* none none']],
  ['a capacity of nothing', [organization({ capacity: 0 })], [], ['* none none']],
  ['every place in use is no gap', [organization({ held: 5 })], [], ['* full full', 'en full full']],
  [
    'full in one language, free in another',
    [organization({ held: 5, languages: ['so'] }), organization({})],
    [],
    ['so full full'],
  ],
  [
    'away until Sunday: open again next Monday',
    [organization({ away: [{ from: localDate('2026-12-01'), until: localDate('2026-12-13') }] })],
    [],
    ['* none covered ends', 'en none covered ends'],
  ],
  [
    'the last day counts as away',
    [organization({ away: [{ from: localDate('2026-12-01'), until: MONDAY }] })],
    [],
    ['* none covered ends', 'en none covered ends'],
  ],
  [
    'away from next Monday, without an end',
    [organization({ away: [{ from: NEXT_MONDAY, until: null }] })],
    [],
    ['* covered none begins', 'en covered none begins'],
  ],
  [
    'away from the Tuesday after: not seen yet',
    [organization({ away: [{ from: localDate('2026-12-15'), until: null }] })],
    [],
    [],
  ],
  [
    'one of two speaks Somali and leaves',
    [
      organization({}),
      organization({ languages: ['so'], away: [{ from: localDate('2026-12-10'), until: null }] }),
    ],
    [],
    ['so covered none begins'],
  ],
] as const)('%s', (_what, organizations, askedFor, rows) => {
  expect(navigators(organizations, askedFor)).toEqual(rows);
});

test('a broker covers no navigator, and only the counties that it serves', () => {
  const broker = organization({ type: 'broker', counties: [COOK, LAKE] });
  const rows = coverage(
    { organizations: [broker], askedFor: [] },
    [COOK, ST_LOUIS],
    MONDAY,
    NEXT_MONDAY,
    'open-places',
  );
  expect(rows.map(({ countyFips, assisterType }) => `${countyFips} ${assisterType}`)).toEqual([
    '27031 navigator',
    '27137 navigator',
    '27137 broker',
  ]);
});

test('languages are those offered and those asked for, once, without regions', () => {
  const organizations = [organization({ languages: ['en', 'so'] }), organization({ languages: ['en-US'] })];
  expect(coverageLanguages({ organizations, askedFor: ['hmn', 'es-MX', 'so'] })).toEqual([
    'en',
    'es',
    'hmn',
    'so',
  ]);
});
