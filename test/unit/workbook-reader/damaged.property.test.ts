import fc from 'fast-check';
import { parseReading } from '../../../src/infra/workbook/reader/reading';
import { readWorkbook } from '../../../src/infra/workbook/reader/read-workbook';
import { parts, reportFile, reportSheets, zipOf } from '../support/workbook-parts';
import { createWorkbookReader } from '../support/workbook-reader';

const ROWS = [
  ['k1', 'Sample Person One', 46_000, 'AL-0001', 'Y', 46_002, 'Enrolled in QHP', 'Called twice'],
  ['k2', 'Sample Person Two', 46_000, 'AL-0002', 'N', null, 'Unable to contact', null],
];
const GOOD = reportFile(ROWS);
const PARTS = parts(reportSheets(ROWS));

/** Where, from 0 to 1, and what to. */
const changes = fc.array(
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })),
  { minLength: 1, maxLength: 8 },
);

function withChanges(bytes: Buffer, all: readonly (readonly [number, number])[]): Buffer {
  const changed = Buffer.from(bytes);
  for (const [where, to] of all) changed[Math.floor(where * (bytes.length - 1))] = to;
  return changed;
}

/** Whatever the file is, the answer is one that the parent takes. */
async function isAnswered(file: Buffer): Promise<boolean> {
  return parseReading(JSON.stringify(await readWorkbook(file))) !== null;
}

test('bytes changed anywhere in the file: always an answer', async () => {
  await fc.assert(
    fc.asyncProperty(changes, (all) => isAnswered(withChanges(GOOD, all))),
    { numRuns: 500 },
  );
});

test('bytes changed in a part, with a checksum that is right: always an answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PARTS.keys()), changes, (name, all) => {
      const changed = withChanges(Buffer.from(PARTS.get(name) ?? ''), all);
      return isAnswered(zipOf(new Map(PARTS).set(name, changed)));
    }),
    { numRuns: 500 },
  );
});

test('a file that ends anywhere is damaged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: GOOD.length - 1 }), async (length) => {
      expect(await readWorkbook(GOOD.subarray(0, length))).toEqual({
        outcome: 'refused',
        problem: 'damaged',
      });
    }),
    { numRuns: 200 },
  );
});

test('in a child, too, bytes changed anywhere always give an answer', async () => {
  const reader = createWorkbookReader();
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      return parseReading(JSON.stringify(await reader.read(withChanges(GOOD, all)))) !== null;
    }),
    { numRuns: 20 },
  );
});

test('every text that XML can hold comes out as it went in', async () => {
  const character = fc
    .integer({ min: 0x20, max: 0x10ffff })
    .filter(
      (code) =>
        !(code >= 0x7f && code < 0xa0) && !(code >= 0xd800 && code < 0xe000) && (code & 0xfffe) !== 0xfffe,
    )
    .map((code) => String.fromCodePoint(code));
  const text = fc.array(fc.oneof(character, fc.constantFrom('\n', '\t', ' ', '&', '<', ']]>')), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('shared', 'inline'), async (characters, strings) => {
      const comments = characters.join('');
      const reading = await readWorkbook(
        reportFile([['k1', null, null, null, 'Y', null, null, comments]], { strings }),
      );
      expect(reading).toMatchObject({
        workbook: { rows: [{ cells: { comments: { kind: 'text', text: comments } } }] },
      });
    }),
    { numRuns: 200 },
  );
});
