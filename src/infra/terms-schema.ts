import { z } from 'zod';
import { lettersAndDigits, oneLine } from '../domain/pasted-text';
import { UNDETERMINED } from '../domain/season/scorecards/scorecard-counts';
import { CONTACT_NEEDS, type ProgramTerms } from '../domain/terms';

/** What our own code, or JavaScript itself, gives a meaning of its own. */
const TAKEN = [UNDETERMINED, 'constructor'];

export const termCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,59}$/, 'must be lower-case letters, digits and hyphens, such as plan-chosen')
  .refine((code) => !TAKEN.includes(code), 'has a meaning of its own already');
const words = z
  .string()
  .trim()
  .min(1)
  .refine((value) => oneLine(value) === value, 'must be one line, with single spaces');
const term = { code: termCode, words: words.max(120, 'must be at most 120 characters') };
const lowerCase = words.regex(/^[^A-Z]+$/, 'must be in lower case');

function listOf<Entry extends { code: string; words: string }>(entry: z.ZodType<Entry>) {
  return z
    .array(entry)
    .min(1, 'must name at least one')
    .superRefine((entries, context) => {
      // A report's cells are read by letters and digits alone, as words or as codes.
      const readAs = new Map<string, number>();
      entries.forEach((one, index) => {
        for (const part of ['code', 'words'] as const) {
          const refuse = (message: string) =>
            context.addIssue({ code: 'custom', path: [index, part], message });
          const read = lettersAndDigits(one[part]);
          const other = readAs.get(read);
          if (read === '') refuse('must have a letter or a digit');
          if (other !== undefined && other !== index) refuse(`${one[part]} is there twice`);
          readAs.set(read, index);
        }
      });
    });
}

/** ProgramTerms as JSON. Strict, so that a misspelled setting is refused and not ignored. */
export const termsSchema = z.strictObject({
  county: z.strictObject({ one: lowerCase, many: lowerCase }),
  determinations: listOf(z.strictObject({ ...term, program: z.enum(['public', 'qhp']).nullable() })),
  resolutions: listOf(
    z.strictObject({
      ...term,
      contact: z.enum(CONTACT_NEEDS),
      interim: z.boolean(),
      covered: z.boolean(),
    }),
  ).superRefine((entries, context) => {
    const wrong = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    entries.forEach(({ interim, contact, covered }, index) => {
      if (interim && contact !== 'required')
        wrong([index, 'contact'], 'must be required: an interim resolution has an appointment');
      if (interim && covered)
        wrong([index, 'covered'], 'must be false: an interim resolution says nothing about the end');
      if (contact === 'excluded' && covered) wrong([index, 'covered'], 'must be false: nobody was reached');
    });
    const final = entries.filter(({ interim }) => !interim);
    if (entries.length - final.length > 1) wrong([], 'must have one interim resolution at most');
    if (final.every(({ contact }) => contact === 'excluded'))
      wrong([], 'must have a final one that is possible after a contact');
    if (final.every(({ contact }) => contact === 'required'))
      wrong([], 'must have a final one that is possible without a contact');
    if (final.every(({ covered }) => !covered)) wrong([], 'must have one that means coverage');
  }),
  assistance: listOf(z.strictObject(term)),
}) satisfies z.ZodType<ProgramTerms>;
