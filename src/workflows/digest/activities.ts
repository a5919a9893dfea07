import type { Instant } from '../../domain/time';
import type { DeliveryOutcome } from '../shared/delivery';

/** What the digest asks of the outside world. */
export interface DigestActivities {
  /** When the next digest is due: strictly after `after`, on a business day, at the policy's time. */
  nextDigest(command: { readonly after: Instant }): Promise<{ readonly at: Instant }>;
  /** One mail a business day, made of what is so at `at`. */
  sendDigest(command: { readonly at: Instant }): Promise<DigestOutcome>;
}

export type DigestOutcome =
  | DeliveryOutcome
  /** Nothing is open and nowhere is a gap: no mail. */
  | { readonly outcome: 'nothing-to-say' }
  /** Its time went by while no worker ran: the next day's says it. */
  | { readonly outcome: 'outside-hours' };
