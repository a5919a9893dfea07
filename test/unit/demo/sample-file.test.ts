import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSample, loadSampleOf, NoSampleFile, SampleFileError } from '../../../src/demo/sample-file';
import { loadProgram } from '../../../src/infra/program-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assister-leads-sample-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Sample extends Record<string, unknown> {
  regions: Record<string, string[]>;
  organizations: Record<string, unknown>[];
  places: Record<string, unknown>[];
  languages: string[];
  situations: Record<string, unknown>[];
}

/** Idaho's sample file after a change that somebody made to it. */
function changed(change: (sample: Sample) => void): string {
  const sample = JSON.parse(readFileSync('config/samples/id.json', 'utf8')) as Sample;
  change(sample);
  return written(JSON.stringify(sample));
}

function written(text: string): string {
  const path = join(folder, 'id.json');
  writeFileSync(path, text);
  return path;
}

function problemOf(path: string): string {
  try {
    loadSample(path);
  } catch (error) {
    if (error instanceof SampleFileError) return error.message;
    throw error;
  }
  return 'none';
}

test.each<[string, (sample: Sample) => void]>([
  ['spocEmail: must be a mail address', (sample) => (sample['spocEmail'] = 'SPOC')],
  ['regions.ada[0]: must be a five-digit FIPS code', ({ regions }) => (regions['ada'] = ['Ada'])],
  ['regions.canyon[0]: 16001 is in ada already', ({ regions }) => (regions['canyon'] = ['16001'])],
  [
    'organizations[1].regions[0]: ada county is not among the regions',
    ({ organizations }) => Object.assign(organizations[1] ?? {}, { regions: ['ada county'] }),
  ],
  [
    'organizations[2].number: 101 is there twice',
    ({ organizations }) => Object.assign(organizations[2] ?? {}, { number: 101 }),
  ],
  [
    'organizations[2].name: Panhandle Health Guides is there twice',
    ({ organizations }) => Object.assign(organizations[2] ?? {}, { name: 'Panhandle Health Guides' }),
  ],
  [
    'organizations[0].name: must be words of letters A to Z: the mail address is made of it',
    ({ organizations }) => Object.assign(organizations[0] ?? {}, { name: 'Coeur d’Alene Guides' }),
  ],
  [
    'organizations[0].languages[1]: must be written so',
    ({ organizations }) => Object.assign(organizations[0] ?? {}, { languages: ['en', 'som'] }),
  ],
  [
    'places[3].zip: must be a ZIP code of five or nine digits',
    ({ places }) => Object.assign(places[3] ?? {}, { zip: '8370' }),
  ],
  ['languages[0]: must be written en', ({ languages }) => (languages[0] = 'EN')],
  [
    'situations[0].determinations[0]: must be a code of the policy, in lower case',
    ({ situations }) => Object.assign(situations[0] ?? {}, { determinations: ['Medicaid'] }),
  ],
  [
    'situations[5]: Unrecognized key: "advice"',
    ({ situations }) => Object.assign(situations[5] ?? {}, { advice: 'Told' }),
  ],
])('a broken sample file gives one line with the file and the field: %s', (problem, change) => {
  expect(problemOf(changed(change))).toBe(`${join(folder, 'id.json')}: ${problem}`);
});

test('several problems are in one line, and a file that is no JSON is named', () => {
  const two = changed((sample) => {
    sample['spocEmail'] = '';
    sample.languages = [];
  });
  expect(problemOf(two)).toMatch(/^[^\n]*id\.json: spocEmail: must be a mail address; languages: [^\n]+$/);
  expect(problemOf(written('{'))).toMatch(/^[^\n]*id\.json: [^\n]+$/);
});

test('the file of the policy’s state is looked for beside the policy, and one that is missing is named', () => {
  const policy = loadProgram('config/idaho-sample.json');
  const programFile = join(folder, 'policy.json');
  const path = join(folder, 'samples', 'id.json');
  expect(() => loadSampleOf(programFile, policy)).toThrow(NoSampleFile);
  expect(() => loadSampleOf(programFile, policy)).toThrow(
    `${path}: this file, with sample organizations and leads for ID, is not there. ` +
      'Organizations can be made by the API: POST /api/v1/organizations.',
  );
  mkdirSync(join(folder, 'samples'));
  writeFileSync(path, readFileSync('config/samples/id.json'));
  expect(loadSampleOf(programFile, policy)).toEqual(loadSample('config/samples/id.json'));
  writeFileSync(path, '{}');
  expect(() => loadSampleOf(programFile, policy)).not.toThrow(NoSampleFile);
  expect(() => loadSampleOf(programFile, policy)).toThrow(SampleFileError);
});
