import type { AssisterType } from '../vocabulary';

/**
 * What an escalation is about. Reason and subject together are the cause. There is one open escalation for each
 * cause.
 */
export type EscalationSubject =
  | { readonly kind: 'referral'; readonly referralId: string }
  | { readonly kind: 'organization'; readonly organizationId: string }
  | { readonly kind: 'gap'; readonly countyFips: string; readonly assisterType: AssisterType }
  /** The service itself. However many referrals are concerned, one person looks for one cause. */
  | { readonly kind: 'service' }
  | { readonly kind: 'report'; readonly reportId: string; readonly organizationId: string }
  | { readonly kind: 'season'; readonly seasonId: string }
  | { readonly kind: 'request'; readonly requestId: string; readonly organizationId: string | null };

/** As `escalations.subject` has it. */
export function subjectKey(subject: EscalationSubject): string {
  switch (subject.kind) {
    case 'referral':
      return `referral:${subject.referralId}`;
    case 'organization':
      return `organization:${subject.organizationId}`;
    case 'gap':
      return `gap:${subject.countyFips}/${subject.assisterType}`;
    case 'service':
      return 'service';
    case 'report':
      return `report:${subject.reportId}`;
    case 'season':
      return `season:${subject.seasonId}`;
    case 'request':
      return `request:${subject.requestId}`;
    default:
      return subject satisfies never;
  }
}
