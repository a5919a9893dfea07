import { groupBy } from '../group-by';
import { lettersAndDigits } from '../pasted-text';
import type { FoundRow } from './workbook';

/**
 * Whose answers stand in a row of a file that came back. A person reads the consumer's name and the reference; the
 * service finds the row by its hidden key. When cells were sorted, deleted, moved or filled down without the whole row,
 * the three no longer belong together. Then nobody can tell whose the answers are, and none of them is taken.
 */

/** A row of the report, as its consumer is known by. */
export interface KnownRow {
  /** The row key. */
  readonly id: string;
  readonly referralId: string;
  /** As it is now. The name in the file may be older. */
  readonly consumerName: string;
}

export type Whose =
  /** The key, and everything else that the row says, belong to one row of the report. */
  | { readonly kind: 'agreed'; readonly rowId: string }
  /**
   * The name or the reference belongs to another row of the report than the key. `seen`: the one row that everything
   * but the key belongs to; null when there is no such row.
   */
  | { readonly kind: 'displaced'; readonly keyOf: string; readonly seen: string | null }
  /** No row of the report has its key. */
  | { readonly kind: 'no-key'; readonly seen: string | null }
  /** Nothing contradicts the key, and nothing confirms it. */
  | { readonly kind: 'unconfirmed'; readonly keyOf: string; readonly why: WhyUnconfirmed };

export type WhyUnconfirmed = 'other-reference' | 'other-name' | 'namesakes' | 'unnamed';

/**
 * The reference decides, because a name changes: a lead is amended after the file was made, or somebody retypes a name.
 * But a name that belongs to another row of the report is a contradiction. Without a reference, the name has to be the
 * row's own, and nobody else's in the report. Capitals, spaces, accents, punctuation and invisible characters make no
 * difference.
 */
export function createWhose(rows: readonly KnownRow[]): (found: FoundRow) => Whose {
  const byKey = new Map(rows.map((row) => [comparable(row.id), row]));
  const byReference = indexed(rows, ({ referralId }) => comparable(referralId));
  const byName = indexed(rows, ({ consumerName }) => comparable(consumerName));

  return (found) => {
    const own = byKey.get(comparable(found.key ?? ''));
    const reference = comparable(found.reference);
    const name = comparable(found.consumerName);
    const referred = byReference.get(reference) ?? [];
    const named = byName.get(name) ?? [];
    const seen = onlySeen(reference === '' ? named : referred, named);
    if (own === undefined) return { kind: 'no-key', seen };
    const ofAnother = (of: readonly KnownRow[]) => of.length > 0 && !of.includes(own);
    if (ofAnother(referred) || ofAnother(named)) return { kind: 'displaced', keyOf: own.id, seen };
    if (referred.length > 0) return { kind: 'agreed', rowId: own.id };
    const unconfirmed = (why: WhyUnconfirmed): Whose => ({ kind: 'unconfirmed', keyOf: own.id, why });
    if (reference !== '') return unconfirmed('other-reference');
    if (name === '') return unconfirmed('unnamed');
    if (named.length === 0) return unconfirmed('other-name');
    return named.length === 1 ? { kind: 'agreed', rowId: own.id } : unconfirmed('namesakes');
  };
}

/** A name that nobody has in the report now may be an older one. */
function onlySeen(candidates: readonly KnownRow[], named: readonly KnownRow[]): string | null {
  const [one, ...others] = candidates.filter((row) => named.length === 0 || named.includes(row));
  return one === undefined || others.length > 0 ? null : one.id;
}

/** Text for comparing: letters and digits in lower case, without accents. */
function comparable(text: string): string {
  return lettersAndDigits(text.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
}

function indexed(
  rows: readonly KnownRow[],
  textOf: (row: KnownRow) => string,
): ReadonlyMap<string, readonly KnownRow[]> {
  const index = groupBy(rows, textOf);
  index.delete('');
  return index;
}
