import type { ReadMail } from '../../domain/inbound-mail/inbound-mail';
import type { Instant } from '../../domain/time';
import type { InboundMailKind, MessageKind } from '../../domain/vocabulary';

/** What receiving mail needs of the outside world. */

export interface InboundMailParser {
  /** Null when it is no mail at all. Never throws because of its content. */
  read(raw: Buffer): Promise<ReadMail | null>;
}

/** A mail of ours that another one is about. */
export interface OurMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly referralId: string | null;
  /** Null when it went to the exchange itself. */
  readonly organizationId: string | null;
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
  /** By the digest of the raw mail. Null when it was not handed in before. */
  find(digest: string): Promise<InboundMailRecord | null>;
  /** The first of these ids that is a message of ours. */
  firstMessage(ids: readonly string[]): Promise<OurMessage | null>;
  /** Every organization whose contact point this address is. Case is ignored. */
  organizationsAt(address: string): Promise<readonly string[]>;
  /**
   * Keeps the mail with everything that follows from it, all or nothing, once. A second call gets what the first one
   * kept.
   */
  keep(digest: string, record: InboundMailRecord, consequence: Consequence): Promise<InboundMailRecord>;
}

/** What follows from a mail. */
export type Consequence =
  | { readonly follows: 'nothing' }
  /**
   * The message that the record names did not arrive. This counts like a refusal by the server, once, however many
   * reports say so. The message went to an organization.
   */
  | { readonly follows: 'bounce'; readonly smtpCode: number | null }
  /** A question from the organization that the record names. Null there: nobody knows yet who asks. */
  | { readonly follows: 'question'; readonly text: string };
