import type { FieldError } from '../errors';
import type { LocalDate } from '../time';
import { contradictions, isComplete, isSame, statementProblems, type RowStatement } from './statement';

/** One row, filled in on its own, not in a workbook. Null clears a column; undefined says nothing about it. */
export interface RowChange {
  readonly said: Partial<RowStatement>;
  /** The row has changed since this person was shown it. */
  readonly changedSince: boolean;
  /** Its assignment ended in another way than by a resolution. Nothing more is asked for. */
  readonly over: boolean;
  /** The local date of this change. */
  readonly today: LocalDate;
}

export type ChangedRow =
  | { readonly outcome: 'saved'; readonly statement: RowStatement }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly errors: readonly FieldError[] };

/**
 * A row may be answered bit by bit. A missing column is no problem; a wrong one is. A row that was complete can be
 * changed but must stay complete. A column that was cleared on a page with an older answer is not cleared.
 */
export function sayRow(known: RowStatement, { said, changedSince, over, today }: RowChange): ChangedRow {
  const statement = applied(known, said, changedSince);
  if (isSame(statement, known)) return { outcome: 'unchanged' };
  const mustBeComplete = isComplete(known) && !over;
  const errors = (mustBeComplete ? statementProblems : contradictions)(statement, today);
  return errors.length === 0 ? { outcome: 'saved', statement } : { outcome: 'refused', errors };
}

function applied(known: RowStatement, said: Partial<RowStatement>, changedSince: boolean): RowStatement {
  const pick = <Value>(before: Value | null, now: Value | null | undefined): Value | null =>
    now === undefined || (now === null && changedSince) ? before : now;
  const contactMade = pick(known.contactMade, said.contactMade);
  return {
    contactMade,
    // Without a contact there is no date. A date that is said along with it stays, so that it can be refused.
    contactOn: contactMade === false ? (said.contactOn ?? null) : pick(known.contactOn, said.contactOn),
    resolution: pick(known.resolution, said.resolution),
    comments: pick(known.comments, said.comments),
  };
}
