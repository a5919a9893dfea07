import type { MailOutcome } from '../domain/mail-retries';
import type { Instant } from '../domain/time';
import type { LinkPurpose, MessageKind } from '../domain/vocabulary';
import type { Attachment } from '../mail/types';

/**
 * What the activities of several features need of the outside world. src/infra implements it, and tests may put fakes
 * in its place. What one feature alone needs is in its own `ports.ts`.
 */

export interface MailServer {
  /** One SMTP transaction. Never throws for what the server or the network did; such a failure is an answer. */
  send(mail: OutgoingMail): Promise<MailServerReply>;
}

export interface OutgoingMail {
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Written into the Date header, so that a repeated attempt sends the same mail. */
  readonly date: Instant;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
}

/** With the server's own words, for the record. */
export type MailServerReply = Extract<MailOutcome, { readonly response: string }>;

export interface LinkIssuer {
  /**
   * The subject's one working link for this purpose. Asking again gives the same address until it expires. Throws when
   * the recipient is not the organization's address for leads any more, so no mail brings it a link that works.
   */
  linkFor(link: LinkWish): Promise<IssuedLink>;
}

export interface LinkWish {
  readonly purpose: LinkPurpose;
  readonly subjectId: string;
  /** Null for the exchange's own links. */
  readonly organizationId: string | null;
  readonly recipient: string;
  readonly expiresAt: Instant;
  readonly at: Instant;
}

export interface IssuedLink {
  readonly url: string;
  readonly expiresAt: Instant;
}

/** Where one bad row could hold up those behind it. */
export const PASSED_OVER_IN = [
  'sweep',
  'comparison',
  'waitlist',
  'reroute',
  'digest',
  'mail',
  'reports',
] as const;

/**
 * Called for a row that cannot be worked on, because of the row itself. The caller goes on with those behind it. The
 * row is named in the log, with the error, and counted, so that a person sees it.
 */
export type PassOver = (where: (typeof PASSED_OVER_IN)[number], id: string, error: unknown) => void;

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
