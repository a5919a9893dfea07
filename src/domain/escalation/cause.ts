import { AMENDABLE_PART_WORDS, DECLINE_REASON_WORDS } from '../terms';
import type { Instant, Zone } from '../time';
import type { AmendablePart, DeclineReason } from '../vocabulary';
import { formatInstant } from '../wording';
import type { EscalationKind } from './kind';

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

/** Why it is so, in one sentence, where more is known than the reason says; null where it is not. */
export function escalationCause(kind: EscalationKind, facts: CauseFacts, zone: Zone): string | null {
  const { organizationName, lastDecline, refusals, smtpCode, contactEmail } = facts;
  const who = organizationName ?? 'The organization';
  const code = smtpCode === null ? '' : ` (code ${smtpCode})`;
  switch (kind) {
    case 'too-many-declines':
      return lastDecline === null
        ? `${countOf(refusals)} could not take it.`
        : `${countOf(refusals)} could not take it. ${who} said last: “${DECLINE_REASON_WORDS[lastDecline]}.”`;
    case 'exchange-must-resolve':
      return `${who} says that it is not the one that can solve it.`;
    case 'directed-unavailable':
      return 'It is suspended, has no free place, or has no address that works.';
    case 'delivery-failed': {
      const address = contactEmail === null ? 'the address for leads' : contactEmail;
      return facts.mailGivenUp
        ? `No mail server took our mail to ${address} for five days${code}. We do not try any more.`
        : `The mail server refused ${address} for good${code}.`;
    }
    case 'lead-unsent':
      return smtpCode === null
        ? 'The mail server cannot be reached. We go on trying.'
        : `The mail server does not take the mail now${code}. We go on trying.`;
    case 'appointment-missed':
      return facts.agreedAfterDeadline === null
        ? null
        : `The appointment was agreed for ${formatInstant(facts.agreedAfterDeadline, zone)}, after the deadline.`;
    case 'amended-after-contact':
      return facts.amendedParts.length === 0
        ? null
        : `Changed: ${facts.amendedParts.map((part) => AMENDABLE_PART_WORDS[part]).join(', ')}.`;
    case 'workflow-restarted':
      return 'The workflow of a referral was gone. It was started again from what is on record.';
    case 'organization-unresponsive':
      return `${who} has recorded nothing on its latest referrals.`;
    case 'no-eligible-organization':
    case 'contact-missed':
    case 'lead-not-opened':
    case 'request':
    case 'report-late':
    case 'outside-report-periods':
      return null;
    default:
      return kind satisfies never;
  }
}

function countOf(refusals: number): string {
  return refusals === 1 ? 'One organization' : `${refusals} organizations`;
}
