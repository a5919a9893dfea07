import type { MailOutcome } from '../../../../src/domain/mail-retries';
import { isUnsettled, type ReferralState } from '../../../../src/domain/referral/state';
import { plusMillis, type Instant } from '../../../../src/domain/time';
import type { Places } from './places';
import type { Random } from './random';
import type { MessageRow, Store } from './store';

/** An attempt that is under way: what comes of it, and when that is known. */
export interface Attempt {
  readonly key: string;
  /** The worker can die before it has recorded anything. */
  readonly outcome: MailOutcome | 'died';
  /** The server has the mail, whatever it could say. */
  readonly taken: boolean;
  /** SMTP is touched: noted before. */
  readonly claims: boolean;
  readonly at: number;
}

interface Setting {
  readonly store: Store;
  readonly places: Places;
  readonly at: Instant;
  readonly now: number;
  /** Nothing goes wrong any more. */
  readonly quiet: boolean;
}

const SENT: MailOutcome = { outcome: 'sent', response: '250 ok' };
const REFUSED: MailOutcome = { outcome: 'refused', smtpCode: 550, response: '550 no such user' };
const DEFERRED: MailOutcome = {
  outcome: 'deferred',
  smtpCode: 451,
  response: '451 later',
  mayHaveIt: false,
};
const UNANSWERED: MailOutcome = {
  outcome: 'deferred',
  smtpCode: null,
  response: 'no answer',
  mayHaveIt: true,
};

/** What a mail server, or the way to it, makes of a message. */
export function attemptOf(random: Random, message: MessageRow, setting: Setting): Attempt {
  const { key, organizationId } = message;
  const { quiet, now, places } = setting;
  const at = now + random.one([40, 300, 2_000, 20_000]);
  const unsent = untried(random, message, setting);
  if (unsent !== null) return { key, outcome: unsent, taken: false, claims: false, at: now };
  if (places.find(organizationId).deadAddress)
    return { key, outcome: REFUSED, taken: false, claims: true, at };
  if (quiet) return { key, outcome: SENT, taken: true, claims: true, at };
  const [outcome, taken] = random.weighted<readonly [MailOutcome | 'died', boolean]>([
    [78, [SENT, true]],
    [8, [DEFERRED, false]],
    [2, [UNANSWERED, false]],
    [4, [UNANSWERED, true]],
    [2, [REFUSED, false]],
    [3, ['died', true]],
    [3, ['died', false]],
  ]);
  return { key, outcome, taken, claims: true, at };
}

/** What the makers of the texts say before anything is sent. */
function untried(
  random: Random,
  { order, assignmentId }: MessageRow,
  { store, at, quiet }: Setting,
): MailOutcome | null {
  if (order.mail === 'over') return null;
  if (!isWith(store.state, assignmentId)) return { outcome: 'overtaken' };
  if (order.mail !== 'reminder') return null;
  const clock = store.state.assignment?.clocks?.[order.milestone];
  if (clock === undefined || !isUnsettled(clock) || clock.dueAt !== order.dueAt || at >= order.dueAt) {
    return { outcome: 'overtaken' };
  }
  return !quiet && random.chance(0.2) ? { outcome: 'outside-hours', until: plusMillis(at, 3_600_000) } : null;
}

function isWith({ phase, assignment }: ReferralState, assignmentId: string): boolean {
  return (phase === 'sending' || phase === 'open') && assignment?.id === assignmentId;
}
