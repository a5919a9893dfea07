import type { Instant } from '../../domain/time';
import type { AssisterType, EscalationReason } from '../../domain/vocabulary';
import type { DeliveryOutcome } from './delivery';

/** What any workflow asks when something needs the single point of contact. src/activities implements it. */
export interface EscalationActivities {
  /** One open escalation a cause: an existing one counts once more and gets this referral linked. */
  openEscalation(command: EscalationCommand): Promise<EscalationOpened>;
  sendEscalationMail(command: EscalationMailCommand): Promise<DeliveryOutcome>;
}

export interface EscalationCommand {
  /** The referral, request, report or season whose workflow asks; who opened an escalation mails it. */
  readonly openedBy: string;
  /** Linked and counted; null when it concerns none. */
  readonly referralId: string | null;
  readonly reason: EscalationReason;
  readonly subject: EscalationSubject;
  readonly at: Instant;
  /** When the cause has a due time of its own; otherwise the policy's for escalations. */
  readonly dueAt?: Instant;
}

/** The cause, with the reason: one open escalation for each. */
export type EscalationSubject =
  | { readonly kind: 'referral' }
  | { readonly kind: 'organization'; readonly organizationId: string }
  | { readonly kind: 'gap'; readonly countyFips: string; readonly assisterType: AssisterType }
  /** The service itself: however many referrals it concerns, one person looks for one cause. */
  | { readonly kind: 'service' }
  | { readonly kind: 'report'; readonly reportId: string; readonly organizationId: string }
  | { readonly kind: 'season'; readonly seasonId: string }
  | { readonly kind: 'request'; readonly requestId: string; readonly organizationId: string | null };

export interface EscalationOpened {
  readonly escalationId: string;
  /** False when the escalation was open already: its mail is somebody else's. */
  readonly opened: boolean;
}

export interface EscalationMailCommand {
  readonly escalationId: string;
  readonly referralId: string | null;
  readonly at: Instant;
}
