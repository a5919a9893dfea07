import type { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { sampleTerms, sentLog } from './sample-log';

const COUNTY = '27053';
/** Every other county of the state's first ones: nobody in the way of the county that is measured. */
const ELSEWHERE = ['27001', '27003', '27005', '27007', '27009', '27011'];

/** Open referrals as the read model has them, at organizations elsewhere; no workflow of theirs is asked for anything. */
export async function loadOpenReferrals(
  postgres: Client,
  { organizations, referrals, root }: { organizations: number; referrals: number; root: string },
): Promise<void> {
  const ids = Array.from({ length: organizations }, () => uuidv7());
  await postgres.query(
    `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, capacity, held, given,
       created_at, updated_at)
     SELECT id, 'Sample Organization ' || n, 'navigator', 'active', $2, '{en}', 'leads-' || n || '@elsewhere.example.org',
       60, 0, 0, now(), now() FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, n)`,
    [ids, ELSEWHERE],
  );
  await postgres.query(
    `WITH made AS MATERIALIZED (
       SELECT gen_random_uuid() AS id, gen_random_uuid() AS assignment_id, n,
         ($1::uuid[])[1 + n % cardinality($1::uuid[])] AS organization_id, $3::text AS county,
         now() AT TIME ZONE 'UTC' - n * interval '1 minute' AS at FROM generate_series(1, $2::int) n
     ), lead AS (
       INSERT INTO leads (id, external_id, body, created_at, consumer_name)
       SELECT id, 'OPEN-' || id, '{"application": {"active": true}, "determinations": []}', at, 'sample' || n FROM made
     ), referral AS (
       INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version,
         current_assignment_id, created_at, updated_at)
       SELECT id, 'sent', 'navigator', 'no-determination', county, 'en', 3, assignment_id, at, at FROM made
     ), event AS (
       ${sentLog('$4')}
     ), assignment AS (
       INSERT INTO assignments (id, referral_id, organization_id, hop, assigned_at, sent_at)
       SELECT assignment_id, id, organization_id, 1, at, at FROM made
     )
     INSERT INTO milestones (assignment_id, name, remind_at, due_at, state, proof)
     SELECT assignment_id, name, at, at + interval '14 days', 'pending', '{}' FROM made,
       (VALUES ('contact'), ('appointment')) AS m(name)`,
    [ids, referrals, ELSEWHERE[0], sampleTerms(root)],
  );
  await postgres.query(
    `UPDATE organizations o SET held = h.held FROM (
       SELECT organization_id, count(*)::int AS held FROM assignments WHERE holds_capacity GROUP BY 1) h
     WHERE h.organization_id = o.id`,
  );
  await postgres.query('ANALYZE');
}

/** Organizations that serve the county that is measured. */
export async function addHere(postgres: Client, count: number, capacity: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  await postgres.query(
    `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, capacity, created_at,
       updated_at)
     SELECT id, 'Sample Neighbor ' || n, 'navigator', 'active', $2, '{en}', 'leads-' || id || '@here.example.org', $3,
       now(), now() FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, n)`,
    [ids, [COUNTY], capacity],
  );
  return ids;
}
