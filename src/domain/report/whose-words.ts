import type { FieldError } from '../errors';
import type { Whose, WhyUnconfirmed } from './whose-row';

/** What the sender of a file is told about a row of which nobody can say whose it is. */

type Unclear = Exclude<Whose, { kind: 'agreed' }>;

/** The row of the report that the answers are probably meant for. They are kept for it, and not taken. */
export function seenIn(whose: Whose): string | null {
  return whose.kind === 'displaced' || whose.kind === 'no-key' ? whose.seen : null;
}

/** Why nothing of the row is taken, and what to do. */
export function notOurs(whose: Unclear): FieldError {
  return { path: 'row', message: `${reasonOf(whose)} ${WHAT_TO_DO}` };
}

const WHAT_TO_DO =
  'We took nothing of this row. Answer for this consumer on the report’s page, or in the workbook as we sent it.';

function reasonOf(whose: Unclear): string {
  switch (whose.kind) {
    case 'displaced':
      return 'The name or the reference in this row belongs to another consumer than its hidden row key.';
    case 'no-key':
      return whose.seen === null
        ? 'This row is not in your report.'
        : 'This row has lost its hidden row key.';
    case 'unconfirmed':
      return WHY_UNCONFIRMED[whose.why];
    default:
      return whose satisfies never;
  }
}

const WHY_UNCONFIRMED: Record<WhyUnconfirmed, string> = {
  'other-reference': 'The reference in this row is not the one that we sent.',
  'other-name': 'The name in this row is not the one that we sent, and the row has no reference.',
  namesakes: 'Several consumers in your report have this name, and the row has no reference.',
  unnamed: 'This row has neither a name nor a reference, so we cannot tell whose it is.',
};
