import { z } from 'zod';
import { lettersAndDigits } from '../domain/pasted-text';
import { CONTACT_NEEDS, type ProgramTerms } from '../domain/terms';

export const termCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,59}$/, 'must be lower-case letters, digits and hyphens, such as plan-chosen');
const words = z.string().trim().min(1);
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
    entries.forEach(({ interim, contact, covered }, index) => {
      if (!interim) return;
      const wrong = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [index, path], message });
      if (contact !== 'required')
        wrong('contact', 'must be required: an interim resolution has an appointment');
      if (covered) wrong('covered', 'must be false: an interim resolution says nothing about the end');
    });
    if (entries.every(({ interim }) => interim)) {
      context.addIssue({ code: 'custom', message: 'must have a final one' });
    }
  }),
  assistance: listOf(z.strictObject(term)),
}) satisfies z.ZodType<ProgramTerms>;
