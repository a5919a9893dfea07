import type { Instant } from '../time';
import type { AmendablePart, DeclineReason } from '../vocabulary';

/** What the referral that opened an escalation, or its mail, tells about the cause. Nothing personal. */
export interface CauseFacts {
  /** The organization named last by these events; null when there was none. */
  readonly organizationName: string | null;
  readonly lastDecline: DeclineReason | null;
  /** Organizations that declined, were silent or could not be reached, since a person last decided. */
  readonly refusals: number;
  /** What the receiving mail server answered last. */
  readonly smtpCode: number | null;
  /** No server took the mail for so long that nobody tries any more; otherwise one refused it. */
  readonly mailGivenUp: boolean;
  readonly contactEmail: string | null;
  readonly amendedParts: readonly AmendablePart[];
  readonly agreedAfterDeadline: Instant | null;
}

/** Where the kind's own words say all that is known. */
export function saysItself(): null {
  return null;
}

/** The organization as the first word of a sentence. */
export function whoIn({ organizationName }: CauseFacts): string {
  return organizationName ?? 'The organization';
}

/** ` (code 550)`; empty when no server has said anything. */
export function codeIn({ smtpCode }: CauseFacts): string {
  return smtpCode === null ? '' : ` (code ${smtpCode})`;
}
