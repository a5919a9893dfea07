import { afterAttempt } from '../../../../src/domain/mail-retries';
import { decide, notBefore } from '../../../../src/domain/referral/decide';
import { evolve, fold } from '../../../../src/domain/referral/evolve';
import { followUpMails } from '../../../../src/domain/referral/follow-up-mails';
import { moveBy } from '../../../../src/domain/referral/read-model';
import { nextExpected } from '../../../../src/domain/referral/rules';

/** The core under test; a test may put a bug in its place. */
export interface Rules {
  readonly decide: typeof decide;
  readonly notBefore: typeof notBefore;
  readonly evolve: typeof evolve;
  readonly fold: typeof fold;
  readonly moveBy: typeof moveBy;
  readonly nextExpected: typeof nextExpected;
  readonly followUpMails: typeof followUpMails;
  readonly afterAttempt: typeof afterAttempt;
  /** Whether an act that was sent before is looked up before it is decided. */
  readonly remembersActs: boolean;
}

export const RULES: Rules = {
  ...{ decide, notBefore, evolve, fold, moveBy, nextExpected, followUpMails, afterAttempt },
  remembersActs: true,
};
