import type { EscalationKind } from '../../domain/escalation/kind';
import type { CoverageData } from '../../domain/routing/coverage';
import type { Instant, LocalDate } from '../../domain/time';

/** What the digest says, and what it said before. */
export interface DigestDesk {
  /** Names the `limit` oldest open escalations and counts everything. */
  read(limit: number): Promise<DigestData>;
  /** The gaps in the last digest before that day. Null when there was none. */
  gapsBefore(on: LocalDate): Promise<readonly string[] | null>;
  remember(on: LocalDate, at: Instant, gaps: readonly string[]): Promise<void>;
}

export interface DigestData {
  readonly openCount: number;
  readonly unassigned: number;
  readonly requests: number;
  readonly escalations: readonly {
    readonly id: string;
    readonly kind: EscalationKind;
    readonly organizationName: string | null;
    readonly countyFips: string | null;
    readonly owner: string;
    readonly occurrences: number;
    readonly dueAt: Instant;
  }[];
}

/** Which organizations could take leads where, and in which languages they are asked for. */
export interface CoverageReader {
  read(leadsSince: Instant): Promise<CoverageData>;
}
