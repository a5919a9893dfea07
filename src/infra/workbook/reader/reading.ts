import { z } from 'zod';
import { NUMBER_FORMATS, WORKBOOK_PROBLEMS, type WorkbookReading } from '../../../domain/report/workbook';
import type { Instant } from '../../../domain/time';

/**
 * What the child says is checked like any data from outside, because the child has read bytes that anybody may have
 * chosen. The texts themselves are not examined, so this takes milliseconds.
 */

const cell = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('blank') }),
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('number'), value: z.number(), format: z.enum(NUMBER_FORMATS).optional() }),
  z.strictObject({ kind: z.literal('boolean'), value: z.boolean() }),
  z.strictObject({ kind: z.literal('formula') }),
  z.strictObject({ kind: z.literal('error'), text: z.string() }),
]);

const row = z.strictObject({
  rowNumber: z.int().positive(),
  key: z.string().nullable(),
  consumerName: z.string(),
  reference: z.string(),
  cells: z.strictObject({ contactMade: cell, contactDate: cell, resolution: cell, comments: cell }),
});

const workbook = z.strictObject({
  reportId: z.string().nullable(),
  revision: z.int().nonnegative().nullable(),
  savedAt: z.iso
    .datetime()
    .transform((value) => value as Instant)
    .nullable(),
  uses1904: z.boolean(),
  rows: z.array(row),
  copies: z.array(row),
});

const answer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('read'), workbook }),
  z.strictObject({ outcome: z.literal('refused'), problem: z.enum(WORKBOOK_PROBLEMS) }),
]);

/** Null for anything that is not an answer, such as half of one. */
export function parseReading(json: string): WorkbookReading | null {
  try {
    return answer.parse(JSON.parse(json));
  } catch {
    return null;
  }
}
