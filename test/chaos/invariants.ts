/** One line of the table at the end. */
export interface Invariant {
  readonly name: string;
  readonly faults: readonly string[];
}

/** Which words of the checkers belong to which promise; the first that fits. */
const PROMISES: readonly (readonly [name: string, words: RegExp])[] = [
  [
    'acknowledged leads and acts lost',
    /was acknowledged, and is not in its log|acknowledged and is not recorded/,
  ],
  [
    'requests recorded twice',
    /was recorded (\d+ times|more than once)|act .* is kept, and nothing in the log names it|which is not kept/,
  ],
  ['answers that changed, or never came', /was answered \d+ .*, then|no answer to/],
  ['ends other than acknowledged', /its end was acknowledged as/],
  ['gaps in numbers', /stands where \d+ belongs|does not begin with its arrival/],
  ['log against itself: order and states', /is dated before|and by the log to/],
  ['log against milestones', /its (milestones|former deadlines) should be/],
  ['log against read model', /should be .* by the log|has no referral/],
  ['places held', /holds \d+ places/],
  [
    'open without a workflow, closed with one',
    /does not run|has nothing to follow|closed and still followed|not followed/,
  ],
  ['workflows behind or asleep', /is behind|should have looked again|was due at|rests longer/],
  ['message rows without an end', /has not come to its end|still in doubt/],
  ['mails of a step', /was never made|is no message|nobody has it|without an attempt/],
  ['raw copies beyond lost answers', /came \d+ times/],
  ['escalations: twice, miscounted, left open', /escalation/],
  ['transactions idle', /was left open/],
  ['reports and statements', /report|statement/],
  ['nondeterminism in worker logs', /nondeterminism/],
];
const OTHER = 'anything else';

/** Every fault in one line of the table; all lines are there, also those without a fault. */
export function sortFaults(faults: readonly string[]): readonly Invariant[] {
  const names = [...PROMISES.map(([name]) => name), OTHER];
  const nameOf = (fault: string): string => PROMISES.find(([, words]) => words.test(fault))?.[0] ?? OTHER;
  return names.map((name) => ({ name, faults: faults.filter((fault) => nameOf(fault) === name) }));
}

/** The words by which the SDK tells that a history does not replay. */
const NONDETERMINISM = /nondeterminis|TMPRL1100/i;

/**
 * Of the SDK's making: when a workflow task has timed out at a worker that only stood still, it hands what came meanwhile
 * to the run as it is, so that a replay meets another order. The run fails, and another one takes its place.
 */
const AFTER_A_PAUSE = /Missing associated machine for LocalActivity/;

export function pausedRunsIn(printed: string): number {
  return printed.split('\n').filter((line) => NONDETERMINISM.test(line) && AFTER_A_PAUSE.test(line)).length;
}

export function nondeterminismIn(printed: string): string[] {
  return printed
    .split('\n')
    .filter((line) => NONDETERMINISM.test(line) && !AFTER_A_PAUSE.test(line))
    .map((line) => `nondeterminism: ${line.slice(0, 300)}`);
}

/** The referrals that faults speak of. */
export function referralsIn(faults: readonly string[]): readonly string[] {
  const ids = faults.flatMap((fault) =>
    [...fault.matchAll(/referral[ -]([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g)].map(
      ([, id]) => id ?? '',
    ),
  );
  return [...new Set(ids)];
}

export function workflowsIn(faults: readonly string[]): readonly string[] {
  return [...new Set(faults.flatMap((fault) => /^workflow (\S+)/.exec(fault)?.[1] ?? []))];
}
