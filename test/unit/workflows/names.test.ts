import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as workflows from '../../../src/workflows';
import { FOLLOWER_KINDS, INSTANT_ATTRIBUTES, KEYWORD_ATTRIBUTES } from '../../../src/workflows/follow/plan';

/** Names that the compiler cannot hold against each other, because one side is data or is looked up by name. */

test('every search attribute that a workflow sets is one that the namespace is prepared with, of its type', () => {
  const prepared: unknown = JSON.parse(
    readFileSync(join(__dirname, '../../../config/search-attributes.json'), 'utf8'),
  );
  expect(prepared).toEqual({
    ...Object.fromEntries(KEYWORD_ATTRIBUTES.map((name) => [name, 'Keyword'])),
    ...Object.fromEntries(INSTANT_ATTRIBUTES.map((name) => [name, 'Datetime'])),
  });
});

test('every kind of follower is a workflow type of the same name; the waiting list is the only other one', () => {
  expect(Object.keys(workflows).sort()).toEqual([...FOLLOWER_KINDS, 'waitlist'].sort());
});
