import type { ContactDates } from '../contact-dates';
import type { FieldError } from '../errors';
import type { ResolutionRules } from '../terms';
import { contradictions, isComplete, isSame, statementProblems, type RowStatement } from './statement';

/** One row, filled in on its own, not in a workbook. Null clears a column; undefined says nothing about it. */
export interface RowChange {
  readonly said: Partial<RowStatement>;
  /** The row has changed since this person was shown it. */
  readonly changedSince: boolean;
  /** Its assignment ended in another way than by a resolution. Nothing more is asked for. */
  readonly over: boolean;
  readonly dates: ContactDates;
  readonly rules: ResolutionRules;
}

export type ChangedRow =
  | { readonly outcome: 'saved'; readonly statement: RowStatement }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly errors: readonly FieldError[] };

/**
 * A row may be answered bit by bit. A missing column is no problem; a wrong one is. A row that was complete can be
 * changed but must stay complete. A column that was cleared on a page with an older answer is not cleared.
 */
export function sayRow(known: RowStatement, change: RowChange): ChangedRow {
  const { said, changedSince, over, dates, rules } = change;
  const statement = applied(known, said, changedSince);
  if (isSame(statement, known)) return { outcome: 'unchanged' };
  const mustBeComplete = isComplete(known, rules) && !over;
  // What stands there already is not judged again for a comment.
  const errors = saysTheSame(statement, known)
    ? []
    : (mustBeComplete ? statementProblems : contradictions)(statement, dates, rules);
  return errors.length === 0 ? { outcome: 'saved', statement } : { outcome: 'refused', errors };
}

function saysTheSame(a: RowStatement, b: RowStatement): boolean {
  return isSame({ ...a, comments: null }, { ...b, comments: null });
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
