import type { FieldError } from '../errors';
import type { LocalDate } from '../time';
import { contradictions, isComplete, isSame, statementProblems, type RowStatement } from './statement';

/** One row, as somebody filled it in by itself: null clears a column, undefined says nothing of it. */
export interface RowChange {
  readonly said: Partial<RowStatement>;
  /** The row has changed since it was shown to whoever says this. */
  readonly changedSince: boolean;
  /** Its assignment ended otherwise than by a resolution: nothing more is asked for. */
  readonly over: boolean;
  /** Local date on which it is said. */
  readonly today: LocalDate;
}

export type ChangedRow =
  | { readonly outcome: 'saved'; readonly statement: RowStatement }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly errors: readonly FieldError[] };

/**
 * A row may be answered bit by bit: what is still missing does not stand against it, only what is wrong. A row that was
 * complete can be changed, but stays complete. What was cleared on a page that shows an older answer is not cleared.
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
    // Where nobody was contacted there is no date; one that is said with it stays, to be refused.
    contactOn: contactMade === false ? (said.contactOn ?? null) : pick(known.contactOn, said.contactOn),
    resolution: pick(known.resolution, said.resolution),
    comments: pick(known.comments, said.comments),
  };
}
