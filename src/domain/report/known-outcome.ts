import type { LocalDate } from '../time';
import type { Resolution } from '../terms';
import type { RowStatement } from './statement';

/** What a referral has on record about its current or last assignment. */
export interface KnownOutcome {
  readonly contactOn: LocalDate | null;
  readonly resolution: Resolution | null;
}

/**
 * Whether the referral says the same already. A statement without a resolution says nothing about the resolution.
 */
export function isKnown({ contactMade, contactOn, resolution }: RowStatement, known: KnownOutcome): boolean {
  const on = contactMade === true ? contactOn : null;
  return on === known.contactOn && (resolution === null || resolution === known.resolution);
}

/** An incomplete statement waits for the rest. The exception: a contact with its date can be recorded alone. */
export function isApplicable({ contactMade, contactOn, resolution }: RowStatement): boolean {
  return contactMade === true ? contactOn !== null : contactMade === false && resolution !== null;
}
