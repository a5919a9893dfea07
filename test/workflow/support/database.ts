import type { RecordedEvent } from '../../../src/activities/ports';
import type { Lead } from '../../../src/domain/lead';
import type { RoutingExplanation } from '../../../src/domain/routing';
import type { Instant } from '../../../src/domain/time';
import type { AssignmentEnd, AssisterType, ReferralStatus } from '../../../src/domain/vocabulary';
import type { RouteOutcome } from '../../../src/workflows/referral/activities';
import type { DeadlineProof } from '../../../src/domain/deadlines';
import type { MilestoneName } from '../../../src/domain/vocabulary';
import type { SentTimes } from '../../../src/workflows/referral/events';

export interface OrganizationRow {
  readonly id: string;
  readonly name: string;
  readonly type: AssisterType;
  counties: readonly string[];
  readonly languages: readonly string[];
  readonly contactEmail: string;
  capacity: number;
  held: number;
  contactVerified: boolean;
  active: boolean;
  lastAssignedAt: Instant | null;
  given: number;
}

export interface ReferralRow {
  readonly id: string;
  readonly lead: Lead;
  assisterType: AssisterType;
  countyFips: string;
  /** An earlier referral of the same consumer. */
  readonly sameConsumerAs: string | null;
  readonly createdAt: Instant;
  status: ReferralStatus;
  waitsForRouting: boolean;
  /** In the order in which they were written. */
  readonly events: RecordedEvent[];
  readonly decisions: DecisionRow[];
}

export interface DecisionRow {
  readonly routing: number;
  readonly outcome: RouteOutcome;
  readonly explanation: RoutingExplanation;
}

export interface AssignmentRow {
  readonly id: string;
  readonly referralId: string;
  readonly organizationId: string;
  readonly hop: number;
  sentAt: Instant | null;
  times: SentTimes | null;
  /** By milestone: the deadlines that were in force one after the other, the last one now. */
  readonly proofs: Record<MilestoneName, DeadlineProof[]>;
  holdsCapacity: boolean;
  endReason: AssignmentEnd | null;
}

/**
 * What PostgreSQL keeps, as far as the activities see it. `reach` stands before every use: a test can take the
 * database away for the next calls, or hold one kind of call until it lets go.
 */
export class Database {
  readonly organizations = new Map<string, OrganizationRow>();
  readonly referrals = new Map<string, ReferralRow>();
  readonly assignments = new Map<string, AssignmentRow>();
  private failures = 0;
  private readonly arrived = new Set<string>();
  private readonly gates = new Map<string, { readonly opened: Promise<void>; readonly open: () => void }>();

  /** The next `calls` calls fail, as they do while the database is away. */
  goAwayFor(calls: number): void {
    this.failures = calls;
  }

  get isAway(): boolean {
    return this.failures > 0;
  }

  /** Every `operation` waits until the returned function is called. */
  hold(operation: string): () => void {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    this.gates.set(operation, { opened, open });
    this.arrived.delete(operation);
    return () => {
      this.gates.delete(operation);
      open();
    };
  }

  /** Whether a call has come to the gate since it was put up. */
  isHolding(operation: string): boolean {
    return this.arrived.has(operation);
  }

  /** Ends what a failed test still holds. */
  letGo(): void {
    for (const { open } of this.gates.values()) open();
    this.gates.clear();
  }

  async reach(operation: string): Promise<void> {
    const gate = this.gates.get(operation);
    if (gate !== undefined) {
      this.arrived.add(operation);
      await gate.opened;
    }
    if (this.failures === 0) return;
    this.failures -= 1;
    throw new Error('the database is away');
  }

  referral(id: string): ReferralRow {
    return found(this.referrals.get(id), `referral ${id}`);
  }

  assignment(id: string): AssignmentRow {
    return found(this.assignments.get(id), `assignment ${id}`);
  }

  organization(id: string): OrganizationRow {
    return found(this.organizations.get(id), `organization ${id}`);
  }

  /** Whether this referral was with that organization before, which could not keep it. */
  wasTried(referralId: string, organizationId: string): boolean {
    return [...this.assignments.values()].some(
      (assignment) =>
        assignment.referralId === referralId &&
        assignment.organizationId === organizationId &&
        TRIED.includes(assignment.endReason ?? ''),
    );
  }
}

const TRIED = ['declined', 'undeliverable', 'timed-out', 'reassigned'];

function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new Error(`no ${what}`);
  return row;
}
