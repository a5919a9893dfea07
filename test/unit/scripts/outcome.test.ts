import {
  closingLine,
  failure,
  lackingLines,
  readOutcome,
  sum,
  type JestResults,
} from '../../../scripts/test/outcome.mjs';

/** What jest says of tests that ended so, in one file. */
function results(
  tests: readonly (readonly [name: string, status: string])[],
  unloadable: number = 0,
): JestResults {
  const count = (wanted: string): number => tests.filter(([, status]) => status === wanted).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    numRuntimeErrorTestSuites: unloadable,
    testResults: [
      {
        name: '/project/test/unit/some.test.ts',
        assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
      },
    ],
  };
}

const run = { code: 0, root: '/project', missing: [] };
const ONE_OF_EACH = results([
  ['adds', 'passed'],
  ['subtracts', 'failed'],
  ['multiplies', 'pending'],
  ['divides', 'todo'],
]);

test.each([
  ['each kind is counted', ONE_OF_EACH, run, '1 passed, 1 failed, 2 skipped'],
  ['nothing is skipped', results([['adds', 'passed']]), run, '1 passed, 0 failed'],
  ['a file cannot be loaded', results([['adds', 'passed']], 1), { ...run, code: 1 }, '1 passed, 1 failed'],
  ['no test failed, and jest did', results([['adds', 'passed']]), { ...run, code: 1 }, '1 passed, 1 failed'],
  ['nothing ran', results([]), run, '0 passed, 1 failed'],
  [
    'everything is skipped, and nobody knows why',
    results([['adds', 'pending']]),
    run,
    '0 passed, 1 failed, 1 skipped',
  ],
  [
    'everything is skipped for want of a part',
    results([['adds', 'pending']]),
    { ...run, missing: ['Chromium'] },
    '0 passed, 0 failed, 1 skipped',
  ],
  [
    'nothing is there that a part could be missing for',
    results([]),
    { ...run, missing: ['Chromium'] },
    '0 passed, 1 failed',
  ],
])('%s', (_when, given, how, line) => {
  expect(closingLine(readOutcome(given, how))).toBe(line);
});

test('a test that needs a part is named under it, any other that is skipped is only counted', () => {
  const given = results([
    ['opens in it [needs LibreOffice Calc]', 'pending'],
    ['runs without it', 'passed'],
    ['left out by a pattern', 'pending'],
  ]);
  const { lacking } = readOutcome(given, run);
  expect(lackingLines(lacking)).toEqual([
    'Skipped, because they need LibreOffice Calc:',
    '  test/unit/some.test.ts: opens in it',
  ]);
});

test('all tests of a suite are named under what it lacks', () => {
  const given = results([
    ['opens the link', 'pending'],
    ['presses the button', 'pending'],
  ]);
  const { lacking } = readOutcome(given, { ...run, missing: ['Temporal', 'Chromium'] });
  expect(lackingLines(lacking)).toEqual([
    'Skipped, because they need Temporal and Chromium:',
    '  test/unit/some.test.ts: opens the link',
    '  test/unit/some.test.ts: presses the button',
  ]);
});

test('what is no test counts as one when it fails', () => {
  const passed = readOutcome(results([['adds', 'passed']]), run);
  const skipped = readOutcome(results([['adds [needs Chromium]', 'pending']]), {
    ...run,
    missing: ['Chromium'],
  });
  const total = sum([passed, failure(), skipped, failure()]);
  expect(closingLine(total)).toBe('1 passed, 2 failed, 1 skipped');
});
