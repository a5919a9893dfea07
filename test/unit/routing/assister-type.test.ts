import { assisterType, type AssisterTypeRule } from '../../../src/domain/routing/assister-type';
import type { ProgramPolicy } from '../../../src/domain/policy';
import type { Determination } from '../../../src/domain/terms';
import type { AssisterType } from '../../../src/domain/vocabulary';
import { minnesota } from '../support/minnesota';

const table: readonly [boolean, readonly Determination[], AssisterType, AssisterTypeRule][] = [
  [false, [], 'navigator', 'no-application'],
  [false, ['none'], 'navigator', 'no-application'],
  [false, ['pending'], 'navigator', 'no-application'],
  [true, [], 'navigator', 'no-determination'],
  [true, ['none'], 'navigator', 'no-determination'],
  [true, ['pending'], 'navigator', 'no-determination'],
  [true, ['medical-assistance'], 'navigator', 'public-program'],
  [true, ['minnesotacare'], 'navigator', 'public-program'],
  [true, ['medical-assistance', 'minnesotacare'], 'navigator', 'public-program'],
  [true, ['medical-assistance', 'pending'], 'navigator', 'public-program'],
  [true, ['qhp'], 'broker', 'qhp'],
  [true, ['qhp-aptc'], 'broker', 'qhp'],
  [true, ['qhp', 'qhp-aptc', 'none'], 'broker', 'qhp'],
  [true, ['pending', 'qhp'], 'broker', 'qhp'],
  [true, ['medical-assistance', 'qhp'], 'navigator', 'both-programs'],
  [true, ['qhp-aptc', 'minnesotacare'], 'navigator', 'both-programs'],
  [false, ['minnesotacare'], 'navigator', 'public-program'],
  [false, ['qhp'], 'broker', 'qhp'],
  [false, ['qhp', 'minnesotacare'], 'navigator', 'both-programs'],
];

test.each(table)('application %s, determinations %j: %s by %s', (active, determinations, type, rule) => {
  expect(assisterType({ application: { active }, determinations }, minnesota)).toEqual({ type, rule });
});

test('a household with both programs is the policy’s choice, and nothing else is', () => {
  const policy: Pick<ProgramPolicy, 'routing' | 'terms'> = {
    terms: minnesota.terms,
    routing: { ...minnesota.routing, bothProgramsAssisterType: 'broker' },
  };
  const application = { active: true };
  expect(assisterType({ application, determinations: ['qhp', 'minnesotacare'] }, policy).type).toBe('broker');
  expect(assisterType({ application, determinations: ['minnesotacare'] }, policy).type).toBe('navigator');
});
