import type { Instant } from '../../domain/time';
import type { PRIORITY } from '../priority';

/** What there is to follow: each is a workflow type, and its workflow's id is made from it and the subject's id. */
export const FOLLOWER_KINDS = ['referral', 'request', 'report', 'season', 'reroute', 'digest'] as const;
export type FollowerKind = (typeof FOLLOWER_KINDS)[number];

export interface Followed {
  readonly kind: FollowerKind;
  /** The subject's id; empty for the digest, of which there is one. */
  readonly subjectId: string;
}

/** All that a follower's run is given. */
export interface FollowerInput {
  readonly subjectId: string;
  /** The subject's version that an earlier run saw last. */
  readonly seen?: number;
}

/**
 * What PostgreSQL says is to be done, read by one transaction. A workflow holds nothing else: whatever it has lost, the
 * next plan says again.
 */
export interface Plan {
  /** The subject's version that this plan is made of. */
  readonly version: number;
  readonly shown: Shown;
  /** What is to be done now; those that run already are named again, and not done twice. */
  readonly jobs: readonly Job[];
  /** When to look again if nobody says so before; null: never by itself. */
  readonly until: WakeUp | null;
  /** Nothing is left to be done or to be waited for: the run may end, and gives this as its result. */
  readonly rest: Readonly<Record<string, string | number | null>> | null;
}

export interface WakeUp {
  readonly at: Instant;
  /** For the timer in the Temporal UI. */
  readonly purpose: string;
}

/** Work on the outside world, or too long for one transaction: an activity that records by itself what came of it. */
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
      /** Of the work, unique for its subject; a job of the same id is not begun again while it runs. */
      readonly id: string;
      readonly summary: string;
    };

/** What a person waits for goes before what can wait some minutes. */
export type Urgency = keyof typeof PRIORITY;

/** What a coordinator reads in the Temporal UI; without personal data. */
export interface Shown {
  readonly headline: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly below?: readonly string[];
  /** By the names of config/search-attributes.json. Instants for the ones that end with `At`; null: unset. */
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
