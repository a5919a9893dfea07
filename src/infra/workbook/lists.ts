import { RESOLUTION_WORDS } from '../../domain/words';
import { RESOLUTIONS, RESOLUTIONS_WITHOUT_CONTACT } from '../../domain/vocabulary';
import { SHEET_NAMES } from './layout';

/**
 * What the drop-downs of a report offer. It is in the cells of a hidden sheet, one column for each list, because nine
 * resolutions are too long for a cell's rule (255 characters).
 */
export const LISTS = {
  resolutions: RESOLUTIONS.map((each) => RESOLUTION_WORDS[each]),
  yesNo: ['Y', 'N'],
  /** For the rules of a row: what goes with N. `neverReached`: what goes only with N. */
  withoutContact: RESOLUTIONS_WITHOUT_CONTACT.map((each) => RESOLUTION_WORDS[each]),
  neverReached: [RESOLUTION_WORDS['unable-to-contact']],
} as const;
export type ListName = keyof typeof LISTS;

export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

/** `Lists!$A$1:$A$9` */
export function listRange(name: ListName): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + LIST_NAMES.indexOf(name));
  return `${SHEET_NAMES.lists}!$${letter}$1:$${letter}$${LISTS[name].length}`;
}
