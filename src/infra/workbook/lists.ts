import { neverReached, withoutContact, type ProgramTerms, type Term } from '../../domain/terms';
import { SHEET_NAMES } from './layout';

/**
 * What the drop-downs of a report offer. It is in the cells of a hidden sheet, one column for each list, because the
 * words of all resolutions are too long for a cell's rule (255 characters).
 */
export const LIST_NAMES = ['resolutions', 'yesNo', 'withoutContact', 'neverReached'] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** `withoutContact`: the resolutions that go with N. `neverReached`: those that go only with N. */
export type Lists = Readonly<Record<ListName, readonly string[]>>;

export const [YES, NO] = ['Y', 'N'] as const;

export function listsOf({ resolutions }: ProgramTerms): Lists {
  const words = (terms: readonly Term[]) => terms.map((term) => term.words);
  return {
    resolutions: words(resolutions),
    yesNo: [YES, NO],
    withoutContact: words(withoutContact(resolutions)),
    neverReached: words(neverReached(resolutions)),
  };
}

/** `Lists!$A$1:$A$9`. A list without entries is one empty cell, because a range has at least one. */
export function listRange(name: ListName, lists: Lists): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + LIST_NAMES.indexOf(name));
  return `${SHEET_NAMES.lists}!$${letter}$1:$${letter}$${Math.max(1, lists[name].length)}`;
}
