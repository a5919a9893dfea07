import type { Candidate, RoutingExplanation } from '../../../src/domain/routing/rules';
import { ASSIGNMENT_ENDS } from '../../../src/domain/vocabulary';
import { whyChosen } from '../../../src/domain/routing/why-chosen';
import { terms } from '../../support/minnesota-terms';

const candidate = (organizationId: string, about: Partial<Candidate> = {}): Candidate => ({
  ...{
    organizationId,
    name: `Name of ${organizationId}`,
    languageMatch: true,
    dayFull: false,
    scarceLanguages: 0,
    keepsPlaces: false,
    load: 0.5,
    given: 0,
    lastAssignedAt: null,
  },
  ...about,
});

const explanation = (
  candidates: readonly Candidate[],
  about: Partial<RoutingExplanation> = {},
): RoutingExplanation => ({
  ...{ assisterType: 'navigator', assisterTypeRule: 'public-program', county: '27137', language: 'so' },
  ...{ candidates, excluded: [], elsewhere: { reason: 'outside-service-area', count: 3 } },
  ...{ sameConsumer: null, directed: null },
  ...about,
});

const why = (
  decision: RoutingExplanation | null,
  previousEnd: Parameters<typeof whyChosen>[0]['previousEnd'] = null,
) =>
  whyChosen({
    ...{ explanation: decision, organizationId: 'us', previousEnd },
    ...{ county: 'St. Louis', countyTerm: terms.county },
  });

const NEEDED = 'The consumer needs a navigator; your organization serves St. Louis County';

test.each<[string, readonly Candidate[], string]>([
  [
    'alone',
    [candidate('us')],
    `${NEEDED} and speaks Somali. No other organization could take this referral.`,
  ],
  [
    'the only one with the language, and fuller than the other',
    [candidate('us', { load: 0.9 }), candidate('b', { languageMatch: false, load: 0 })],
    `${NEEDED} and speaks Somali. 2 organizations could take it; yours is the only one of them that speaks the language.`,
  ],
  [
    'emptier than whoever speaks it too',
    [candidate('us', { load: 0.1 }), candidate('b'), candidate('c', { languageMatch: false, load: 0 })],
    `${NEEDED} and speaks Somali. 3 organizations could take it; yours had the most room.`,
  ],
  [
    'as full as another: never that it had the most room',
    [candidate('us'), candidate('b')],
    `${NEEDED} and speaks Somali. 2 organizations could take it; it was your turn.`,
  ],
  [
    'without the language, as everybody',
    [candidate('us', { languageMatch: false, load: 0 }), candidate('b', { languageMatch: false })],
    `${NEEDED}. 2 organizations could take it; yours had the most room.`,
  ],
  ['no candidate, which no decision of the rules says', [], `${NEEDED}.`],
])('%s', (_name, candidates, words) => {
  expect(why(explanation(candidates))).toBe(words);
});

test('the same consumer’s organization, a person’s choice, an unknown decision', () => {
  const both = [candidate('us', { load: 0.9 }), candidate('b', { load: 0 })];
  const known = { sameConsumer: { referralId: 'r', organizationId: 'us' } };
  expect(why(explanation(both, known))).toContain('another referral for the same consumer');
  const elsewhere = { sameConsumer: { referralId: 'r', organizationId: 'b' } };
  expect(why(explanation(both, elsewhere))).toContain('it was your turn');
  const directed = { directed: { organizationId: 'us', against: ['wrong-type'] as const } };
  expect(why(explanation([candidate('b')], directed))).toBe(
    'A person at the exchange chose your organization.',
  );
  expect(why(null)).toBe('Your organization serves St. Louis County.');
});

test('who is not the first reads why it comes to them now', () => {
  const first = ASSIGNMENT_ENDS.map((end) =>
    why(null, end).replace(' Your organization serves St. Louis County.', ''),
  );
  expect(Object.fromEntries(ASSIGNMENT_ENDS.map((end, n) => [end, first[n]]))).toEqual({
    resolved: 'This referral was closed, and the exchange opened it again.',
    withdrawn: 'This referral was closed, and the exchange opened it again.',
    declined: 'Another organization could not take this referral.',
    'timed-out': 'Another organization could not take this referral.',
    undeliverable: 'Another organization could not take this referral.',
    reassigned: 'The exchange took this referral back from another organization.',
    amended: 'The consumer’s information changed, so another organization could not keep this referral.',
  });
});

test('names nobody else', () => {
  const decision = explanation([candidate('us'), candidate('b')]);
  for (const end of ASSIGNMENT_ENDS) expect(why(decision, end)).not.toContain('Name of');
});
