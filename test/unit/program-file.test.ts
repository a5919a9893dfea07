import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProgramFileError, loadAreas, loadAreasOf, loadProgram } from '../../src/infra/program-file';
import { terms } from '../support/minnesota-terms';

type Json = Record<string, unknown>;

const folder = mkdtempSync(join(tmpdir(), 'program-file-'));
const file = join(folder, 'program.json');
afterAll(() => rmSync(folder, { recursive: true }));

const valid = (path: string): Json => JSON.parse(readFileSync(path, 'utf8')) as Json;

/** The committed file with one value at a dotted path replaced; `undefined` takes it out. */
function changed(from: string, path: string, value: unknown): string {
  const root = valid(from);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((node, key) => node[key] as Json, root);
  parent[last] = value;
  writeFileSync(file, JSON.stringify(root));
  return file;
}

const { resolutions } = terms;
const closures = (...days: string[]): Json[] => days.map((on) => ({ on, name: 'Closed' }));

test('the committed files are good', () => {
  expect(loadProgram('config/idaho-sample.json')).toEqual(valid('config/idaho-sample.json'));
  expect(loadProgram('config/mnsure.json')).toEqual(valid('config/mnsure.json'));
  const { county } = loadProgram('config/mnsure.json').terms;
  expect(loadAreas('config/areas/mn.json', county)).toEqual({
    ...valid('config/areas/mn.json'),
    term: county,
  });
});

test.each<[string, string, unknown, string]>([
  ['a setting left out', 'version', undefined, 'version: '],
  ['a setting nobody knows', 'routing.maxHop', 3, 'routing: Unrecognized key: "maxHop"'],
  ['an empty text', 'exchange.name', ' ', 'exchange.name: '],
  ['a state in full', 'exchange.state', 'Minnesota', 'exchange.state: must be a two-letter state code'],
  ['a zone that is none', 'calendar.zone', 'America/Duluth', 'calendar.zone: must be an IANA time zone'],
  ['an hour that is none', 'calendar.opens', '24:00', 'calendar.opens: must be a time of day as HH:MM'],
  ['closing before opening', 'calendar.closes', '07:00', 'calendar.closes: must be later than opens'],
  [
    'a day that does not exist',
    'calendar.through',
    '2026-02-29',
    'calendar.through: must be a day that exists',
  ],
  [
    'closures out of order',
    'calendar.closures',
    closures('2026-12-25', '2026-11-26'),
    'calendar.closures[1].on: 2026-11-26 comes after 2026-12-25',
  ],
  [
    'a closure twice',
    'calendar.closures',
    closures('2026-11-26', '2026-11-26'),
    'calendar.closures[1].on: 2026-11-26 is there twice',
  ],
  [
    'a closure beyond the end',
    'calendar.closures',
    closures('2026-11-26', '2040-01-02'),
    'calendar.closures[1].on: 2040-01-02 is beyond through',
  ],
  [
    'a closure before the beginning',
    'calendar.closures',
    closures('2016-12-26', '2026-11-26'),
    'calendar.closures[0].on: 2016-12-26 is before from',
  ],
  [
    'an end before the beginning',
    'calendar.through',
    '2016-12-31',
    'calendar.through: must not be before from',
  ],
  ['no beginning', 'calendar.from', undefined, 'calendar.from: '],
  ['no days at all', 'milestones.contactBusinessDays', 0, 'milestones.contactBusinessDays: '],
  [
    'a reminder before the lead',
    'milestones.appointmentReminderBusinessDays',
    8,
    'milestones.appointmentReminderBusinessDays: must be at most half of appointmentDays',
  ],
  ['an unknown type', 'routing.bothProgramsAssisterType', 'agent', 'routing.bothProgramsAssisterType: '],
  ['half a minute', 'links.sessionMinutes', 0.5, 'links.sessionMinutes: '],
  ['no determinations', 'terms.determinations', [], 'terms.determinations: must name at least one'],
  ['a code twice', 'terms.assistance.1.code', 'apply', 'terms.assistance[1].code: apply is there twice'],
  [
    'the same words twice, but for case',
    'terms.resolutions.1.words',
    'ELIGIBLE for MA',
    'terms.resolutions[1].words: ELIGIBLE for MA is there twice',
  ],
  [
    'the same words twice, but for punctuation',
    'terms.resolutions.1.words',
    'Eligible, for M.A.',
    'terms.resolutions[1].words: Eligible, for M.A. is there twice',
  ],
  [
    'words that are the code of another',
    'terms.resolutions.2.words',
    'Eligible MinnesotaCare',
    'terms.resolutions[2].words: Eligible MinnesotaCare is there twice',
  ],
  [
    'words without a letter',
    'terms.assistance.0.words',
    '…',
    'terms.assistance[0].words: must have a letter',
  ],
  [
    'a code that is no code',
    'terms.resolutions.0.code',
    'Eligible for MA',
    'terms.resolutions[0].code: must be lower-case letters, digits and hyphens',
  ],
  ['a need that is none', 'terms.resolutions.0.contact', 'maybe', 'terms.resolutions[0].contact: '],
  [
    'an interim resolution without a contact',
    'terms.resolutions.8.contact',
    'optional',
    'terms.resolutions[8].contact: must be required',
  ],
  [
    'an interim resolution that is the end',
    'terms.resolutions.8.covered',
    true,
    'terms.resolutions[8].covered: must be false',
  ],
  [
    'two interim resolutions',
    'terms.resolutions.0',
    { ...resolutions[0], interim: true, covered: false },
    'terms.resolutions: must have one interim resolution at most',
  ],
  [
    'coverage for somebody who was never reached',
    'terms.resolutions.6.covered',
    true,
    'terms.resolutions[6].covered: must be false',
  ],
  [
    'no end after a contact',
    'terms.resolutions',
    resolutions.filter(({ interim, contact }) => interim || contact === 'excluded'),
    'terms.resolutions: must have a final one that is possible after a contact',
  ],
  [
    'no end without a contact',
    'terms.resolutions',
    resolutions.filter(({ contact }) => contact === 'required'),
    'terms.resolutions: must have a final one that is possible without a contact',
  ],
  [
    'only interim resolutions',
    'terms.resolutions',
    resolutions.filter(({ interim }) => interim),
    'terms.resolutions: must have a final one that is possible after a contact',
  ],
  [
    'no end that means coverage',
    'terms.resolutions',
    resolutions.filter(({ covered }) => !covered),
    'terms.resolutions: must have one that means coverage',
  ],
  [
    'the code of no determination',
    'terms.determinations.0.code',
    'undetermined',
    'terms.determinations[0].code: has a meaning of its own already',
  ],
  [
    'a code that every object has',
    'terms.assistance.0.code',
    'constructor',
    'terms.assistance[0].code: has a meaning of its own already',
  ],
  [
    'words on two lines',
    'terms.resolutions.0.words',
    'Eligible\nfor MA',
    'terms.resolutions[0].words: must be one line',
  ],
  [
    'words with two spaces',
    'terms.assistance.0.words',
    'Apply  now',
    'terms.assistance[0].words: must be one line',
  ],
  [
    'a help line without a country code',
    'exchange.helpPhone',
    '651-555-0100',
    'exchange.helpPhone: must be a telephone number of US in E.164',
  ],
  [
    'a help line that is too short',
    'exchange.helpPhone',
    '+1651555010',
    'exchange.helpPhone: must be a telephone number of US in E.164',
  ],
  [
    'the telephone number of another country',
    'example.phone',
    '+442079460000',
    'example.phone: must be a telephone number of US in E.164',
  ],
  ['a program that is none', 'terms.determinations.0.program', 'state', 'terms.determinations[0].program: '],
  ['a word in capitals', 'terms.county.one', 'County', 'terms.county.one: must be in lower case'],
  ['a country that is none', 'exchange.country', 'XX', 'exchange.country: must be a two-letter country code'],
  [
    'an example of another exchange',
    'example.determinations',
    ['medicaid'],
    'example.determinations[0]: medicaid is not among terms.determinations',
  ],
])('a policy with %s is refused by name', (_, path, value, message) => {
  const load = (): unknown => loadProgram(changed('config/mnsure.json', path, value));
  expect(load).toThrow(ProgramFileError);
  expect(load).toThrow(`${file}: ${message}`);
});

test.each<[string, string, unknown, string]>([
  ['a county twice', 'counties.1.fips', '27001', 'counties: a FIPS code is there twice'],
  ['a county nobody knows', 'zips.55802', ['55031'], 'zips.55802: 55031 is not among the counties'],
  ['a ZIP code without a county', 'zips.55802', [], 'zips.55802: '],
  ['a ZIP+4 code', 'zips.55802-1234', ['27137'], 'zips.55802-1234: '],
])('areas with %s are refused by name', (_, path, value, message) => {
  expect(() => loadAreas(changed('config/areas/mn.json', path, value), terms.county)).toThrow(
    `${file}: ${message}`,
  );
});

test.each([
  ['a ZIP code', 'example.address.zip', '90210'],
  ['a county', 'example.address.county', 'Ramsey'],
])('an example with %s that is not in the areas is refused by name', (_, path, value) => {
  const areas = join(folder, 'areas');
  mkdirSync(areas, { recursive: true });
  copyFileSync('config/areas/mn.json', join(areas, 'mn.json'));
  const load = (): unknown => {
    const program = changed('config/mnsure.json', path, value);
    return loadAreasOf(program, loadProgram(program));
  };
  expect(load).toThrow(ProgramFileError);
  expect(load).toThrow(`${file}: example.address: `);
});

test('every wrong field is named at once', () => {
  const root = valid('config/mnsure.json');
  writeFileSync(file, JSON.stringify({ ...root, version: '', links: { validDays: 1 } }));
  expect(() => loadProgram(file)).toThrow(/version: .*; links\.sessionMinutes: /);
});

test('a file that is missing, or no JSON, is named', () => {
  const missing = join(folder, 'none.json');
  expect(() => loadProgram(missing)).toThrow(`${missing}: ENOENT`);
  writeFileSync(file, '{ "version": ');
  expect(() => loadProgram(file)).toThrow(`${file}: Unexpected end of JSON input`);
});
