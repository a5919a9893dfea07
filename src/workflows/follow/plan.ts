import type { Instant } from '../../domain/time';
import type { PRIORITY } from '../priority';

/**
 * The kinds of subject. Each is a workflow type. The workflow's id is made from the kind and the subject's id.
 */
export const FOLLOWER_KINDS = ['referral', 'request', 'report', 'season', 'reroute', 'digest'] as const;
export type FollowerKind = (typeof FOLLOWER_KINDS)[number];

export interface Followed {
  readonly kind: FollowerKind;
  /** The subject's id. Empty for the digest, because there is only one. */
  readonly subjectId: string;
}

/** The whole input of a follower's run. */
export interface FollowerInput {
  readonly subjectId: string;
  /** The subject's version that an earlier run saw last. */
  readonly seen?: number;
}

/**
 * What PostgreSQL says is to be done, read in one transaction. A workflow holds nothing else. If it loses anything,
 * the next plan says it again.
 */
export interface Plan {
  /** The subject's version that this plan is made of. */
  readonly version: number;
  readonly shown: Shown;
  /** What is to be done now. Jobs that run already are named again but not done twice. */
  readonly jobs: readonly Job[];
  /** When to look again without a signal. Null: never without one. */
  readonly until: WakeUp | null;
  /** Set when nothing is left to do or to wait for. The run may then end with this as its result. */
  readonly rest: Readonly<Record<string, string | number | null>> | null;
}

export interface WakeUp {
  readonly at: Instant;
  /** For the timer in the Temporal UI. */
  readonly purpose: string;
}

/**
 * Work that uses the outside world or is too long for one transaction: an activity that records its own outcome.
 */
export type Job =
  | {
      readonly does: 'send';
      /** The message's id. */
      readonly id: string;
      /** For the Temporal UI: no personal data. */
      readonly summary: string;
      readonly urgency: Urgency;
    }
  | {
      readonly does: 'work';
      /**
       * The id of the work, unique for its subject. A job with the same id is not begun again while it runs.
       */
      readonly id: string;
      readonly summary: string;
    };

/** Jobs that a person waits for go before jobs that can wait some minutes. */
export type Urgency = keyof typeof PRIORITY;

/** What a coordinator reads in the Temporal UI; without personal data. */
export interface Shown {
  readonly headline: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly below?: readonly string[];
  /**
   * Keys are names in config/search-attributes.json. Values are instants for names that end with `At`. Null: not set.
   */
  readonly attributes: Readonly<Partial<Record<AttributeName, string | null>>>;
}

export const KEYWORD_ATTRIBUTES = [
  'ReferralStatus',
  'AssisterType',
  'OrganizationId',
  'County',
  'ContactMilestone',
  'EscalationReason',
  'ReportPeriod',
  'ReportState',
] as const;
export const INSTANT_ATTRIBUTES = ['ContactDueAt', 'AppointmentDueAt'] as const;
export type AttributeName = (typeof KEYWORD_ATTRIBUTES)[number] | (typeof INSTANT_ATTRIBUTES)[number];
