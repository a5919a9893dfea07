import type { Instant } from '../../domain/time';

/** Everything open at one organization goes to others. */
export interface RerouteInput {
  readonly rerouteId: string;
  readonly organizationId: string;
  /** What was given to it later is not meant. */
  readonly startedAt: Instant;
  /** How many there were then. */
  readonly total: number;
  /** Set when the run goes on where another one ended. */
  readonly progress?: RerouteProgress;
}

export interface RerouteProgress {
  /** Referrals are taken in the order of their ids; null: from the first. */
  readonly after: string | null;
  readonly rerouted: number;
  /** Ended or moved on by themselves before their turn. */
  readonly passed: number;
}
