import { DomainError } from '../../../src/domain/errors';
import type { Act } from '../../../src/domain/referral/commands';
import { NO_CONTEXT } from '../../../src/domain/referral/commands';
import { decide } from '../../../src/domain/referral/decide';
import { resumedClock } from '../../../src/domain/referral/sent-times';
import type { ReferralState } from '../../../src/domain/referral/state';
import { instant, type Instant } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';
import { act, after } from './states';

export const NOW = instant('2028-02-03T21:00:00Z');

/** What follows an act, or `!` and the code with which it is refused. */
export function told(state: ReferralState, of: Act, now: Instant = NOW): string[] {
  const resumed = of.kind === 'resume' ? resumedClock(minnesota, state, now) : null;
  try {
    return decide(state, of, now, { ...NO_CONTEXT, resumed }).map((event) =>
      event.type === 'escalated' ? event.reason : event.type,
    );
  } catch (error) {
    if (error instanceof DomainError) return [`!${error.code}`];
    throw error;
  }
}

/** The state after an act. */
export function afterwards(state: ReferralState, of: Act, now: Instant = NOW): ReferralState {
  const resumed = of.kind === 'resume' ? resumedClock(minnesota, state, now) : null;
  return after(state, decide(state, of, now, { ...NO_CONTEXT, resumed }), { at: now });
}

export const agree = (at: string) => act({ kind: 'appointment', at: instant(at), held: false });
export const hold = (at: string) => act({ kind: 'appointment', at: instant(at), held: true });
export const pause = act({ kind: 'pause', reason: 'other' });
export const resume = act({ kind: 'resume' });
