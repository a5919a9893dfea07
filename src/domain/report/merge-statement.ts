import { isSame, type RowStatement } from './statement';

/** How what is said of a consumer comes to what is known already. In all of it, what is not said erases nothing. */

/** Everything that is said was so before: `base` is what the one who says it had been shown. */
export function saysNothingNew(said: RowStatement, base: RowStatement): boolean {
  return isSame(preferring(said, base), base);
}

/** The latest statement wins. */
export function lastWord(known: RowStatement, said: RowStatement): RowStatement {
  return withoutIdleDate(preferring(said, known), said);
}

/** What is known stays; only what is not known yet is taken from what was said. */
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

/** Where nobody was contacted there is no date; one that is named by the deciding statement itself stays, to be refused. */
function withoutIdleDate(merged: RowStatement, deciding: RowStatement): RowStatement {
  return merged.contactMade === false ? { ...merged, contactOn: deciding.contactOn } : merged;
}
