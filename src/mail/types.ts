import type { Program } from '../domain/program';
import type { Zone } from '../domain/time';

/** A mail ready to send. Both bodies come from one list of blocks, so they always say the same. */
export interface RenderedMail {
  /** One line, never with a line break. */
  readonly subject: string;
  readonly html: string;
  /** Lines of at most 76 columns, except for addresses of links, which are never broken. */
  readonly text: string;
  readonly attachments?: readonly Attachment[];
}

/** Holds a consumer's data only where the policy says that mail is encrypted. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** What every mail needs: who speaks, and in whose zone instants are written. */
export interface MailContext {
  readonly program: Program;
  readonly zone: Zone;
  /** The signed address of the organization's own page. Without it the footer has no such line. */
  readonly organizationLink?: string;
}

export interface MailContent {
  readonly subject: string;
  readonly title: string;
  readonly blocks: readonly MailBlock[];
  /** Set apart at the end: whom to ask. */
  readonly footer: readonly MailBlock[];
}

export type MailBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'button'; readonly label: string; readonly href: string }
  /** Less than a button, just one line to press. */
  | { readonly kind: 'link'; readonly label: string; readonly href: string }
  | { readonly kind: 'links'; readonly items: readonly LinkItem[] };

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A line of a list that leads somewhere. */
export interface LinkItem {
  readonly label: string;
  readonly href: string;
  readonly text: string;
}
