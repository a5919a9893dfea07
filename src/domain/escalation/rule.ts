import type { Zone } from '../time';
import type { EscalationReason } from '../vocabulary';
import type { EscalationAct } from './acts';
import type { CauseDetails } from './cause';
import type { EscalationSubject } from './subject';

/** Everything about one kind of escalation. Every field is required: there are no defaults. */
export interface EscalationRule {
  /** What the API, the database and the log call it; several kinds may share one. */
  readonly reason: EscalationReason;
  /** What it is kept under, together with the reason: one escalation is open for each subject. */
  readonly about: EscalationSubject['kind'];
  /** The heading of its page and the subject of its mail. */
  readonly words: string;
  /** The cause in one sentence. Null when no more is known than `words` says. */
  readonly cause: (facts: CauseDetails, zone: Zone) => string | null;
  /** What the single point of contact can do, most useful first. The page shows these steps and no others. */
  readonly steps: readonly [string, ...string[]];
  /** The page's forms, most useful first. A person can always close the escalation with a note. */
  readonly acts: readonly [...EscalationAct[], 'close'];
  /** Whether `give` may let the rules choose. False where the rules have already tried everything. */
  readonly rulesMayChoose: boolean;
  readonly closes: Closing;
}

/** What closes an escalation without a person's note: docs/program.md, "Coverage and escalations". */
export type Closing =
  /**
   * It closes once it is over for every referral that it concerns. For one referral it is over after any of these
   * turns, or when that referral closes.
   */
  | { readonly with: 'referrals'; readonly on: readonly ReferralTurn[] }
  /** It concerns referrals for as long as they are open. But it stays open when they end. */
  | { readonly with: 'organization'; readonly on: readonly OrganizationTurn[] }
  /** Approved, refused or expired. */
  | { readonly with: 'request' }
  /** Complete. */
  | { readonly with: 'report' }
  /** Never by itself. */
  | { readonly with: 'nothing' };

/** Which event of the log is which turn: referral/overcome.ts. */
export type ReferralTurn =
  | 'lead-sent'
  | 'lead-opened'
  | 'contact-met'
  | 'appointment-met'
  /** The appointment is agreed for a day on which the promise can still be kept. */
  | 'appointment-in-time'
  /** Another organization may be needed now. */
  | 'need-amended'
  /** The referral now waits for something else. It waits for one thing at a time. */
  | 'other-wait'
  /** Declined, out of time, undeliverable, or given to another. */
  | 'assignment-over';

/** How each is seen in PostgreSQL: infra/prisma/escalation/close-for-organization.ts. */
export type OrganizationTurn =
  /** The organization has recorded something again. */
  | 'answered'
  /** The address for leads was entered anew or confirmed. */
  | 'address-trusted'
  /** Suspended now, or from a later day. */
  | 'suspended';
