import type { EscalationView } from './schema';
import type { PageRequest } from '../http/ports';
import type { Instant } from '../../domain/time';
import type { EscalationReason, EscalationState } from '../../domain/vocabulary';

export interface EscalationStore {
  find(id: string): Promise<EscalationView | null>;
  list(
    filter: {
      readonly state?: EscalationState | undefined;
      readonly reason?: EscalationReason | undefined;
    },
    page: PageRequest,
  ): Promise<readonly EscalationView[]>;
  /** Null when there is none. Throws `escalation-closed` when something else has closed it already. */
  resolve(
    id: string,
    resolution: {
      readonly note: string;
      readonly by: string;
      readonly at: Instant;
      /** The id of the form that closes it, for a line in its history. The same form again is the same closing. */
      readonly eventId?: string;
    },
  ): Promise<EscalationView | null>;
  /** Gives it an owner. Null when there is none. Throws `escalation-closed` when it is closed already. */
  assign(
    id: string,
    assignment: {
      /** The id of the line in its history. */
      readonly eventId: string;
      readonly owner: string;
      readonly by: string;
      readonly at: Instant;
    },
  ): Promise<EscalationView | null>;
}
