import type { ReadMail } from '../../domain/inbound-mail/read-mail';
import type { OurMail } from '../../domain/inbound-mail/verdict';
import type { Instant } from '../../domain/time';
import type { InboundMailKind, MessageKind } from '../../domain/vocabulary';

/** What receiving mail needs of the outside world. */

export interface InboundMailParser {
  /** Null when it is no mail at all. Never throws because of its content. */
  read(raw: Buffer): Promise<ReadMail | null>;
}

/** A mail of ours that another one is about. */
export interface OurMessage extends OurMail {
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

/** A mail as it came, and what stays the same whichever way it comes. */
export interface ArrivedMail {
  readonly digest: string;
  readonly raw: Buffer;
}

export interface InboundMailStore {
  /** By the mail's digest; null when it did not come before. */
  find(digest: string): Promise<InboundMailRecord | null>;
  /** The first of these ids that is a message of ours. */
  firstMessage(ids: readonly string[]): Promise<OurMessage | null>;
  /** Messages about any of these referrals or reports, newest first; a bounded number. */
  messagesAbout(subjectIds: readonly string[]): Promise<readonly OurMessage[]>;
  /** Every organization whose contact point is one of these addresses; compared without regard to case. */
  organizationsAt(addresses: readonly string[]): Promise<readonly string[]>;
  /**
   * Keeps the mail with everything that follows from it, all or nothing, once. A second call gets what the first one
   * kept.
   */
  keep(mail: ArrivedMail, record: InboundMailRecord, consequence: Consequence): Promise<InboundMailRecord>;
  /** The whole mail as it came; null when there is none under this id. */
  source(id: string): Promise<Buffer | null>;
}

/** What follows from a mail. */
export type Consequence =
  | { readonly follows: 'nothing' }
  /**
   * The message that the record names did not arrive. This counts like a refusal by the server, once, however many
   * reports say so. The message went to an organization.
   */
  | { readonly follows: 'bounce'; readonly smtpCode: number | null }
  /**
   * A question of the organization that the record names; null: of one that nobody knows yet. The same request again,
   * from another mail, is the same question.
   */
  | {
      readonly follows: 'question';
      readonly text: string;
      /**
       * Addresses behind the organization's contact point that mail does not reach: the organization is told. Null when
       * the question is about something else.
       */
      readonly unreached: readonly string[] | null;
    };
