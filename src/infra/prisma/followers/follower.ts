import type { Follower } from '../../../activities/follow/ports';
import { afterAttempt, type MailOutcome, type MessageState } from '../../../domain/mail-retries';
import type { AdvanceCommand } from '../../../workflows/follow/activities';
import type { FollowerKind, Job, Plan, Shown, WakeUp } from '../../../workflows/follow/plan';
import type { PrismaClient } from '../generated/client';
import { keepAttempt, readAttempted, type AttemptedMessage } from '../outbox/attempts';
import { jobsOf } from '../outbox/jobs';
import { pendingMessages } from '../outbox/messages';
import { inTransaction, type Tx } from '../database/transaction';
import { markFollowed } from './follower-rows';
import type { EscalationSetting } from '../escalation/escalate';
import { reportPutBack } from './put-back';

/** Where a subject stands, once everything that is due and needs PostgreSQL only was done in the transaction. */
export interface Standing {
  readonly version: number;
  readonly shown: Shown;
  /** Long work that is to be done now. */
  readonly work?: readonly Extract<Job, { does: 'work' }>[];
  readonly until: WakeUp | null;
  /** The result of a run with which nothing is left to be done; its mails may still have to be sent. */
  readonly rest: Plan['rest'];
  /** What others are to be told, once it is true. */
  readonly afterCommit?: () => void;
}

/**
 * One kind of subject, as its follower needs it: `Locked` is what is known of it once it is locked. All methods run
 * inside the transaction that is given.
 */
export interface FollowedSubject<Locked> {
  /** Waits for whoever changes it right now. Null when there is no such subject on record. */
  lock(tx: Tx, subjectId: string): Promise<Locked | null>;
  /**
   * What became of one of its mails: returns the subject after it, and what becomes of the message, `usual` unless the
   * subject knows better.
   */
  mailed(
    tx: Tx,
    subject: Locked,
    attempt: Attempt,
  ): Promise<{ readonly subject: Locked; readonly message: MessageState; readonly afterCommit?: () => void }>;
  /** Does what is due, and says where it stands. Repeated, it finds that done. */
  advance(tx: Tx, subject: Locked, command: AdvanceCommand): Promise<Standing>;
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

/** What all kinds have in common: their mails, the time until which they rest, and that their workflow knows of it. */
export function createFollower<Locked>(
  prisma: PrismaClient,
  kind: FollowerKind,
  setting: EscalationSetting,
  followed: FollowedSubject<Locked>,
): Follower {
  const planFor = async (tx: Tx, subject: Locked, command: AdvanceCommand): Promise<Planned> => {
    const standing = await followed.advance(tx, subject, command);
    const { version, shown, work = [], until, rest, afterCommit } = standing;
    const me = { kind, subjectId: command.subjectId };
    if (command.seen > version) await reportPutBack(tx, setting, me, command.at);
    const pending = await pendingMessages(tx, me);
    const { jobs, nextAttempt } = jobsOf(pending, command.at);
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
        // Somebody else has brought it to its end: a second attempt, or an act that proves that it arrived.
        if (message === null) return planFor(tx, subject, command);
        const usual = afterAttempt(message, outcome, command.at);
        const after = await followed.mailed(tx, subject, { message, outcome, usual, command });
        await keepAttempt(tx, messageId, { state: after.message, outcome, at: command.at });
        const { plan, afterCommit } = await planFor(tx, after.subject, command);
        return { plan, afterCommit: after.afterCommit ?? afterCommit };
      }),
  };
}

/** What a workflow follows that PostgreSQL, put back to an earlier time, has never heard of: it has nothing left to do. */
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
