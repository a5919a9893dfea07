import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProgramFileError, loadAreas, loadProgram } from '../../src/infra/program-file';

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

const closures = (...days: string[]): Json[] => days.map((on) => ({ on, name: 'Closed' }));

test('the committed files are good', () => {
  expect(loadProgram('config/mnsure.json')).toEqual(valid('config/mnsure.json'));
  expect(loadAreas('config/areas/mn.json')).toEqual(valid('config/areas/mn.json'));
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
  expect(() => loadAreas(changed('config/areas/mn.json', path, value))).toThrow(`${file}: ${message}`);
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
