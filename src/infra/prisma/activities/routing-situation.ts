import type { RoutingLook } from '../../../activities/ports';
import type { RoutingOrganization } from '../../../domain/routing';
import { instant, type LocalDate } from '../../../domain/time';
import type { AssisterType } from '../../../domain/vocabulary';
import type { RouteCommand, RouteOutcome } from '../../../workflows/referral/activities';
import type { PrismaClient } from '../generated/client';

/**
 * One statement, so that the numbers belong together. The organizations come as one text for each column, not as
 * rows: where thousands serve a county, that halves the time.
 */
export async function readSituation(
  prisma: PrismaClient,
  { referralId, routing }: RouteCommand,
  on: LocalDate,
): Promise<RoutingLook> {
  const [row] = await prisma.$queryRaw<SituationRow[]>`
    WITH referral AS (
      SELECT id, assister_type, assister_type_rule, county_fips, language, created_at
      FROM referrals WHERE id = ${referralId}::uuid
    ), serving AS NOT MATERIALIZED (
      SELECT o.* FROM organizations o WHERE o.counties @> ARRAY[(SELECT county_fips FROM referral)]
    ), older AS MATERIALIZED (
      SELECT w.id, w.county_fips FROM referrals w, referral r
      WHERE w.status = 'unassigned' AND w.waits_for_routing AND w.assister_type = r.assister_type
        AND (w.created_at, w.id) < (r.created_at, r.id)
    )
    SELECT r.assister_type, r.assister_type_rule, r.county_fips, r.language,
      (SELECT count(*)::int FROM organizations) AS everywhere,
      c.*,
      ARRAY(SELECT a.organization_id::text FROM absences a
        WHERE a."from" <= ${on}::date AND (a.until IS NULL OR a.until >= ${on}::date)) AS absent,
      ARRAY(SELECT t.organization_id::text FROM assignments t WHERE t.referral_id = r.id) AS tried,
      (SELECT json_object_agg(s.id, (
          SELECT count(*)::int FROM older w WHERE w.county_fips = ANY (s.counties)
            AND NOT EXISTS (SELECT 1 FROM assignments t WHERE t.referral_id = w.id AND t.organization_id = s.id)))
        FROM serving s WHERE EXISTS (SELECT 1 FROM older)) AS older,
      (SELECT json_build_object('outcome', d.outcome, 'assignmentId', d.assignment_id, 'assigned', e.data)
        FROM decisions d LEFT JOIN referral_events e ON e.referral_id = d.referral_id
          AND e.assignment_id = d.assignment_id AND e.type = 'assigned'
        WHERE d.referral_id = r.id AND d.routing = ${routing}) AS recorded
    FROM referral r, LATERAL (
      SELECT array_agg(id)::text AS ids, json_agg(name) AS names, array_agg(type)::text AS types,
        array_agg((status = 'active')::int + 2 * contact_verified::int)::text AS flags,
        array_agg(capacity)::text AS capacities, array_agg(held)::text AS held,
        array_agg(COALESCE((date_part('epoch', last_assigned_at) * 1000)::bigint, 0))::text AS last_assigned,
        string_agg(array_to_string(languages, ' '), ',') AS languages
      FROM serving) c`;
  if (row === undefined) throw new Error(`no referral ${referralId}`);
  if (row.recorded !== null) return { recorded: outcomeOf(row.recorded) };
  const organizations = organizationsOf(row);
  return {
    recorded: null,
    situation: {
      need: { referralId, assisterType: row.assister_type, language: row.language },
      assisterTypeRule: row.assister_type_rule,
      countyFips: row.county_fips,
      organizations,
      elsewhere: row.everywhere - organizations.length,
    },
  };
}

interface SituationRow extends OrganizationColumns {
  assister_type: AssisterType;
  assister_type_rule: string;
  county_fips: string;
  language: string;
  everywhere: number;
  absent: string[];
  tried: string[];
  /** By organization; null when no older referral waits at all. */
  older: Record<string, number> | null;
  recorded: RecordedRow | null;
}

/** Each null when no organization serves the county. */
interface OrganizationColumns {
  ids: string | null;
  names: string[] | null;
  types: string | null;
  flags: string | null;
  capacities: string | null;
  held: string | null;
  /** Milliseconds since the epoch; 0: never. */
  last_assigned: string | null;
  /** Tags of one organization are separated by spaces. */
  languages: string | null;
}

const ACTIVE = 1;
const CONTACT_VERIFIED = 2;

function organizationsOf(row: SituationRow): RoutingOrganization[] {
  const names = row.names ?? [];
  const types = cells(row.types);
  const flags = cells(row.flags);
  const capacities = cells(row.capacities);
  const held = cells(row.held);
  const lastAssigned = cells(row.last_assigned);
  const languages = row.languages?.split(',') ?? [];
  const absent = new Set(row.absent);
  const tried = new Set(row.tried);
  return cells(row.ids).map((id, i) => {
    const last = Number(lastAssigned[i]);
    const flag = Number(flags[i]);
    return {
      id,
      name: names[i] ?? '',
      type: types[i] as AssisterType,
      active: (flag & ACTIVE) !== 0,
      absent: absent.has(id),
      contactVerified: (flag & CONTACT_VERIFIED) !== 0,
      capacity: Number(capacities[i]),
      held: Number(held[i]),
      lastAssignedAt: last === 0 ? null : instant(last),
      languages: languages[i]?.split(' ') ?? [],
      tried: tried.has(id),
      olderWaiting: row.older?.[id] ?? 0,
    };
  });
}

/** The values of a PostgreSQL array in its text form, none of which needs quotes. */
function cells(array: string | null): string[] {
  return array === null ? [] : array.slice(1, -1).split(',');
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
