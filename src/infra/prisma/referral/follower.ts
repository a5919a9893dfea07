import type { Follower } from '../../../activities/follow/ports';
import { freesPlace } from '../../../domain/referral/places';
import { nextExpected } from '../../../domain/referral/rules';
import type { ReferralState } from '../../../domain/referral/state';
import { shortInstant } from '../../../domain/short-instant';
import type { AdvanceCommand } from '../../../workflows/follow/activities';
import type { Plan, WakeUp } from '../../../workflows/follow/plan';
import type { Waker } from '../../../workflows/follow/waker';
import { shownOf } from './shown';
import type { EscalationSetting } from '../escalation/escalate';
import { createFollower, type Advanced } from '../followers/follower';
import type { PrismaClient } from '../generated/client';
import type { Tx } from '../database/transaction';
import { lockReferral } from './log';
import { mailed } from './mailed';
import type { Look, SituationReader } from '../routing/situation';
import { takeSteps } from './take-steps';

export interface ReferralFollowerDeps extends EscalationSetting {
  readonly situations: SituationReader;
  readonly waker: Pick<Waker, 'wake' | 'nudgeWaitlist'>;
}

/** The follower of a referral. */
export function createReferralFollower(prisma: PrismaClient, deps: ReferralFollowerDeps): Follower {
  return createFollower<ReferralState>(prisma, 'referral', deps, {
    lock: lockReferral,

    async mailed(tx, referral, attempt) {
      const after = await mailed(tx, deps, referral, attempt);
      return { ...after, ...nudging(deps, referral, after.subject) };
    },

    advance: (tx, referral, command) => advance(tx, deps, referral, command),
  });
}

async function advance(
  tx: Tx,
  deps: ReferralFollowerDeps,
  referral: ReferralState,
  { at, seen }: AdvanceCommand,
): Promise<Advanced> {
  const state = await takeSteps(
    tx,
    { ...deps, looked: (look: Look) => deps.situations.adopt(look) },
    referral,
    at,
  );
  return {
    version: state.version,
    shown: shownOf(state, seen),
    until: untilOf(state),
    rest: restOf(state),
    ...nudging(deps, referral, state),
  };
}

/** Waiting referrals may be able to take the place. */
function nudging({ waker }: ReferralFollowerDeps, before: ReferralState, after: ReferralState) {
  return freesPlace(before, after) ? { afterCommit: () => waker.nudgeWaitlist() } : {};
}

function untilOf(state: ReferralState): WakeUp | null {
  const expected = nextExpected(state);
  if (expected === null) return null;
  const { at, rule } = expected;
  return { at, purpose: `${rule.says}: ${shortInstant(at, state.carriedPolicy.zone)}` };
}

function restOf({ phase, status, resolution }: ReferralState): Plan['rest'] {
  return phase === 'closed' ? { status, resolution: resolution?.resolution ?? null } : null;
}
