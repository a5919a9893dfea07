import { sixAnswers } from '../../src/domain/referral/six-answers';
import { languageName } from '../../src/domain/language/names';
import { phoneWords } from '../../src/domain/phone-words';
import { countyName } from '../../src/domain/terms';
import { sampleLead } from './support/page-views';
import { resolutions, terms } from '../support/minnesota-terms';

test('the nine resolutions, as the program’s report has them', () => {
  expect(resolutions.map(({ words }) => words)).toEqual([
    'Eligible for MA',
    'Eligible for MinnesotaCare',
    'Enrolled in QHP',
    'Eligible for QHP no enrollment',
    'No longer needs assistance',
    'Referred to another certified assister',
    'Unable to contact',
    'Assisted with technical issue only',
    'Contact made appointment scheduled',
  ]);
});

test.each([
  ['so', 'Somali'],
  ['hmn', 'Hmong'],
  ['es-MX', 'Mexican Spanish'],
  ['qzz', 'qzz'],
  ['not a tag!', 'not a tag!'],
])('the language %s is called %s', (tag, name) => {
  expect(languageName(tag)).toBe(name);
});

test.each([
  ['St. Louis', 'St. Louis County'],
  ['Cook County', 'Cook County'],
])('%s is written as %s', (county, name) => {
  expect(countyName(county, terms.county)).toBe(name);
});

test.each([
  ['+16515550123', '(651) 555-0123'],
  ['+442079460123', '+442079460123'],
  ['555-0100', '555-0100'],
])('the number %s is written as %s', (number, words) => {
  expect(phoneWords(number, { country: 'US' })).toBe(words);
});

test('answers that are no', () => {
  const lead = {
    ...sampleLead(),
    account: { active: false },
    application: { active: false },
    determinations: [],
  };
  expect(sixAnswers(lead, terms).map(({ answer }) => answer)).toEqual([
    'No',
    'No',
    'None yet',
    'Wants help comparing plans',
    'Told when open enrollment ends',
    'Yes, on Monday, November 23, 2026',
  ]);
});
