import {
  contactConflict,
  countyName,
  isInterim,
  isNeverReached,
  listedWords,
  resolutionRules,
  termWords,
  withEarlier,
  type ContactConflict,
} from '../../../src/domain/terms';
import { daysWords, numberWords } from '../../../src/domain/wording';
import { idaho } from '../support/idaho';
import { minnesota } from '../support/minnesota';

test.each([
  ['St. Louis', { one: 'county', many: 'counties' }, 'St. Louis County'],
  ['Cook County', { one: 'county', many: 'counties' }, 'Cook County'],
  ['Acadia', { one: 'parish', many: 'parishes' }, 'Acadia Parish'],
  ['Orleans Parish', { one: 'parish', many: 'parishes' }, 'Orleans Parish'],
  ['Juneau City and Borough', { one: 'borough', many: 'boroughs' }, 'Juneau City and Borough'],
])('%s, where one is called %j, is written %s', (name, term, written) => {
  expect(countyName(name, term)).toBe(written);
});

const { resolutions, assistance } = idaho.terms;

test('a code has its words; one that an earlier policy had is written as its own', () => {
  expect(termWords(resolutions, 'plan-chosen')).toBe('Chose a health plan');
  expect(termWords(resolutions, 'eligible-minnesotacare')).toBe('eligible minnesotacare');
  expect(listedWords(assistance, ['pick-plan', 'website', 'appeal'])).toBe(
    'Help to pick a plan; Help to use the website; appeal',
  );
});

test('what an earlier policy had is listed after all others, once', () => {
  const codes = withEarlier(resolutions, ['plan-chosen', 'unable-to-contact', 'eligible-ma']).map(
    ({ code }) => code,
  );
  expect(codes).toEqual([...resolutions.map(({ code }) => code), 'eligible-ma', 'unable-to-contact']);
});

const MINNESOTAS = ['no-longer-needs-assistance', 'referred-to-other-assister', 'unable-to-contact'];

test('the rules of Minnesota are those of its report', () => {
  expect(resolutionRules(minnesota.terms)).toEqual({
    interim: ['contact-made-appointment-scheduled'],
    withoutContact: MINNESOTAS,
    neverReached: ['unable-to-contact'],
  });
});

test.each<[string, boolean, ContactConflict | null]>([
  ['medicaid-or-chip', true, null],
  ['medicaid-or-chip', false, 'needs-contact'],
  ['help-declined', true, null],
  ['help-declined', false, null],
  ['never-reached', true, 'excludes-contact'],
  ['never-reached', false, null],
  ['will-meet', false, 'needs-contact'],
  // Of an earlier policy: a final one, which needs a contact.
  ['unable-to-contact', true, null],
  ['unable-to-contact', false, 'needs-contact'],
])('in Idaho, %s with contact %s: %s', (resolution, made, conflict) => {
  const rules = resolutionRules(idaho.terms);
  expect(contactConflict(made, resolution, rules)).toBe(conflict);
  expect([isInterim(resolution, rules), isNeverReached(resolution, rules)]).toEqual([
    resolution === 'will-meet',
    resolution === 'never-reached',
  ]);
});

test.each([
  [1, '1 day'],
  [7, 'one week'],
  [10, '10 days'],
  [14, 'two weeks'],
  [21, 'three weeks'],
  [70, '10 weeks'],
])('%i days are %s', (days, words) => {
  expect(daysWords(days)).toBe(words);
});

test('small numbers are written out', () => {
  expect([1, 9, 10].map(numberWords)).toEqual(['one', 'nine', '10']);
});
