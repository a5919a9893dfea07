import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import { CURSOR, DATE, INSTANT, LINE, PROSE, PROSE_OR_NOTHING } from './patterns';
import { instant, localDate, type Instant, type LocalDate } from '../../domain/time';

/** The building blocks of every request schema. Each refuses what PostgreSQL, a mail or a page could not carry. */

/** As JSON Schema counts: code points, so that a letter beyond the plane is one. */
const fits = (max: number) => (value: string) => Array.from(value).length <= max;

const CONTROL = /\p{Cc}/u;
const CONTROL_EXCEPT_LINES = /(?![\n\r\t])\p{Cc}/u;

/** One line, trimmed, not empty. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .refine(fits(max), `must be at most ${max} characters`)
    .refine((value) => !CONTROL.test(value), 'must be one line without control characters')
    .meta({ maxLength: max, pattern: LINE });

/** Several lines, trimmed. */
export const prose = (max: number, min: 0 | 1 = 0) =>
  z
    .string()
    .trim()
    .min(min, 'must not be empty')
    .refine(fits(max), `must be at most ${max} characters`)
    .refine((value) => !CONTROL_EXCEPT_LINES.test(value), 'must not contain control characters')
    .meta({ maxLength: max, pattern: min === 0 ? PROSE_OR_NOTHING : PROSE });

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

function inRange(value: string): boolean {
  const year = Number(value.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** `YYYY-MM-DD`, a day that exists. */
export const date = z
  .string()
  .meta({ format: 'date', pattern: DATE })
  .transform((value, context): LocalDate => {
    try {
      if (inRange(value)) return localDate(value);
    } catch {
      // Said below, as for a year out of range.
    }
    context.addIssue({ code: 'custom', message: 'must be a date that exists, as YYYY-MM-DD' });
    return z.NEVER;
  });

/** RFC 3339 with any offset; kept in UTC. */
export const instantField = z.iso
  .datetime({ offset: true, message: 'must be an RFC 3339 instant such as 2026-12-01T16:30:00Z' })
  .refine(inRange, 'must be between the years 1900 and 2199')
  .meta({ pattern: INSTANT })
  .transform((value): Instant => instant(value));

/** E.164, from that or from any way to write a number of the United States. */
export const phone = z
  .string()
  .max(40, 'must be at most 40 characters')
  .meta({ example: '+16515550123' })
  .transform((value, context): string => {
    const parsed = parsePhoneNumberFromString(value, 'US');
    if (parsed?.isValid() === true && parsed.ext === undefined) return parsed.number;
    context.addIssue({ code: 'custom', message: 'must be a telephone number without an extension' });
    return z.NEVER;
  });

export const email = z.email('must be a mail address').max(254, 'must be at most 254 characters');

/** A well-formed BCP 47 tag, in its canonical spelling. */
export const language = z
  .string()
  .max(35, 'must be at most 35 characters')
  .meta({ example: 'so', description: 'BCP 47' })
  .transform((value, context): string => {
    try {
      const [canonical] = Intl.getCanonicalLocales(value);
      if (canonical !== undefined) return canonical;
    } catch {
      // Said below.
    }
    context.addIssue({ code: 'custom', message: 'must be a BCP 47 language tag such as en or so' });
    return z.NEVER;
  });

/** Every value at most once. */
export function distinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
export const DISTINCT = 'must not contain a value twice';
/** How the document says it. */
export const UNIQUE = { uniqueItems: true } as const;

/** Anything else is no resource of ours: the route answers 404. */
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
