import type { MailOutcome, MessageState } from '../../../domain/mail-retries';
import type { ProgramPolicy } from '../../../domain/policy';
import type { MailFact } from '../../../domain/referral/commands';
import { decide, notBefore } from '../../../domain/referral/decide';
import { overNotice } from '../../../domain/referral/follow-up-mails';
import { sentTimes } from '../../../domain/referral/sent-times';
import type { ReferralState } from '../../../domain/referral/state';
import type { Instant } from '../../../domain/time';
import { distrustContact } from '../organization/distrust-contact';
import type { Attempt } from '../followers/follower';
import { addMessages } from '../outbox/messages';
import type { AttemptedMessage } from '../outbox/attempts';
import type { Tx } from '../database/transaction';
import { append, kindOf, type AppendSetting } from './append';

interface Mailed {
  readonly subject: ReferralState;
  readonly message: MessageState;
}

/** Keeps what became of a referral's mail: its event, if it concerns anything, and the message's end. It is locked. */
export async function mailed(
  tx: Tx,
  setting: AppendSetting,
  referral: ReferralState,
  attempt: Attempt,
): Promise<Mailed> {
  const { message, outcome, usual, command } = attempt;
  const at = notBefore(referral, command.at);
  if (outcome.outcome === 'refused') await distrustContact(tx, message.id, at);
  const fact = factOf(setting.policy, message, outcome, at);
  const events = fact === null ? [] : decide(referral, fact, at);
  const [after = referral] = await append(tx, setting, [{ before: referral, events }]);
  if (message.order.mail !== 'lead') return { subject: after, message: usual };
  if (isAwaited(referral, message)) return { subject: after, message: atAlert(after, usual) };
  await tellOver(tx, referral, attempt, at);
  // The server did not take it, and nobody needs it any more.
  return { subject: after, message: outcome.outcome === 'deferred' ? { state: 'overtaken' } : usual };
}

function factOf(
  policy: ProgramPolicy,
  { order, assignmentId, organizationId }: AttemptedMessage,
  outcome: MailOutcome,
  at: Instant,
): MailFact | null {
  if (order.mail === 'lead' && assignmentId !== null) {
    switch (outcome.outcome) {
      case 'sent':
        return { kind: 'lead-sent', assignmentId, times: sentTimes(policy, at) };
      case 'refused':
        return { kind: 'lead-refused', assignmentId, smtpCode: outcome.smtpCode };
      case 'deferred':
        return { kind: 'lead-deferred', assignmentId };
      case 'overtaken':
      case 'outside-hours':
        return null;
      default:
        return outcome satisfies never;
    }
  }
  // Mail to the exchange itself names no organization. Its refusal shows in the message's row.
  const refused = outcome.outcome === 'refused' && organizationId !== null;
  return refused ? { kind: 'mail-refused', organizationId } : null;
}

function isAwaited({ phase, assignment }: ReferralState, { assignmentId }: AttemptedMessage): boolean {
  return phase === 'sending' && assignment?.id === assignmentId;
}

/** One attempt is made when the alert is due. So the alert is not late, nor about a lead that could be sent by then. */
function atAlert({ assignment }: ReferralState, usual: MessageState): MessageState {
  const alertAt = assignment?.unsentAlertAt ?? null;
  if (usual.state !== 'pending' || alertAt === null || alertAt >= usual.nextAttemptAt) return usual;
  return { state: 'pending', nextAttemptAt: alertAt };
}

function isTheirs({ assignment }: ReferralState, assignmentId: string): boolean {
  return assignment?.id === assignmentId && assignment.endReason !== 'withdrawn';
}

function mayHaveIt({ inDoubt }: AttemptedMessage, outcome: MailOutcome): boolean {
  switch (outcome.outcome) {
    case 'sent':
      return true;
    case 'refused':
      return false;
    case 'deferred':
      return outcome.mayHaveIt;
    case 'overtaken':
    case 'outside-hours':
      return inDoubt;
    default:
      return outcome satisfies never;
  }
}

/**
 * The lead was sent, or may have been, although its assignment had ended. The organization that got it is told at once.
 * An organization that acted on it before the sending was on record has it rightly, and is not told.
 */
async function tellOver(
  tx: Tx,
  state: ReferralState,
  { message, outcome }: Attempt,
  at: Instant,
): Promise<void> {
  const { assignmentId, organizationId } = message;
  if (assignmentId === null || organizationId === null || isTheirs(state, assignmentId)) return;
  if (!mayHaveIt(message, outcome)) return;
  const [{ hop } = { hop: 0 }] = await tx.$queryRaw<{ hop: number }[]>`
    SELECT hop FROM assignments WHERE id = ${assignmentId}::uuid`;
  const { referralId, status } = state;
  const notice = overNotice(
    { id: assignmentId, organizationId, hop },
    status === 'withdrawn' ? 'withdrawn' : 'reassigned',
  );
  const sender = { kind: 'referral', subjectId: referralId } as const;
  const { key, order } = notice;
  await addMessages(
    tx,
    [
      {
        key: `referral-${referralId}/${key}`,
        kind: kindOf(order),
        order,
        sender,
        referralId,
        assignmentId,
        organizationId,
      },
    ],
    at,
  );
}
