import type { PastOrganization, TrialReader } from '../../../api/routing/ports';
import type { Lead } from '../../../domain/referral/lead';
import { FORTNIGHT } from '../../../domain/routing/recent-leads';
import { HELD_AT_MOST_MS, type TrialLead, type TrialOrganization } from '../../../domain/routing/trial';
import { instant, plusMillis, type Instant } from '../../../domain/time';
import { Prisma, type PrismaClient } from '../generated/client';
import { sayingWhenDown } from '../database/outages';

/** Ten thousand leads with their history take longer than a request's usual statement. */
const TIMEOUT_MS = 60_000;

export function createTrialReader(prisma: PrismaClient): TrialReader {
  return sayingWhenDown<TrialReader>({
    load: ({ from, to, limit }) =>
      prisma.$transaction(
        async (tx) => {
          // PostgreSQL itself makes sure that a trial changes nothing.
          await tx.$executeRaw`SET TRANSACTION READ ONLY`;
          const leads = await readLeads(tx, from, to, limit);
          return { leads, organizations: await readOrganizations(tx, from) };
        },
        { isolationLevel: 'RepeatableRead', timeout: TIMEOUT_MS },
      ),
  });
}

/** When the place of the assignment `a` became free again; null while it is held. See `holdsCapacity` in the domain. */
const RELEASED_AT = Prisma.sql`CASE WHEN a.holds_capacity THEN NULL ELSE LEAST(a.ended_at, (
  SELECT min(e.at) FROM referral_events e WHERE e.referral_id = a.referral_id AND e.assignment_id = a.id
    AND e.type IN ('appointment-held', 'capacity-released'))) END`;

interface LeadRow {
  id: string;
  county_fips: string;
  language: string;
  created_at: Date;
  application: Lead['application'];
  determinations: Lead['determinations'];
  had: string | null;
  held_ms: number | null;
  same_consumer_as: string | null;
  same_consumer_had: string | null;
}

async function readLeads(
  tx: Prisma.TransactionClient,
  from: Instant,
  to: Instant,
  limit: number,
): Promise<Omit<TrialLead, 'on'>[]> {
  const rows = await tx.$queryRaw<LeadRow[]>`
    SELECT r.id, r.county_fips, r.language, r.created_at, l.body -> 'application' AS application,
      l.body -> 'determinations' AS determinations, held.had, held.held_ms, r.same_consumer_as,
      (SELECT s.organization_id FROM assignments s JOIN referrals o ON o.id = s.referral_id
        WHERE s.referral_id = r.same_consumer_as AND s.sent_at IS NOT NULL AND o.created_at < ${from}::timestamptz
        ORDER BY s.assigned_at DESC LIMIT 1) AS same_consumer_had
    FROM referrals r JOIN leads l ON l.id = r.id
    CROSS JOIN LATERAL (
      SELECT (array_agg(a.organization_id ORDER BY a.assigned_at, a.hop))[1] AS had,
        CASE WHEN bool_or(a.holds_capacity) THEN NULL
          ELSE (EXTRACT(EPOCH FROM max(${RELEASED_AT}) - min(a.assigned_at)) * 1000)::float8 END AS held_ms
      FROM assignments a WHERE a.referral_id = r.id
    ) held
    WHERE r.created_at >= ${from}::timestamptz AND r.created_at < ${to}::timestamptz
    ORDER BY r.created_at, r.id LIMIT ${limit}`;
  return rows.map((row) => ({
    referralId: row.id,
    countyFips: row.county_fips,
    language: row.language,
    application: row.application,
    determinations: row.determinations,
    had: row.had,
    heldMs: row.held_ms,
    sameConsumerAs: row.same_consumer_as,
    sameConsumerHad: row.same_consumer_had,
    at: instant(row.created_at),
  }));
}

interface OrganizationRow {
  id: string;
  name: string;
  type: TrialOrganization['type'];
  active: boolean;
  contact_verified: boolean;
  capacity: number;
  languages: string[];
  counties: string[];
  absences: TrialOrganization['absences'] | null;
  last_assigned_at: Date | null;
  held: { since: string; until: string | null }[] | null;
  given_at: string[] | null;
}

async function readOrganizations(tx: Prisma.TransactionClient, from: Instant): Promise<PastOrganization[]> {
  const rows = await tx.$queryRaw<OrganizationRow[]>`
    SELECT o.id, o.name, o.type, o.status = 'active' AS active, o.contact_verified, o.capacity, o.languages,
      o.counties, before.last_assigned_at, before.held, before.given_at,
      (SELECT json_agg(json_build_object('from', b."from", 'until', b.until)) FROM absences b
        WHERE b.organization_id = o.id) AS absences
    FROM organizations o
    LEFT JOIN (
      SELECT a.organization_id, max(a.assigned_at) AS last_assigned_at,
        json_agg(json_build_object('since', a.assigned_at, 'until', ${RELEASED_AT}))
          FILTER (WHERE a.holds_capacity OR ${RELEASED_AT} > ${from}::timestamptz) AS held,
        json_agg(a.assigned_at ORDER BY a.assigned_at)
          FILTER (WHERE a.assigned_at > ${from}::timestamptz - make_interval(days => ${FORTNIGHT}::int)) AS given_at
      FROM assignments a WHERE a.assigned_at < ${from}::timestamptz GROUP BY a.organization_id
    ) before ON before.organization_id = o.id
    ORDER BY o.id`;
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    type: row.type,
    active: row.active,
    capacity: row.capacity,
    contactVerified: row.contact_verified,
    languages: row.languages,
    counties: row.counties,
    absences: row.absences ?? [],
    lastAssignedAt: row.last_assigned_at === null ? null : instant(row.last_assigned_at),
    givenAt: (row.given_at ?? []).map(instant),
    heldUntil: (row.held ?? []).map(({ since, until }) => {
      const atMost = plusMillis(instant(since), HELD_AT_MOST_MS);
      return until === null || instant(until) > atMost ? atMost : instant(until);
    }),
  }));
}
