import fc from 'fast-check';
import { command, COMMANDS, type Command } from '../unit/referral/model/commands';
import { POLICIES, table, type Reached } from '../unit/referral/model/drive';
import type { ModelPolicy } from '../unit/referral/model/model-clock';
import { ModelRun } from './support/model-run';
import { withRouting } from './support/policies';
import { Service } from './support/service';

/** Random lives of a referral, as in test/unit/referral/model.test.ts, but on a real worker with real timers. */

const LIVES_A_POLICY = 22;
const STEPS = 12;

const reached: Reached = new Map();
let service: Service;
afterEach(() => service.stop());
afterAll(() => {
  const states = [...new Set([...reached.keys()].map((cell) => cell.split(' / ')[0] ?? ''))].sort();
  process.stdout.write(`${table(reached, states, COMMANDS)}\n`);
});

const lives = fc.sample(fc.array(command, { minLength: 40, maxLength: 60, size: 'max' }), {
  numRuns: LIVES_A_POLICY * POLICIES.length,
  seed: 20261124,
});

test.each(POLICIES.map((policy, n) => ({ policy, n })))(
  `${LIVES_A_POLICY} lives of at least ${STEPS} commands agree with the model: %j`,
  async ({ policy, n }) => {
    service = await Service.start({ policy: programOf(policy) });
    await service.goTo('2028-02-01T16:00:00.000Z');
    let steps = 0;
    for (const commands of lives.slice(n * LIVES_A_POLICY, (n + 1) * LIVES_A_POLICY)) {
      steps = Math.max(steps, await live(policy, commands));
    }
    expect(steps).toBe(STEPS);
  },
);

/** How many commands were given: those that make no sense where it stands are passed over. */
async function live(policy: ModelPolicy, commands: readonly Command[]): Promise<number> {
  const run = await ModelRun.begin(service, policy);
  const given: Command[] = [];
  for (const next of commands) {
    if (given.length === STEPS) break;
    const cell = `${run.label} / ${next.do}`;
    try {
      if (!(await run.step(next))) continue;
    } catch (error) {
      throw new Error(`after ${JSON.stringify([...given, next])}`, { cause: error });
    }
    given.push(next);
    reached.set(cell, (reached.get(cell) ?? 0) + 1);
  }
  await run.end();
  expect(given).toHaveLength(STEPS);
  return given.length;
}

function programOf({ acceptanceHours, reRoutesMissedContact }: ModelPolicy) {
  return withRouting({
    acceptanceWindowMinutes: acceptanceHours === null ? null : acceptanceHours * 60,
    missedContact: reRoutesMissedContact ? 're-route' : 'escalate',
  });
}
