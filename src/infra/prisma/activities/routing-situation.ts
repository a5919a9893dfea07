import type { RoutingLook } from '../../../activities/ports';
import type { RoutingOrganization } from '../../../domain/routing';
import type { LocalDate } from '../../../domain/time';
import type { AssisterType } from '../../../domain/vocabulary';
import type { RouteCommand, RouteOutcome } from '../../../workflows/referral/activities';
import type { PrismaClient } from '../generated/client';
import { advance, EMPTY_ROSTER, type Roster, type RosterRow } from './organization-roster';

/**
 * Reads what the rules need. Thousands of organizations take longer to send than to rank, and from one routing to the
 * next hardly any has changed: so this process keeps what it has read and asks for what was written since.
 */
export class SituationReader {
  private roster: Roster = EMPTY_ROSTER;

  constructor(private readonly prisma: PrismaClient) {}

  async look(command: RouteCommand, on: LocalDate): Promise<RoutingLook> {
    for (let known = this.roster; ; known = EMPTY_ROSTER) {
      const row = await readSituation(this.prisma, command, on, known.since);
      if (row.recorded !== null) return { recorded: outcomeOf(row.recorded) };
      const roster = advance(known, row.changed ?? [], row.everywhere, row.oldest_running);
      if (roster === null) continue;
      this.roster = roster;
      const organizations = organizationsServing(row, roster);
      return {
        recorded: null,
        situation: {
          need: { referralId: command.referralId, assisterType: row.assister_type, language: row.language },
          assisterTypeRule: row.assister_type_rule,
          countyFips: row.county_fips,
          organizations,
          elsewhere: row.everywhere - organizations.length,
        },
      };
    }
  }
}

interface SituationRow {
  assister_type: AssisterType;
  assister_type_rule: string;
  county_fips: string;
  language: string;
  oldest_running: string;
  everywhere: number;
  /** Null: none. */
  changed: RosterRow[] | null;
  absent: string[];
  tried: string[];
  /** By organization; null when no older referral waits at all. */
  older: Record<string, number> | null;
  recorded: RecordedRow | null;
}

/**
 * One statement, so that the numbers belong together. A row's `xmin` is the transaction that wrote it. What the
 * snapshot of `since` did not see was written by one that was running then or began later, so it is at most as old as
 * the oldest that was running. An `age` is negative when the database is not the one, or not as far, as then.
 */
async function readSituation(
  prisma: PrismaClient,
  { referralId, routing }: RouteCommand,
  on: LocalDate,
  since: string | null,
): Promise<SituationRow> {
  const [row] = await prisma.$queryRaw<SituationRow[]>`
    WITH referral AS (
      SELECT id, assister_type, assister_type_rule, county_fips, language, created_at
      FROM referrals WHERE id = ${referralId}::uuid
    ), older AS MATERIALIZED (
      SELECT w.id, w.county_fips FROM referrals w, referral r
      WHERE w.status = 'unassigned' AND w.waits_for_routing AND w.assister_type = r.assister_type
        AND (w.created_at, w.id) < (r.created_at, r.id)
    )
    SELECT r.assister_type, r.assister_type_rule, r.county_fips, r.language,
      pg_snapshot_xmin(pg_current_snapshot())::text AS oldest_running,
      (SELECT count(*)::int FROM organizations) AS everywhere,
      (SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'type', o.type, 'active', o.status = 'active',
          'contactVerified', o.contact_verified, 'capacity', o.capacity, 'held', o.held,
          'lastAssignedAt', o.last_assigned_at, 'languages', o.languages, 'counties', o.counties))
        FROM organizations o, (SELECT age(${since}::text::xid)) AS known(age)
        WHERE known.age IS NULL OR known.age < 0 OR age(o.xmin) <= known.age) AS changed,
      ARRAY(SELECT a.organization_id::text FROM absences a
        WHERE a."from" <= ${on}::date AND (a.until IS NULL OR a.until >= ${on}::date)) AS absent,
      ARRAY(SELECT t.organization_id::text FROM assignments t WHERE t.referral_id = r.id) AS tried,
      (SELECT json_object_agg(o.id, (
          SELECT count(*)::int FROM older w WHERE w.county_fips = ANY (o.counties)
            AND NOT EXISTS (SELECT 1 FROM assignments t WHERE t.referral_id = w.id AND t.organization_id = o.id)))
        FROM organizations o
        WHERE EXISTS (SELECT 1 FROM older) AND o.counties @> ARRAY[r.county_fips]) AS older,
      (SELECT json_build_object('outcome', d.outcome, 'assignmentId', d.assignment_id, 'assigned', e.data)
        FROM decisions d LEFT JOIN referral_events e ON e.referral_id = d.referral_id
          AND e.assignment_id = d.assignment_id AND e.type = 'assigned'
        WHERE d.referral_id = r.id AND d.routing = ${routing}) AS recorded
    FROM referral r`;
  if (row === undefined) throw new Error(`no referral ${referralId}`);
  return row;
}

/** The roster's organizations that serve the county, with what is so for this referral and this day only. */
function organizationsServing(row: SituationRow, roster: Roster): RoutingOrganization[] {
  const absent = new Set(row.absent);
  const tried = new Set(row.tried);
  const serving: RoutingOrganization[] = [];
  for (const organization of roster.organizations.values()) {
    const { id, counties } = organization;
    if (!counties.includes(row.county_fips)) continue;
    const olderWaiting = row.older?.[id] ?? 0;
    const differs = absent.has(id) || tried.has(id) || olderWaiting > 0;
    serving.push(
      differs
        ? { ...organization, absent: absent.has(id), tried: tried.has(id), olderWaiting }
        : organization,
    );
  }
  return serving;
}

interface RecordedRow {
  outcome: RouteOutcome['outcome'];
  assignmentId: string;
  assigned: Pick<Assigned, 'organizationId' | 'organizationName' | 'languageMatch' | 'load'>;
}

type Assigned = Extract<RouteOutcome, { outcome: 'assigned' }>;

function outcomeOf({ outcome, assignmentId, assigned }: RecordedRow): RouteOutcome {
  if (outcome === 'unassigned') return { outcome };
  const { organizationId, organizationName, languageMatch, load } = assigned;
  return { outcome, assignmentId, organizationId, organizationName, languageMatch, load };
}
