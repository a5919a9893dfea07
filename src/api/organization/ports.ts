import type { OrganizationActor } from '../../domain/organization/events';
import type { RequestEffect } from '../../domain/organization/request/requests';
import type { Instant, LocalDate } from '../../domain/time';
import type { AssisterType, OrganizationStatus } from '../../domain/vocabulary';
import type { PageRequest } from '../http/ports';
import type { OrganizationEventView } from './event-schema';

/** What the API needs of organizations. src/infra implements it. Every call may throw `unavailable`. */

export interface OrganizationFields {
  readonly name: string;
  readonly type: AssisterType;
  readonly status: OrganizationStatus;
  /** FIPS codes. */
  readonly counties: readonly string[];
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly contactEmail: string;
  readonly capacity: number;
  readonly absences: readonly AbsenceFields[];
}

export interface AbsenceFields {
  readonly from: LocalDate;
  /** Null: until further notice. */
  readonly until: LocalDate | null;
  readonly reason: string | null;
}

export type OrganizationChanges = {
  readonly [Field in keyof OrganizationFields]?: OrganizationFields[Field] | undefined;
};

/** Days without leads that somebody imposed or asked for. */
export interface SuspensionFields extends AbsenceFields {
  readonly imposedBy: OrganizationActor;
}

export interface OrganizationRecord extends OrganizationFields {
  readonly id: string;
  /** Set while `status` is suspended. */
  readonly suspendedBy: OrganizationActor | null;
  readonly suspensions: readonly SuspensionFields[];
  readonly contactVerified: boolean;
  /** Open assignments that hold a place. */
  readonly held: number;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What suspends an organization, now or on dates, or ends a suspension. */
export type SuspensionEffect = Extract<RequestEffect, { does: 'suspend' | 'add-absence' | 'resume' }>;

export interface OrganizationStore {
  find(id: string): Promise<OrganizationRecord | null>;
  list(
    filter: {
      readonly type?: AssisterType | undefined;
      readonly status?: OrganizationStatus | undefined;
      readonly countyFips?: string | undefined;
    },
    page: PageRequest,
  ): Promise<readonly OrganizationRecord[]>;
  /** Here and below, the same `commandId` again does nothing more and gives the organization as it is now. */
  create(
    id: string,
    fields: OrganizationFields,
    at: Instant,
    commandId?: string | null,
  ): Promise<OrganizationRecord>;
  /**
   * Null when there is no such organization. A contact address that the exchange enters counts as verified. Throws
   * `version-conflict` when `expectedVersion` is not the current one.
   */
  change(
    id: string,
    changes: OrganizationChanges,
    expectedVersion: number | null,
    at: Instant,
    commandId?: string | null,
  ): Promise<OrganizationRecord | null>;
  /** The exchange suspends it, or lifts suspensions. Null when there is no such organization. */
  suspendOrResume(
    id: string,
    effect: SuspensionEffect,
    reason: string | null,
    at: Instant,
    commandId?: string | null,
  ): Promise<OrganizationRecord | null>;
  /** Newest first. */
  events(id: string, page: PageRequest): Promise<readonly OrganizationEventView[]>;
}

export interface NewReroute {
  readonly rerouteId: string;
  readonly organizationId: string;
  readonly reason: string;
  readonly at: Instant;
}

export interface Reroutes {
  /**
   * Records that everything open at the organization is to be given to others, and returns how much that is. The rest
   * goes on by itself. The same `rerouteId` again is the same re-route. Null when there is no such organization.
   */
  begin(reroute: NewReroute): Promise<{ readonly count: number } | null>;
}
