import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';

const COUNTY = '27053';
const ORGANIZATIONS = 2_000;
const ELIGIBLE = 1_200;
const SERVING = 1_600;

export interface RoutingScene {
  readonly organizations: number;
  readonly eligible: number;
  /** Each received and not yet routed. */
  readonly referralIds: readonly string[];
  /** One that no referral goes to. */
  readonly organizationId: string;
}

/**
 * 2,000 organizations: 1,200 may take a lead from the county, 400 serve it and may not (wrong type, suspended,
 * unverified, absent or full, in turn), the others serve somewhere else.
 */
export async function loadRoutingScene(databaseUrl: string, referrals: number): Promise<RoutingScene> {
  const postgres = new Client({ connectionString: databaseUrl });
  await postgres.connect();
  const ids: string[] = [];
  for (let n = 0; n < ORGANIZATIONS; n++) ids.push(await insertOrganization(postgres, n));
  const referralIds: string[] = [];
  for (let n = 0; n < referrals; n++) referralIds.push(await insertReferral(postgres));
  await postgres.query(
    'CREATE TABLE bare_decisions (id bigint GENERATED ALWAYS AS IDENTITY, explanation jsonb)',
  );
  await postgres.query('ANALYZE');
  await postgres.end();
  return { organizations: ORGANIZATIONS, eligible: ELIGIBLE, referralIds, organizationId: ids.at(-1) ?? '' };
}

async function insertOrganization(postgres: Client, n: number): Promise<string> {
  const id = uuidv7();
  const hindrance = n < ELIGIBLE || n >= SERVING ? null : n % 5;
  const capacity = 20 + (n % 30);
  await postgres.query(
    `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, contact_verified,
       capacity, held, last_assigned_at, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() - $11 * interval '1 minute', now(), now())`,
    [
      id,
      `Sample Organization ${n} for Health Coverage`,
      hindrance === 0 ? 'broker' : 'navigator',
      hindrance === 1 ? 'suspended' : 'active',
      n < SERVING ? [COUNTY, '27123', '27003'] : ['27137'],
      n % 3 === 0 ? ['en', 'so'] : ['en'],
      `leads@sample-${n}.example.org`,
      hindrance !== 2,
      capacity,
      hindrance === 4 ? capacity : n % 15,
      n,
    ],
  );
  if (hindrance === 3) {
    await postgres.query(
      `INSERT INTO absences (id, organization_id, "from", until, reason)
       VALUES ($1, $2, current_date - 3, current_date + 3, 'Office moves')`,
      [randomUUID(), id],
    );
  }
  return id;
}

async function insertReferral(postgres: Client): Promise<string> {
  const id = uuidv7();
  await postgres.query(
    'INSERT INTO leads (id, external_id, body, created_at, consumer_name) VALUES ($1, $2, $3, now(), $2)',
    [id, `BENCH-${id}`, '{}'],
  );
  await postgres.query(
    `INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version,
       created_at, updated_at)
     VALUES ($1, 'received', 'navigator', 'no-determination', $2, 'so', 1, now(), now())`,
    [id, COUNTY],
  );
  return id;
}
