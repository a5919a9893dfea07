import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';
import { INSTANT_ATTRIBUTES, KEYWORD_ATTRIBUTES, type Shown } from '../../workflows/follow/plan';

/** For a start; a value that is not set is left out. */
export function searchAttributes(attributes: Shown['attributes']): SearchAttributePair[] {
  const pairs: SearchAttributePair[] = [];
  for (const name of KEYWORD_ATTRIBUTES) {
    const value = attributes[name] ?? null;
    if (value !== null)
      pairs.push({ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value });
  }
  for (const name of INSTANT_ATTRIBUTES) {
    const at = attributes[name] ?? null;
    if (at === null) continue;
    pairs.push({ key: defineSearchAttributeKey(name, SearchAttributeType.DATETIME), value: new Date(at) });
  }
  return pairs;
}
