import type { Instant } from '../time';
import type { AmendablePart, DeclineReason } from '../vocabulary';

/**
 * What is known about an escalation's cause, from the referral that opened it or from its mail. Nothing personal.
 */
export interface CauseDetails {
  /** The organization that these events named last. Null when there was none. */
  readonly organizationName: string | null;
  readonly lastDecline: DeclineReason | null;
  /** How many organizations declined, were silent or could not be reached since a person last decided. */
  readonly refusals: number;
  /** What the receiving mail server answered last. */
  readonly smtpCode: number | null;
  /** True: no server took the mail for so long that it is no longer tried. False: a server refused it. */
  readonly mailGivenUp: boolean;
  readonly contactEmail: string | null;
  readonly amendedParts: readonly AmendablePart[];
  readonly agreedAfterDeadline: Instant | null;
}

/** For kinds whose own words say everything that is known. */
export function saysItself(): null {
  return null;
}

/** The organization as the first word of a sentence. */
export function whoIn({ organizationName }: CauseDetails): string {
  return organizationName ?? 'The organization';
}

/** ` (code 550)`; empty when no server has said anything. */
export function codeIn({ smtpCode }: CauseDetails): string {
  return smtpCode === null ? '' : ` (code ${smtpCode})`;
}
