import type { ReferralEvent } from '../../../../src/domain/referral/events';
import { instant } from '../../../../src/domain/time';
import { carriedPolicy } from '../states';
import type { Random } from './random';
import type { Rules } from './rules';
import type { Begun } from './store';
import { plainTimes, type Times } from './times';

const FIRST = Date.parse('2026-11-01T06:00:00Z');
const DAYS = 400;

/** A lead comes in, at any time, under any carriedPolicy. */
export function beginning(random: Random, rules: Rules, seed: number): Begun {
  const at = instant(FIRST + random.between(0, DAYS * 86_400) * 1_000);
  const first: ReferralEvent = {
    ...{ type: 'received', at, actor: 'crm', assignmentId: null, actId: null },
    need: { assisterType: 'navigator', countyFips: random.one(['1', '2']), countyName: 'Sample' },
    carriedPolicy: {
      ...carriedPolicy,
      missedContact: random.chance(0.3) ? 're-route' : 'escalate',
      maxHops: random.between(2, 3),
      attemptsBeforeUnable: random.between(1, 3),
      pauseMaxDays: random.between(2, 30),
      spreadMinutes: random.chance(0.5) ? 10 : 0,
    },
  };
  const hex = (seed >>> 0).toString(16).padStart(12, '0');
  return { state: rules.fold(`0199a000-0000-7000-8000-${hex}`, [first]), first };
}

export function timesOf(random: Random): Times {
  return plainTimes(random.chance(0.3) ? 2 : null);
}
