import type { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';

const COUNTY = '27053';

/**
 * Organizations that were each sent `rows` leads on the days from `from` on, as the read model has it: closed, so that
 * no workflow is missed. */
export async function loadSentLeads(
  postgres: Client,
  { organizations, rows, from }: { organizations: number; rows: number; from: string },
): Promise<string[]> {
  const ids = Array.from({ length: organizations }, () => uuidv7());
  await postgres.query(
    `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, capacity, held, given,
       created_at, updated_at)
     SELECT id, 'Sample Organization ' || n, 'navigator', 'active', $2, '{en}', 'leads-' || id || '@example.org',
       100, 0, 0, now(), now() FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, n)`,
    [ids, [COUNTY]],
  );
  await postgres.query(
    `WITH made AS MATERIALIZED (
       SELECT gen_random_uuid() AS id, gen_random_uuid() AS assignment_id, o.id AS organization_id, n,
         $3::date + interval '18 hours' + n % 10 * interval '1 day' AS at
       FROM unnest($1::uuid[]) AS o(id), generate_series(1, $2::int) n
     ), lead AS (
       INSERT INTO leads (id, external_id, body, created_at, consumer_name)
       SELECT id, 'CYCLE-' || id, jsonb_build_object('consumer', jsonb_build_object('firstName', 'Sample',
         'lastName', 'Consumer ' || n), 'application', '{"active": true}'::jsonb, 'determinations', '[]'::jsonb), at,
         'sampleconsumer' FROM made
     ), referral AS (
       INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version,
         current_assignment_id, created_at, updated_at)
       SELECT id, 'resolved', 'navigator', 'no-determination', $4, 'en', 3, assignment_id, at, at FROM made
     ), event AS (
       INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, status, data)
       SELECT id, seq, type, at, 'system', assignment_id, status, '{}' FROM made,
         (VALUES (1, 'received', 'received'), (2, 'assigned', 'received'), (3, 'sent', 'sent')) AS e(seq, type, status)
     )
     INSERT INTO assignments (id, referral_id, organization_id, hop, assigned_at, sent_at, holds_capacity, ended_at,
       end_reason)
     SELECT assignment_id, id, organization_id, 1, at, at, false, at, 'resolved' FROM made`,
    [ids, rows, from, COUNTY],
  );
  await postgres.query('ANALYZE');
  return ids;
}
