import { relative } from 'node:path';

/* What came of tests, in numbers and names. Types for the tests of it: outcome.d.mts. */

/** How a test that is skipped for want of a part ends its name; test/support/libreoffice.ts writes it. */
const NEEDS = / \[needs (.+)\]$/;

/** @type {import('./outcome.d.mts').Outcome} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0, lacking: [] };

/** @type {typeof import('./outcome.d.mts').failure} */
export const failure = (failed = 1) => ({ ...NOTHING, failed });

/** @type {typeof import('./outcome.d.mts').sum} */
export const sum = (outcomes) =>
  outcomes.reduce(
    (total, { passed, failed, skipped, lacking }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
      lacking: [...total.lacking, ...lacking],
    }),
    NOTHING,
  );

/** @type {typeof import('./outcome.d.mts').closingLine} */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** @type {typeof import('./outcome.d.mts').readOutcome} */
export function readOutcome(results, { code, root, missing }) {
  const skipped = results.numPendingTests + results.numTodoTests;
  const found = results.numFailedTests + results.numRuntimeErrorTestSuites;
  // jest says no in its exit code too, for reasons that are not a test, such as a server that did not start.
  const nothingRan = results.numPassedTests === 0 && (missing.length === 0 || skipped === 0);
  const failed = found === 0 && (code !== 0 || nothingRan) ? 1 : found;
  const lacking = results.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'pending')
      .flatMap(({ fullName }) => {
        const own = NEEDS.exec(fullName)?.[1];
        const parts = own === undefined ? missing : [...missing, own];
        if (parts.length === 0) return [];
        return [
          { part: parts.join(' and '), test: `${relative(root, file)}: ${fullName.replace(NEEDS, '')}` },
        ];
      }),
  );
  return { passed: results.numPassedTests, failed, skipped, lacking };
}

/** @type {typeof import('./outcome.d.mts').lackingLines} */
export function lackingLines(lacking) {
  const parts = [...new Set(lacking.map(({ part }) => part))];
  return parts.flatMap((part) => {
    const tests = [...new Set(lacking.filter((one) => one.part === part).map(({ test }) => test))];
    return [`Skipped, because they need ${part}:`, ...tests.map((test) => `  ${test}`)];
  });
}
