import fc from 'fast-check';
import { afterAnySlips, afterNothing, afterOneSlip, nothingYet } from './properties';

/** More of them: npm run mixed-up. */
const FILES = 20_000;

test('a report whose cells were sorted, deleted, inserted, filled down, swapped or moved gives no answer to another consumer, and loses none in silence', () => {
  const outcomes = nothingYet();
  fc.assert(afterOneSlip(outcomes), { numRuns: FILES });
  // Neither everything nor nothing was refused.
  expect(outcomes.refused).toBeGreaterThan(FILES / 10);
  expect(outcomes.taken).toBeGreaterThan(FILES / 10);
});

test('after any number of slips, no answer is taken beside the name or the reference of another consumer', () => {
  const outcomes = nothingYet();
  fc.assert(afterAnySlips(outcomes), { numRuns: FILES });
  expect(outcomes.taken).toBeGreaterThan(0);
});

test('whole rows moved or deleted, names typed in another way, and leads amended since: every answer is taken', () => {
  const outcomes = nothingYet();
  fc.assert(afterNothing(outcomes), { numRuns: FILES });
  expect(outcomes).toMatchObject({ files: FILES, refused: 0 });
  expect(outcomes.taken).toBeGreaterThan(FILES);
});
