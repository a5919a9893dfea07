import type { ProgramTerms } from '../../domain/terms';
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
  return {
    resolutions: resolutions.map(({ words }) => words),
    yesNo: [YES, NO],
    withoutContact: resolutions.filter(({ contact }) => contact !== 'required').map(({ words }) => words),
    neverReached: resolutions.filter(({ contact }) => contact === 'excluded').map(({ words }) => words),
  };
}

/** `Lists!$A$1:$A$9`. A list without entries is one empty cell, because a range has at least one. */
export function listRange(name: ListName, lists: Lists): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + LIST_NAMES.indexOf(name));
  return `${SHEET_NAMES.lists}!$${letter}$1:$${letter}$${Math.max(1, lists[name].length)}`;
}
