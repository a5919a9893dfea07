import type { Step } from '../../../domain/referral/commands';
import { decide, notBefore } from '../../../domain/referral/decide';
import { nextExpected, type Rule } from '../../../domain/referral/rules';
import { resumedClock } from '../../../domain/referral/sent-times';
import type { ReferralState } from '../../../domain/referral/state';
import type { Instant } from '../../../domain/time';
import type { Tx } from '../database/transaction';
import { append, type AppendSetting } from './append';
import { route } from '../routing/route';
import type { Look, SituationReader } from '../routing/situation';
import { unansweredInARow } from './unanswered';

export interface StepSetting extends AppendSetting {
  readonly situations: SituationReader;
  /** Called with what a routing has read. It may be kept once the transaction is committed. */
  readonly looked: (look: Look) => unknown;
}

/** Far more than any referral needs. A rule that never rests causes an error, not an endless transaction. */
const MOST_STEPS = 100;

/** Takes every step that is due, one after the other, in the caller's transaction. The referral is locked. */
export async function takeSteps(
  tx: Tx,
  setting: StepSetting,
  referral: ReferralState,
  now: Instant,
): Promise<ReferralState> {
  let state = referral;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const at = notBefore(state, now);
    const expected = nextExpected(state);
    if (expected === null || expected.at > at) return state;
    const step = await stepOf(tx, setting, state, expected.rule, at);
    const events = decide(state, step, at);
    if (events.length === 0) throw new Error(`the step ${step.kind} changes nothing`);
    [state = state] = await append(tx, setting, [{ before: state, events }]);
  }
  throw new Error(`referral ${state.referralId} does not come to rest`);
}

/** The step of the rule, with the facts that have to be looked up for it. */
async function stepOf(
  tx: Tx,
  setting: StepSetting,
  state: ReferralState,
  rule: Rule,
  at: Instant,
): Promise<Step> {
  switch (rule.step) {
    case 'route': {
      const { outcome, look } = await route(tx, setting, state, { at, retry: false });
      setting.looked(look);
      return { kind: 'route', outcome };
    }
    case 'breach': {
      const { milestone } = rule;
      return { kind: 'breach', milestone, unansweredInARow: await unansweredInARow(tx, state) };
    }
    case 'remind':
      return { kind: 'remind', milestone: rule.milestone };
    case 'end-pause': {
      const resumed = resumedClock(setting.policy, state, at);
      if (resumed === null) throw new Error(`nothing is paused in referral ${state.referralId}`);
      return { kind: 'end-pause', resumed };
    }
    case 'leave-to-person':
    case 'expire-acceptance':
    case 'alert-unopened':
    case 'release-place':
    case 'close-interim':
      return { kind: rule.step };
    default:
      return rule satisfies never;
  }
}
