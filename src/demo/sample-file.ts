import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readLanguage } from '../domain/language/read-language';
import type { ProgramPolicy } from '../domain/policy';
import { ASSISTER_TYPES } from '../domain/vocabulary';
import { readJsonFile } from '../infra/json-file';

const text = z.string().trim().min(1, 'must not be empty');
const fips = z.string().regex(/^\d{5}$/, 'must be a five-digit FIPS code');
const code = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be a code of the policy, in lower case');

/** Organizations are stored as they stand here, so only the spelling that the service itself keeps is right. */
const language = z.string().superRefine((value, context) => {
  const reading = readLanguage(value);
  const message = 'tag' in reading ? `must be written ${reading.tag}` : reading.problem;
  if (!('tag' in reading) || reading.tag !== value) context.addIssue({ code: 'custom', message });
});

const organization = z.strictObject({
  number: z.int().min(1).max(999_999),
  type: z.enum(ASSISTER_TYPES),
  name: z
    .string()
    .regex(/^[A-Za-z]+( [A-Za-z]+)*$/, 'must be words of letters A to Z: the mail address is made of it'),
  capacity: z.int().min(1),
  languages: z.array(language).min(1),
  regions: z.array(text).min(1),
});

const situation = z.strictObject({
  account: z.boolean(),
  application: z.boolean(),
  determinations: z.array(code),
  assistance: z.array(code).min(1),
  reason: text,
  guidance: text,
});

/** Strict, so that a misspelled field is refused and not ignored. */
const sampleSchema = z
  .strictObject({
    spocEmail: z.email('must be a mail address'),
    regions: z.record(text, z.array(fips).min(1)),
    organizations: z.array(organization).min(1),
    places: z
      .array(
        z.strictObject({
          city: text,
          zip: z.string().regex(/^\d{5}(-\d{4})?$/, 'must be a ZIP code of five or nine digits'),
          county: text.optional(),
        }),
      )
      .min(1),
    languages: z.array(language).min(1),
    situations: z.array(situation).min(1),
  })
  .superRefine(({ regions, organizations }, context) => {
    const refuse = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const regionOf = new Map<string, string>();
    for (const [name, counties] of Object.entries(regions)) {
      counties.forEach((county, index) => {
        const other = regionOf.get(county);
        if (other !== undefined) refuse(['regions', name, index], `${county} is in ${other} already`);
        regionOf.set(county, name);
      });
    }
    const numbers = new Set<number>();
    const names = new Set<string>();
    organizations.forEach(({ number, name, regions: served }, index) => {
      if (numbers.has(number)) refuse(['organizations', index, 'number'], `${number} is there twice`);
      if (names.has(name)) refuse(['organizations', index, 'name'], `${name} is there twice`);
      numbers.add(number);
      names.add(name);
      served.forEach((region, at) => {
        if (Object.hasOwn(regions, region)) return;
        refuse(['organizations', index, 'regions', at], `${region} is not among the regions`);
      });
    });
  });

/** What the demonstration fills one state's exchange with. config/samples/README.md says what each part is for. */
export type SampleFile = z.infer<typeof sampleSchema>;

/** A sample file that cannot be used. The message names the file and every field that is wrong, on one line. */
export class SampleFileError extends Error {
  override readonly name: string = 'SampleFileError';

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
  }
}

/** There is no sample file for the policy's state. Nothing is wrong: the service itself needs none. */
export class NoSampleFile extends SampleFileError {
  override readonly name = 'NoSampleFile';

  constructor(path: string, state: string) {
    super(
      path,
      `this file, with sample organizations and leads for ${state}, is not there. ` +
        'Organizations can be made by the API: POST /api/v1/organizations.',
    );
  }
}

/**
 * The sample file of the policy's state: `samples/<state>.json` beside the policy file. Throws NoSampleFile when it is
 * not there, and SampleFileError when it cannot be used.
 */
export function loadSampleOf(programFile: string, policy: Pick<ProgramPolicy, 'exchange'>): SampleFile {
  const { state } = policy.exchange;
  const path = join(dirname(programFile), 'samples', `${state.toLowerCase()}.json`);
  if (!existsSync(path)) throw new NoSampleFile(path, state);
  return loadSample(path);
}

/** Reads and checks a sample file. Throws SampleFileError. */
export function loadSample(path: string): SampleFile {
  return readJsonFile(path, sampleSchema, (file, reason) => new SampleFileError(file, reason));
}
