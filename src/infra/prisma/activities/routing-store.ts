import type {
  RoutingDecision,
  RoutingSituation,
  RoutingStore,
  RoutingTransaction,
} from '../../../activities/ports';
import type { RoutingOrganization } from '../../../domain/routing';
import { instant, type Instant, type LocalDate } from '../../../domain/time';
import type { AssisterType } from '../../../domain/vocabulary';
import type { RouteCommand, RouteOutcome } from '../../../workflows/referral/activities';
import { v7 as uuidv7 } from 'uuid';
import type { Prisma, PrismaClient } from '../generated/client';

/** Routing on PostgreSQL: few statements, because a hundred leads at once pay for each of them. */
export function createRoutingStore(prisma: PrismaClient): RoutingStore {
  return {
    transaction: (work) => prisma.$transaction((tx) => work(createTransaction(tx))),
  };
}

function createTransaction(tx: Prisma.TransactionClient): RoutingTransaction {
  return {
    recorded: (command) => findRecorded(tx, command),
    situation: (referralId, on) => readSituation(tx, referralId, on),
    reserve: (organizationId, at) => reserve(tx, organizationId, at),
    keep: (decision) => keep(tx, decision),
  };
}

async function findRecorded(
  tx: Prisma.TransactionClient,
  { referralId, routing }: RouteCommand,
): Promise<RouteOutcome | null> {
  const rows = await tx.$queryRaw<{ outcome: RouteOutcome }[]>`
    SELECT explanation -> 'outcome' AS outcome FROM decisions
    WHERE referral_id = ${referralId}::uuid AND routing = ${routing}`;
  return rows[0]?.outcome ?? null;
}

/** An organization as a JSON array, in this order: half the bytes of objects when thousands serve a county. */
type OrganizationRow = [
  id: string,
  name: string,
  type: AssisterType,
  active: boolean,
  absent: boolean,
  contactVerified: boolean,
  capacity: number,
  held: number,
  lastAssignedAt: string | null,
  languages: string[],
  tried: boolean,
  olderWaiting: number,
];

interface SituationRow {
  assister_type: AssisterType;
  assister_type_rule: string;
  county_fips: string;
  language: string;
  elsewhere: number;
  organizations: OrganizationRow[] | null;
}

async function readSituation(
  tx: Prisma.TransactionClient,
  referralId: string,
  on: LocalDate,
): Promise<RoutingSituation> {
  const rows = await tx.$queryRaw<SituationRow[]>`
    WITH referral AS (
      SELECT id, assister_type, assister_type_rule, county_fips, language, created_at
      FROM referrals WHERE id = ${referralId}::uuid
    ), older AS MATERIALIZED (
      SELECT w.id, w.county_fips FROM referrals w, referral r
      WHERE w.status = 'unassigned' AND w.waits_for_routing AND w.assister_type = r.assister_type
        AND (w.created_at, w.id) < (r.created_at, r.id)
    )
    SELECT r.assister_type, r.assister_type_rule, r.county_fips, r.language,
      (SELECT count(*)::int FROM organizations o WHERE NOT o.counties @> ARRAY[r.county_fips]) AS elsewhere,
      (SELECT json_agg(json_build_array(
          o.id, o.name, o.type, o.status = 'active',
          EXISTS (SELECT 1 FROM absences a WHERE a.organization_id = o.id
            AND a."from" <= ${on}::date AND (a.until IS NULL OR a.until >= ${on}::date)),
          o.contact_verified, o.capacity, o.held, o.last_assigned_at, o.languages,
          EXISTS (SELECT 1 FROM assignments t WHERE t.referral_id = r.id AND t.organization_id = o.id),
          (SELECT count(*)::int FROM older w WHERE w.county_fips = ANY (o.counties)
            AND NOT EXISTS (SELECT 1 FROM assignments t WHERE t.referral_id = w.id AND t.organization_id = o.id))
        ))
        FROM organizations o WHERE o.counties @> ARRAY[r.county_fips]) AS organizations
    FROM referral r`;
  const row = rows[0];
  if (row === undefined) throw new Error(`no referral ${referralId}`);
  return {
    need: { referralId, assisterType: row.assister_type, language: row.language },
    assisterTypeRule: row.assister_type_rule,
    countyFips: row.county_fips,
    organizations: (row.organizations ?? []).map(toOrganization),
    elsewhere: row.elsewhere,
  };
}

function toOrganization(row: OrganizationRow): RoutingOrganization {
  const [
    id,
    name,
    type,
    active,
    absent,
    contactVerified,
    capacity,
    held,
    last,
    languages,
    tried,
    olderWaiting,
  ] = row;
  const lastAssignedAt = last === null ? null : instant(last);
  return {
    ...{ id, name, type, active, absent, contactVerified, capacity, held, lastAssignedAt, languages },
    ...{ tried, olderWaiting },
  };
}

async function reserve(tx: Prisma.TransactionClient, organizationId: string, at: Instant): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE organizations SET held = held + 1, last_assigned_at = ${at}::timestamptz
    WHERE id = ${organizationId}::uuid AND held < capacity AND status = 'active' AND contact_verified`;
  return taken === 1;
}

/** The decision, the assignment, the event and the read model, in one statement. */
async function keep(tx: Prisma.TransactionClient, decision: RoutingDecision): Promise<void> {
  const { command, outcome, explanation, ruleVersion, policyVersion } = decision;
  const { referralId, routing, seq, hop, at } = command;
  const assigned = outcome.outcome === 'assigned' ? outcome : null;
  const status = assigned === null ? 'unassigned' : 'received';
  const data =
    assigned === null
      ? { cause: 'no-eligible-organization' }
      : {
          organizationId: assigned.organizationId,
          organizationName: assigned.organizationName,
          hop,
          languageMatch: assigned.languageMatch,
          load: assigned.load,
        };
  const assignmentId = assigned?.assignmentId ?? null;
  const organizationId = assigned?.organizationId ?? null;
  await tx.$executeRaw`
    WITH assignment AS (
      INSERT INTO assignments (id, referral_id, organization_id, hop, assigned_at)
      SELECT ${assignmentId}::uuid, ${referralId}::uuid, ${organizationId}::uuid, ${hop}, ${at}::timestamptz
      WHERE ${assignmentId}::uuid IS NOT NULL
    ), event AS (
      INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, status, data)
      VALUES (${referralId}::uuid, ${seq}, ${assigned === null ? 'unassigned' : 'assigned'}, ${at}::timestamptz,
        'system', ${assignmentId}::uuid, ${status}, ${JSON.stringify(data)}::jsonb)
    ), decision AS (
      INSERT INTO decisions (id, referral_id, routing, at, outcome, organization_id, assignment_id,
        rule_version, policy_version, explanation)
      VALUES (${uuidv7()}::uuid, ${referralId}::uuid, ${routing}, ${at}::timestamptz, ${outcome.outcome},
        ${organizationId}::uuid, ${assignmentId}::uuid, ${ruleVersion}, ${policyVersion},
        ${JSON.stringify({ ...explanation, outcome })}::jsonb)
    )
    UPDATE referrals SET status = ${status}, version = ${seq}, current_assignment_id = ${assignmentId}::uuid,
      waits_for_routing = ${assigned === null}, updated_at = ${at}::timestamptz
    WHERE id = ${referralId}::uuid`;
}
