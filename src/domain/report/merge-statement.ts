import { isSame, type RowStatement } from './statement';

/**
 * Merges a new statement about a consumer with what is known already. In every function here, saying nothing erases
 * nothing.
 */

/**
 * Whether the statement repeats only what `base` said already. `base` is what the person who makes the statement had
 * been shown.
 */
export function saysNothingNew(said: RowStatement, base: RowStatement): boolean {
  return isSame(preferring(said, base), base);
}

/** The latest statement wins. */
export function lastWord(known: RowStatement, said: RowStatement): RowStatement {
  return withoutIdleDate(preferring(said, known), said);
}

/** What is known stays. From the statement comes only what is not known yet. */
export function filledIn(known: RowStatement, said: RowStatement): RowStatement {
  return withoutIdleDate(preferring(known, said), known.contactMade === null ? said : known);
}

function preferring(first: RowStatement, second: RowStatement): RowStatement {
  return {
    contactMade: first.contactMade ?? second.contactMade,
    contactOn: first.contactOn ?? second.contactOn,
    resolution: first.resolution ?? second.resolution,
    comments: first.comments ?? second.comments,
  };
}

/**
 * Without a contact there is no date. A date that the deciding statement names itself stays, so that it can be
 * refused.
 */
function withoutIdleDate(merged: RowStatement, deciding: RowStatement): RowStatement {
  return merged.contactMade === false ? { ...merged, contactOn: deciding.contactOn } : merged;
}
