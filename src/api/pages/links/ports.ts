import type { Instant } from '../../../domain/time';
import type { LinkPurpose } from '../../../domain/vocabulary';

export interface LinkTokens {
  /** `expiresAt`: the end that was signed. It counts, whatever became of the link since. */
  verify(token: string): { readonly linkId: string; readonly expiresAt: Instant } | 'altered';
}

export interface LinkRecord {
  readonly id: string;
  readonly purpose: LinkPurpose;
  /** What it opens, such as an assignment or an escalation. */
  readonly subjectId: string;
  readonly expiresAt: Instant;
  /** It was revoked, or its recipient is not the one any more that such links go to. */
  readonly revoked: boolean;
}

export interface LinkStore {
  find(linkId: string): Promise<LinkRecord | null>;
}

/** What the cookie of an opened link proves: this browser pressed the button of this link. */
export interface PageSession {
  readonly linkId: string;
  readonly subjectId: string;
  readonly endsAt: Instant;
}

export interface PageSessions {
  /** A new value for the cookie. */
  open(session: PageSession): string;
  /** Null when the value is not one of ours. The caller checks that it has not ended. */
  read(cookie: string): PageSession | null;
  /** Proves that a form came from a page of this session. */
  formToken(cookie: string): string;
  isFormToken(cookie: string, token: string): boolean;
}
