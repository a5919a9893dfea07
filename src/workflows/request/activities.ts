import type { RequestNeeds } from '../../domain/requests';
import type { Instant, Zone } from '../../domain/time';
import type { RequestKind } from '../../domain/vocabulary';
import type { DeliveryOutcome } from '../shared/delivery';
import type { EscalationActivities } from '../shared/escalation-activities';

/** What the request workflow asks of the outside world. src/activities implements it. */
export interface RequestActivities extends EscalationActivities {
  /** Notes that the workflow runs, and says what the request needs and when. A repeat says the same. */
  beginRequest(command: RequestCommand): Promise<RequestTerms>;
  /** Keeps how it ended and closes its escalation, in one transaction; a repeat changes nothing. */
  settleRequest(command: RequestCommand & Settlement): Promise<void>;
  /** Changes the organization and keeps what it was, in one transaction, and wakes the waiting list; once. */
  applyRequest(command: RequestCommand): Promise<void>;
  /** Puts back what the request had changed, unless somebody has changed it since. */
  restoreFormer(command: RequestCommand): Promise<void>;
  /** One mail under one key; nobody to write to counts as sent. */
  sendRequestMail(command: RequestCommand & { readonly mail: RequestMail }): Promise<DeliveryOutcome>;
}

export interface RequestCommand {
  readonly requestId: string;
  /** The workflow's time. */
  readonly at: Instant;
}

export interface RequestTerms {
  readonly kind: RequestKind;
  readonly organizationName: string | null;
  readonly needs: RequestNeeds;
  /** How an earlier run of the same request ended it; what follows from that may still be to be done. Null: open. */
  readonly outcome: Settlement['outcome'] | null;
  readonly dueAt: Instant;
  /** Until when a new address can confirm. */
  readonly confirmBy: Instant;
  /** Null: at once. */
  readonly startsAt: Instant | null;
  /** Null: it stays. */
  readonly endsAt: Instant | null;
  readonly zone: Zone;
}

export type Settlement =
  | { readonly outcome: 'approved' | 'refused'; readonly answerId: string }
  /** Without a person of the exchange: by the rules, or by the mailbox that was asked. */
  | { readonly outcome: 'approved' | 'refused' | 'expired'; readonly answerId: null };

/**
 * `confirmation` goes to the new address; the `changed-` ones tell the new and the old one and the SPOC that leads go
 * elsewhere; `answered` tells the organization what became of its request; `late` tells the SPOC once more.
 */
export type RequestMail =
  'confirmation' | 'changed-new' | 'changed-old' | 'changed-spoc' | 'answered' | 'late';
