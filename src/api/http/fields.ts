import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { LANGUAGE_MAX_LENGTH, readLanguage } from '../../domain/language/read-language';
import { isUnkeepable, plainToken, withoutInvisible } from '../../domain/pasted-text';
import { CURSOR, DATE, INSTANT, LINE, PROSE, PROSE_OR_NOTHING } from './patterns';
import { instant, localDate, type Instant, type LocalDate } from '../../domain/time';

/** The building blocks of every request schema. Each refuses what PostgreSQL, a mail or a page could not carry. */

/** As JSON Schema counts: code points, so that a letter beyond the plane is one. */
const fits = (max: number) => (value: string) => Array.from(value).length <= max;

const NOT_IN_A_LINE = /[\n\t]/;

/** One line without invisible characters, trimmed, not empty. */
export const line = (max: number) =>
  z
    .string()
    .overwrite(withoutInvisible)
    .trim()
    .min(1, 'must not be empty')
    .refine(fits(max), `must be at most ${max} characters`)
    .refine(
      (value) => !isUnkeepable(value) && !NOT_IN_A_LINE.test(value),
      'must be one line without control characters',
    )
    .meta({ maxLength: max, pattern: LINE });

/** Several lines without invisible characters, trimmed. */
export const prose = (max: number, min: 0 | 1 = 0) =>
  z
    .string()
    .overwrite((value) => withoutInvisible(value.replaceAll(/\r\n?/g, '\n')))
    .trim()
    .min(min, 'must not be empty')
    .refine(fits(max), `must be at most ${max} characters`)
    .refine((value) => !isUnkeepable(value), 'must not contain control characters')
    .meta({ maxLength: max, pattern: min === 0 ? PROSE_OR_NOTHING : PROSE });

/** Takes `null`, and text in which there is nothing to see, for null. */
function blankable<Field extends z.ZodType>(field: Field) {
  type Given = z.input<Field> | null;
  // zod awaits what a transform gives, which a field of an unknown type could make another type.
  const blankIsNull: unknown = z.transform((value: Given) => (isBlank(value) ? null : value));
  return z.pipe(blankIsNull as z.ZodType<Given, Given>, field.nullable());
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && withoutInvisible(value).trim() === '';
}

/** A field that may be left out, also as `null` or as empty text: undefined then. */
export const optional = <Field extends z.ZodType>(field: Field) =>
  blankable(field)
    .optional()
    .transform((value) => value ?? undefined)
    .optional();

/** The same with a value for a field that is left out. */
export const optionalOr = <Field extends z.ZodType>(field: Field, otherwise: z.output<Field>) =>
  blankable(field)
    .optional()
    .transform((value): z.output<Field> => value ?? otherwise)
    .meta({ default: otherwise });

/** The same, null when it is left out. */
export const nullable = <Field extends z.ZodType>(field: Field) =>
  blankable(field)
    .optional()
    .transform((value) => value ?? null);

/** In a change: left out it stays what it was, as `null` or empty text it is removed. */
export const removable = <Field extends z.ZodType>(field: Field) => blankable(field).optional();

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

function inRange(value: string): boolean {
  const year = Number(value.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** `YYYY-MM-DD`, a day that exists. */
export const date = z
  .string()
  .overwrite((value) => withoutInvisible(value).trim())
  .meta({ format: 'date', pattern: DATE })
  .transform((value, context): LocalDate => {
    try {
      if (inRange(value)) return localDate(value);
    } catch {
      // Reported below, like a year out of range.
    }
    context.addIssue({ code: 'custom', message: 'must be a date that exists, as YYYY-MM-DD' });
    return z.NEVER;
  });

/** RFC 3339 with any offset. Kept in UTC. */
export const instantField = z.iso
  .datetime({ offset: true, message: 'must be an RFC 3339 instant such as 2026-12-01T16:30:00Z' })
  .refine(inRange, 'must be between the years 1900 and 2199')
  .meta({ pattern: INSTANT })
  .transform((value): Instant => instant(value));

export interface PhoneNumber {
  /** E.164. */
  readonly number: string;
  /** Digits. */
  readonly extension: string | undefined;
}

/** From E.164 or any way to write a number of `country` (two letters), with or without an extension. */
export const phoneOf = (country: CountryCode, example: string) =>
  z
    .string()
    .max(60, 'must be at most 60 characters')
    .meta({
      example,
      description: `E.164, or as numbers are written in the exchange’s own country (${country}); \`x45\` is an extension`,
    })
    .transform((value, context): PhoneNumber => {
      const parsed = parsePhoneNumberFromString(plainToken(value), country);
      if (parsed?.isValid() === true) return { number: parsed.number, extension: parsed.ext };
      const such = parsePhoneNumberFromString(example)?.formatInternational() ?? example;
      context.addIssue({ code: 'custom', message: `must be a telephone number such as ${such} x45` });
      return z.NEVER;
    });

/** Digits, also with `x` or `ext.` before them. */
export const phoneExtension = z
  .string()
  .overwrite((value) => plainToken(value).replace(/^(?:x|ext\.?|extension|#)\s*(?=\d)/i, ''))
  .regex(/^\d{1,7}$/, 'must be an extension of up to seven digits');

const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const ADDRESS = new RegExp(
  `^(?=.{1,64}@)${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$`,
  'i',
);

/** A mail address as RFC 5322 has it without quotation marks (`dot-atom`), at a domain that has a dot. */
export const email = z
  .string()
  .overwrite((value) => withoutInvisible(value).trim())
  .max(254, 'must be at most 254 characters')
  .regex(ADDRESS, 'must be a mail address')
  .meta({ format: 'email', example: 'consumer@example.org' });

/** Five or nine digits, kept as `55802` or `55802-1234`. */
export const zip = z
  .string()
  .overwrite((value) => plainToken(value).replace(/^(\d{5})[\s\p{Pd}]*(\d{4})$/u, '$1-$2'))
  .regex(/^\d{5}(-\d{4})?$/, 'must be a ZIP code of five or nine digits')
  .meta({ example: '55802' });

/** A language's name or tag, as a BCP 47 tag of IANA's registry. */
export const language = z
  .string()
  .max(LANGUAGE_MAX_LENGTH, `must be at most ${LANGUAGE_MAX_LENGTH} characters`)
  .meta({
    example: 'so',
    description: "A language's BCP 47 tag (`so`, `som`) or its English name (`Somali`); kept as the tag",
  })
  .transform((value, context): string => {
    const reading = readLanguage(value);
    if ('tag' in reading) return reading.tag;
    context.addIssue({ code: 'custom', message: reading.problem });
    return z.NEVER;
  });

/** A list in which no value occurs twice, and which says so in the document. */
export const unique = <Item extends z.ZodType>(list: z.ZodArray<Item>) =>
  list
    .refine((values) => new Set(values).size === values.length, 'must not contain a value twice')
    .meta({ uniqueItems: true });

/** The languages that an organization offers. */
export const languagesField = unique(z.array(language).min(1, 'must name at least one language').max(50));

/** Anything else is no resource of ours, so the route answers 404. */
export const idParams = z.object({ id: z.guid().transform((value) => value.toLowerCase()) });

const limit = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a whole number')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 200, 'must be between 1 and 200')
  .default(50)
  .meta({ type: 'integer', minimum: 1, maximum: 200, default: 50, pattern: undefined });

const cursorOf = (position: RegExp) =>
  z
    .string()
    .max(200)
    .transform((value) => Buffer.from(value, 'base64url').toString('latin1'))
    .refine((value) => position.test(value), 'is not a cursor of this list')
    .optional()
    .meta({ description: '`nextCursor` of the page before', minLength: 1, pattern: CURSOR });

/** Pages of a list in the order of ids. */
export const pageById = { cursor: cursorOf(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/), limit };

/** Pages of a numbered list. */
export const pageByNumber = { cursor: cursorOf(/^\d{1,9}$/), limit };
