import type { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { sampleTerms, sentLog } from './sample-log';

const COUNTY = '27053';

/**
 * Organizations that were each sent `rows` leads on the days from `from` on, each with its log. Nobody follows them until
 * something comes of them.
 */
export async function loadSentLeads(
  postgres: Client,
  { organizations, rows, from, root }: { organizations: number; rows: number; from: string; root: string },
): Promise<string[]> {
  const ids = Array.from({ length: organizations }, () => uuidv7());
  await postgres.query(
    `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, capacity, held, given,
       created_at, updated_at)
     SELECT id, 'Sample Organization ' || n, 'navigator', 'active', $2, '{en}', 'leads-' || id || '@example.org',
       $3::int + 100, $3::int, 0, now(), now() FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, n)`,
    [ids, [COUNTY], rows],
  );
  await postgres.query(
    `WITH made AS MATERIALIZED (
       SELECT gen_random_uuid() AS id, gen_random_uuid() AS assignment_id, o.id AS organization_id, n,
         $4::text AS county, $3::date + interval '18 hours' + n % 10 * interval '1 day' AS at
       FROM unnest($1::uuid[]) AS o(id), generate_series(1, $2::int) n
     ), lead AS (
       INSERT INTO leads (id, external_id, body, created_at, consumer_name)
       SELECT id, 'CYCLE-' || id, jsonb_build_object('consumer', jsonb_build_object('firstName', 'Sample',
         'lastName', 'Consumer ' || n), 'application', '{"active": true}'::jsonb, 'determinations', '[]'::jsonb), at,
         'sampleconsumer' FROM made
     ), referral AS (
       INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version,
         current_assignment_id, created_at, updated_at)
       SELECT id, 'sent', 'navigator', 'no-determination', county, 'en', 3, assignment_id, at, at FROM made
     ), event AS (
       ${sentLog('$5')}
     ), assignment AS (
       INSERT INTO assignments (id, referral_id, organization_id, hop, assigned_at, sent_at)
       SELECT assignment_id, id, organization_id, 1, at, at FROM made
     )
     INSERT INTO milestones (assignment_id, name, remind_at, due_at, state, proof)
     SELECT assignment_id, name, at + days - interval '1 day', at + days, 'pending', '{}' FROM made,
       (VALUES ('contact', interval '2 days'), ('appointment', interval '14 days')) AS m(name, days)`,
    [ids, rows, from, COUNTY, sampleTerms(root)],
  );
  await postgres.query('ANALYZE');
  return ids;
}
