import fc from 'fast-check';
import { command, COMMANDS } from './model/commands';
import { RULES } from './model/core';
import { drive, POLICIES, table, type Reached } from './model/drive';

/**
 * Random lives of a referral through the pure core, next to a model that is as simple as it can be. After every
 * command both say the same: where it is, with whom, which clocks run and until when, what was refused and why.
 */

const SEQUENCES = 20_000;

const STATES = [
  ...['waits for the rules', 'waits for a person', 'sending', 'offered', 'open', 'attempted', 'overdue'],
  ...['contacted', 'agreed', 'held', 'interim', 'paused', 'resolved', 'withdrawn'],
];

test(`${SEQUENCES} random lives agree with the model, and reach every state by every command`, () => {
  const reached: Reached = new Map();
  fc.assert(
    fc.property(
      fc.constantFrom(...POLICIES),
      fc.array(command, { minLength: 10, maxLength: 40, size: 'max' }),
      (policy, commands) => drive(RULES, policy, commands, reached),
    ),
    { numRuns: SEQUENCES, seed: 20261124 },
  );
  process.stdout.write(`${table(reached, STATES, COMMANDS)}\n`);
  const cells = STATES.flatMap((state) => COMMANDS.map((name) => `${state} / ${name}`));
  expect(cells.filter((cell) => !reached.has(cell))).toEqual([]);
  expect([...reached.keys()].filter((cell) => !cells.includes(cell))).toEqual([]);
});
