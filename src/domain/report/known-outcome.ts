import type { LocalDate } from '../time';
import type { Resolution } from '../vocabulary';
import type { RowStatement } from './statement';

/** What a referral has on record of the assignment that it is with, or ended with. */
export interface KnownOutcome {
  readonly contactOn: LocalDate | null;
  readonly resolution: Resolution | null;
}

/** Whether the referral says the same already. A statement without a resolution says nothing of one. */
export function isKnown({ contactMade, contactOn, resolution }: RowStatement, known: KnownOutcome): boolean {
  const on = contactMade === true ? contactOn : null;
  return on === known.contactOn && (resolution === null || resolution === known.resolution);
}

/** Half a statement waits for its other half, except that a contact with its date can be recorded alone. */
export function isApplicable({ contactMade, contactOn, resolution }: RowStatement): boolean {
  return contactMade === true ? contactOn !== null : contactMade === false && resolution !== null;
}
