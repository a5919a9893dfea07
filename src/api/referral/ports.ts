import type { PageRequest } from '../http/ports';
import type { DecisionView } from './decision-view';
import type { EventView } from './event-view';
import type { ReferralView } from './referral-view';
import type { MilestoneName, MilestoneState, ReferralStatus } from '../../domain/vocabulary';

export interface ReferralFilter {
  readonly status?: ReferralStatus | undefined;
  readonly organizationId?: string | undefined;
  readonly countyFips?: string | undefined;
  readonly externalId?: string | undefined;
  readonly milestone?:
    { readonly names: readonly MilestoneName[]; readonly states: readonly MilestoneState[] } | undefined;
}

/** The read model. All answers come from it, none from a workflow. */
export interface ReferralReader {
  find(id: string): Promise<ReferralView | null>;
  list(filter: ReferralFilter, page: PageRequest): Promise<readonly ReferralView[]>;
  /** The numbered history from the first event on, each with the free text of its act. */
  events(
    id: string,
    page: { readonly afterSeq: number; readonly limit: number },
  ): Promise<readonly EventView[]>;
  /** Newest first. */
  decisions(id: string): Promise<readonly DecisionView[]>;
}

/** Backpressure: leads come in no faster than they are followed. */
export interface Pace {
  /** Resolves at once, or after a moment when workflows are behind. */
  letIn(): Promise<void>;
}
