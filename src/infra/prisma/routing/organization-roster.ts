import type { RoutingOrganization } from '../../../domain/routing/rules';
import { instant } from '../../../domain/time';

/** What routing knows about all organizations, as of one snapshot of the database. It is never changed in place. */
export interface Roster {
  /** Contains everything that transactions before this one wrote. Null: it contains nothing. */
  readonly since: string | null;
  readonly organizations: ReadonlyMap<string, RosterOrganization>;
}

/** What is the same for every referral: nobody absent, nobody tried, nobody waiting. */
export type RosterOrganization = RoutingOrganization & { readonly counties: readonly string[] };

/** An organization as the statement of situation.ts returns it. */
export type RosterRow = Omit<RosterOrganization, 'absent' | 'tried' | 'waitingAhead' | 'lastAssignedAt'> & {
  readonly lastAssignedAt: string | null;
};

export const EMPTY_ROSTER: Roster = { since: null, organizations: new Map() };

/**
 * The roster as of a later snapshot. `oldestRunning`: the oldest transaction that was still running then. `changed`:
 * every organization that was written by a transaction from `roster.since` on. `count`: how many organizations there
 * are. Null when some are gone since; then the roster has to be read from the start.
 */
export function advance(
  roster: Roster,
  changed: readonly RosterRow[],
  count: number,
  oldestRunning: string,
): Roster | null {
  const organizations = new Map(roster.organizations);
  for (const row of changed) organizations.set(row.id, fromRow(row));
  return organizations.size === count ? { since: xidOf(oldestRunning), organizations } : null;
}

/** Written out, because V8 reads objects made by spreading several times slower. */
function fromRow(row: RosterRow): RosterOrganization {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    active: row.active,
    contactVerified: row.contactVerified,
    capacity: row.capacity,
    held: row.held,
    lastAssignedAt: row.lastAssignedAt === null ? null : instant(row.lastAssignedAt),
    given: row.given,
    leadsOn: row.leadsOn,
    leadsByDay: row.leadsByDay,
    languages: row.languages,
    counties: row.counties,
    absent: false,
    tried: false,
    waitingAhead: 0,
  };
}

/** Rows carry the lower half of a transaction's number. */
function xidOf(xid8: string): string {
  return String(BigInt.asUintN(32, BigInt(xid8)));
}
