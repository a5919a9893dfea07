import type { ReadMail } from '../../domain/inbound-mail';
import type { Instant } from '../../domain/time';
import type { InboundMailKind, MessageKind } from '../../domain/vocabulary';
import type { BounceInput } from '../../workflows/bounce/messages';

/** What receiving mail needs of the outside world. */

export interface InboundMailParser {
  /** Null when it is no mail at all. Never throws for what is in it. */
  read(raw: Buffer): Promise<ReadMail | null>;
}

/** A mail of ours that another one is about. */
export interface OurMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly referralId: string | null;
  /** Null when it went to the exchange itself. */
  readonly organizationId: string | null;
  readonly assignmentId: string | null;
}

export interface InboundMailRecord {
  readonly id: string;
  readonly kind: InboundMailKind;
  readonly messageId: string | null;
  readonly referralId: string | null;
  readonly organizationId: string | null;
  readonly requestId: string | null;
  readonly receivedAt: Instant;
}

export interface InboundMailStore {
  /** By the digest of the raw mail; null when it was not handed in before. */
  find(digest: string): Promise<InboundMailRecord | null>;
  /** The first of these that is a message of ours. */
  firstMessage(ids: readonly string[]): Promise<OurMessage | null>;
  /** Every organization whose contact point this address is; compared without regard to case. */
  organizationsAt(address: string): Promise<readonly string[]>;
  /** Kept once: who comes second gets what the first one kept. */
  keep(digest: string, record: InboundMailRecord): Promise<InboundMailRecord>;
}

export interface Bounces {
  /** Starts what follows from a mail that came back; does nothing when that runs or has run. */
  start(bounce: BounceInput): Promise<void>;
}

/** Where what an organization wrote becomes a request that the exchange answers. */
export interface InboundQuestions {
  /** The same id again changes nothing. Returns the request's id. */
  ask(question: InboundQuestion): Promise<{ readonly requestId: string }>;
}

export interface InboundQuestion {
  /** Made from the mail, so that a mail handed in twice asks once. */
  readonly id: string;
  readonly organizationId: string | null;
  readonly referralId: string | null;
  readonly text: string;
  readonly at: Instant;
}
