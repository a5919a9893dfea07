import type { ProgramPolicy } from '../../domain/policy';
import type { Waker } from '../../workflows/follow/waker';
import type { ReportMaker, StatementApplier } from '../report/ports';
import type { MailOutcome } from '../../domain/mail-retries';
import type { MailOrder, MailName, OrderOf } from '../../domain/mail-order';
import type { Instant } from '../../domain/time';
import type { MessageKind } from '../../domain/vocabulary';
import type { RenderedMail } from '../../mail/types';
import type { AdvanceCommand, JobCommand } from '../../workflows/follow/activities';
import type { FollowerKind, Plan } from '../../workflows/follow/plan';

/** What following needs of the outside world; see src/activities/ports.ts. */

/** One kind of subject in PostgreSQL. Each call is one transaction, with the subject locked. */
export interface Follower {
  advance(command: AdvanceCommand): Promise<Plan>;
  /**
   * Keeps what became of a mail, with everything that follows from it, and advances. A message that has ended stays
   * unchanged.
   */
  record(command: AdvanceCommand, messageId: string, outcome: MailOutcome): Promise<Plan>;
}

export type Followers = Readonly<Record<FollowerKind, Follower>>;

/** Long work for one kind of subject. It can be repeated, and continues where it stopped. */
export type Work = (command: JobCommand, heartbeat: (done: number) => void) => Promise<void>;

/** What the long work needs. */
export interface WorkDeps {
  readonly policy: ProgramPolicy;
  readonly waker: Waker;
  readonly rerouteWork: Work;
  readonly statements: StatementApplier;
  readonly reportMaker: ReportMaker;
}

/** Kinds without long work have none. */
export type Works = Readonly<Partial<Record<FollowerKind, Work>>>;

/** The record of every mail. */
export interface Outbox {
  /** Null when it was withdrawn before anything was sent. */
  find(messageId: string): Promise<OutboxMessage | null>;
  /**
   * Notes that an attempt begins, because from then on the server may have the mail. Says whether the server may have
   * had it already. Null when the message has come to its end in the meantime, or is held. `recipient`: null when that could not be
   * found out.
   */
  claim(
    messageId: string,
    to: { readonly recipient: string | null },
  ): Promise<{ readonly mayHaveIt: boolean } | null>;
}

export interface OutboxMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly order: MailOrder;
  readonly state: 'pending' | 'sent' | 'refused' | 'overtaken' | 'abandoned';
  readonly referralId: string | null;
  readonly assignmentId: string | null;
  readonly escalationId: string | null;
  readonly reportId: string | null;
  readonly requestId: string | null;
  readonly organizationId: string | null;
}

/** What a mail is made from, or why it is not sent now. */
export type Prepared =
  | {
      readonly recipient: string;
      /** Made from what is true now. The same time gives the same text. */
      compose(): Promise<RenderedMail>;
    }
  | Extract<MailOutcome, { outcome: 'overtaken' | 'outside-hours' }>;

/** One maker for each order. A new kind of mail does not compile until its maker exists. */
export type MailMakers = {
  readonly [Name in MailName]: (
    message: OutboxMessage,
    order: OrderOf<Name>,
    at: Instant,
  ) => Promise<Prepared>;
};
