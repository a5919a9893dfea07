import type { Zone } from '../time';
import type { EscalationReason } from '../vocabulary';
import type { EscalationAct } from './acts';
import type { CauseFacts } from './cause';
import type { EscalationSubject } from './subject';

/** All that there is to say about one kind of escalation. Nothing may be left out: there are no defaults. */
export interface EscalationRule {
  /** What the API, the database and the log call it; several kinds may share one. */
  readonly reason: EscalationReason;
  /** With the reason, what it is kept under: one is open for each subject. */
  readonly about: EscalationSubject['kind'];
  /** The heading of its page and the subject of its mail. */
  readonly words: string;
  /** Why it is so, in one sentence, where more is known than the words say; null where it is not. */
  readonly cause: (facts: CauseFacts, zone: Zone) => string | null;
  /** What the single point of contact can do, first things first. The page offers just that. */
  readonly steps: readonly [string, ...string[]];
  /** The page's forms, what helps first; a person can always close it with a note. */
  readonly acts: readonly [...EscalationAct[], 'close'];
  /** Whether `give` may leave the choice to the rules; where it may not, they have said all they can. */
  readonly rulesMayChoose: boolean;
  readonly closes: Closing;
}

/** What closes an escalation without a person's note: docs/program.md, "Coverage and escalations". */
export type Closing =
  /** Once it is over for every referral that it concerns. It is over for one with any of these, or when that closes. */
  | { readonly with: 'referrals'; readonly on: readonly ReferralTurn[] }
  /** It concerns referrals for as long as they are open, but their end does not end it. */
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
  /** Another organization may be needed now. */
  | 'need-amended'
  /** A waiting referral waits for one thing at a time. */
  | 'other-wait'
  /** Declined, out of time, undeliverable, or given to another. */
  | 'assignment-over';

/** How each is seen in PostgreSQL: infra/prisma/escalation/close-for-organization.ts. */
export type OrganizationTurn =
  /** It has recorded something again. */
  | 'answered'
  /** The address for leads was entered anew or confirmed. */
  | 'address-trusted'
  /** Now, or from a day to come. */
  | 'suspended';
