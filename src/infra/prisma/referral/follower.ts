import type { Follower } from '../../../activities/follow/ports';
import type { ProgramPolicy } from '../../../domain/policy';
import { nextExpected } from '../../../domain/referral/rules';
import type { ReferralState } from '../../../domain/referral/state';
import { shortInstant } from '../../../domain/short-instant';
import type { AdvanceCommand } from '../../../workflows/follow/activities';
import type { Plan, WakeUp } from '../../../workflows/follow/plan';
import { shownOf } from '../../referral-shown';
import { createFollower, type Standing } from '../followers/follower';
import type { PrismaClient } from '../generated/client';
import type { Tx } from '../transaction';
import { lockReferral } from './log';
import { mailed } from './mailed';
import { reportRestored } from './restored';
import type { Look, SituationReader } from './routing-situation';
import { takeSteps } from './take-steps';

export interface ReferralFollowerDeps {
  readonly policy: ProgramPolicy;
  /** Who owns an escalation at first. */
  readonly owner: string;
  readonly situations: SituationReader;
}

/** A referral, as its workflow follows it. */
export function createReferralFollower(prisma: PrismaClient, deps: ReferralFollowerDeps): Follower {
  return createFollower<ReferralState>(prisma, 'referral', {
    async lock(tx, referralId) {
      const referral = await lockReferral(tx, referralId);
      if (referral === null) throw new Error(`no referral ${referralId}`);
      return referral;
    },

    mailed: (tx, referral, attempt) => mailed(tx, deps, referral, attempt),

    advance: (tx, referral, command) => advance(tx, deps, referral, command),
  });
}

async function advance(
  tx: Tx,
  deps: ReferralFollowerDeps,
  referral: ReferralState,
  { at, seen }: AdvanceCommand,
): Promise<Standing> {
  if (seen > referral.version) await reportRestored(tx, deps, referral, at);
  const state = await takeSteps(tx, { ...deps, looked: (look: Look) => deps.situations.adopt(look) }, referral, at);
  return { version: state.version, shown: shownOf(state, seen), until: untilOf(state), rest: restOf(state) };
}

function untilOf(state: ReferralState): WakeUp | null {
  const expected = nextExpected(state);
  if (expected === null) return null;
  const { at, rule } = expected;
  return { at, purpose: `${rule.says}: ${shortInstant(at, state.terms.zone)}` };
}

function restOf({ phase, status, resolution }: ReferralState): Plan['rest'] {
  return phase === 'closed' ? { status, resolution: resolution?.resolution ?? null } : null;
}
