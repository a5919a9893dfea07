export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of those that were skipped, the ones that need a part which is missing. */
  readonly lacking: readonly Lacking[];
}

export interface Lacking {
  /** Several that are missing at once are one: `A and B`. */
  readonly part: string;
  /** The file and the test's name. */
  readonly test: string;
}

/** Of what jest writes with `--json`, what is read here. */
export interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export const NOTHING: Outcome;
/** Something that is not a test and went wrong counts as a failed one. */
export function failure(failed?: number): Outcome;
export function sum(outcomes: readonly Outcome[]): Outcome;
/** Like `30 passed, 1 failed`; skipped ones are counted where there are some. */
export function closingLine(outcome: Outcome): string;
/**
 * A file that cannot even be loaded counts as one failed test, and so does a suite in which nothing ran, unless a part
 * that it needs is missing.
 */
export function readOutcome(
  results: JestResults,
  run: {
    /** jest's exit code. */
    readonly code: number;
    /** Files are named as they are found from this folder. */
    readonly root: string;
    /** The parts without which no test of the suite can run; empty: all that it needs is there. */
    readonly missing: readonly string[];
  },
): Outcome;
/** The tests by name, under the part that each needs. */
export function lackingLines(lacking: readonly Lacking[]): string[];
