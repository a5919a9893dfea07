import type { Follower } from '../../../activities/follow/ports';
import { causeOf } from '../../../domain/escalation/stored';
import { afterAttempt, type MailOutcome, type MessageState } from '../../../domain/mail-retries';
import type { MailOrder } from '../../../domain/mail-order';
import type { AdvanceCommand } from '../../../workflows/follow/activities';
import type { Followed, FollowerKind, Job, Plan, Shown, WakeUp } from '../../../workflows/follow/plan';
import type { Instant } from '../../../domain/time';
import type { PrismaClient } from '../generated/client';
import { keepAttempt, readAttempted, type AttemptedMessage } from '../outbox/attempts';
import { jobsOf } from '../outbox/jobs';
import { pendingMessages } from '../outbox/messages';
import { inTransaction, type Tx } from '../database/transaction';
import { markBehind, markFollowed } from './follower-rows';
import { escalate, type EscalationSetting } from '../escalation/escalate';

/** Where a subject stands after the transaction has done everything that is due and needs only PostgreSQL. */
export interface Advanced {
  readonly version: number;
  readonly shown: Shown;
  /** Long work that has to be done now. */
  readonly work?: readonly Extract<Job, { does: 'work' }>[];
  readonly until: WakeUp | null;
  /** Set when nothing is left to do or to wait for: the result of the run. Its mails may still have to be sent. */
  readonly rest: Plan['rest'];
  /** Pending mails that wait until somebody changes the subject. */
  readonly holds?: readonly MailOrder['mail'][];
  /** Tells others, once this is committed. */
  readonly afterCommit?: () => void;
}

/**
 * One kind of subject, as its follower needs it. `Locked` is what is known about the subject while it is locked. All
 * methods run inside the given transaction.
 */
export interface FollowedSubject<Locked> {
  /** Waits for other transactions that are changing it. Null when there is no such subject on record. */
  lock(tx: Tx, subjectId: string): Promise<Locked | null>;
  /**
   * Keeps what became of one of its mails. Returns the subject after that, and what becomes of the message: `usual`,
   * unless the subject knows better.
   */
  mailed(
    tx: Tx,
    subject: Locked,
    attempt: Attempt,
  ): Promise<{ readonly subject: Locked; readonly message: MessageState; readonly afterCommit?: () => void }>;
  /** Does what is due, and returns where the subject stands. When repeated, it finds the work done. */
  advance(tx: Tx, subject: Locked, command: AdvanceCommand): Promise<Advanced>;
}

interface Planned {
  readonly plan: Plan;
  readonly afterCommit: (() => void) | undefined;
}

export interface Attempt {
  readonly message: AttemptedMessage;
  readonly outcome: MailOutcome;
  readonly usual: MessageState;
  readonly command: AdvanceCommand;
}

/** What all kinds have in common: their mails, when they are woken, and the row that says whether they are behind. */
export function createFollower<Locked>(
  prisma: PrismaClient,
  kind: FollowerKind,
  setting: EscalationSetting,
  followed: FollowedSubject<Locked>,
): Follower {
  const planFor = async (tx: Tx, subject: Locked, command: AdvanceCommand): Promise<Planned> => {
    const advanced = await followed.advance(tx, subject, command);
    const { version, shown, work = [], until, rest, holds = [], afterCommit } = advanced;
    const me = { kind, subjectId: command.subjectId };
    if (command.seen > version) await reportPutBack(tx, setting, me, command.at);
    const pending = await pendingMessages(tx, me);
    const { jobs, nextAttempt } = jobsOf(
      pending.filter(({ order }) => !holds.includes(order.mail)),
      command.at,
    );
    const wakeUp = earlier(until, nextAttempt);
    const atRest = rest !== null && pending.length === 0 && work.length === 0;
    await markFollowed(tx, me, { version, wakeAt: wakeUp?.at ?? null, atRest });
    const plan = { version, shown, jobs: [...work, ...jobs], until: wakeUp, rest: atRest ? rest : null };
    return { plan, afterCommit };
  };
  const unknown = async (tx: Tx, { subjectId, at }: AdvanceCommand): Promise<Planned> => {
    await reportPutBack(tx, setting, { kind, subjectId }, at);
    return { plan: NOT_ON_RECORD, afterCommit: undefined };
  };
  const committing = async (work: (tx: Tx) => Promise<Planned>): Promise<Plan> => {
    const { plan, afterCommit } = await inTransaction(prisma, work);
    afterCommit?.();
    return plan;
  };
  return {
    advance: (command) =>
      committing(async (tx) => {
        const subject = await followed.lock(tx, command.subjectId);
        return subject === null ? unknown(tx, command) : planFor(tx, subject, command);
      }),

    record: (command, messageId, outcome) =>
      committing(async (tx) => {
        const subject = await followed.lock(tx, command.subjectId);
        if (subject === null) return unknown(tx, command);
        const message = await readAttempted(tx, messageId);
        // The message came to its end in another way: by a second attempt, or by an act that proves that it arrived.
        if (message === null) return planFor(tx, subject, command);
        const usual = afterAttempt(message, outcome, command.at);
        const after = await followed.mailed(tx, subject, { message, outcome, usual, command });
        await keepAttempt(tx, messageId, { state: after.message, outcome, at: command.at });
        const { plan, afterCommit } = await planFor(tx, after.subject, command);
        return { plan, afterCommit: after.afterCommit ?? afterCommit };
      }),
  };
}

/** The plan for a subject that PostgreSQL, restored to an earlier time, does not know: nothing is left to do. */
const NOT_ON_RECORD: Plan = {
  version: 0,
  shown: { headline: 'Not on record any more', facts: [], attributes: {} },
  jobs: [],
  until: null,
  rest: { status: 'not-on-record' },
};

function earlier(one: WakeUp | null, other: WakeUp | null): WakeUp | null {
  if (one === null || other === null) return one ?? other;
  return other.at < one.at ? other : one;
}

/** The digest's workflow sends the mail, because the subject itself may not be on record. */
const SENDER: Followed = { kind: 'digest', subjectId: '' };

/**
 * A workflow has seen a later version than PostgreSQL has, so PostgreSQL was restored to an earlier time. The workflow
 * continues from what is on record now, and a person looks for what was lost. However many workflows find this, there
 * is one escalation.
 */
async function reportPutBack(
  tx: Tx,
  setting: EscalationSetting,
  openedBy: Followed,
  at: Instant,
): Promise<void> {
  const cause = causeOf('workflow-restarted', { kind: 'service' });
  await escalate(tx, setting, { ...cause, at, openedBy, sender: SENDER });
  await markBehind(tx, [SENDER], at);
}
