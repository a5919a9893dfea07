import { Client } from 'pg';
import { demoOrganizations } from '../../src/demo/organizations';
import { REGIONS } from '../../src/demo/regions';

/** Room for every lead of a run. */
const CAPACITY = 100_000;

/** The demonstration's organizations with room for all, and one that closes the deliberate gap in coverage. */
export async function loadOrganizations(databaseUrl: string): Promise<void> {
  const statewide = {
    id: '0195f0a0-0000-7000-8000-000000009999',
    name: 'Statewide Brokers (sample)',
    type: 'broker',
    counties: Object.values(REGIONS).flat(),
    languages: ['en'],
    contactEmail: 'leads@statewide.example.org',
  };
  const postgres = new Client({ connectionString: databaseUrl });
  await postgres.connect();
  for (const { id, name, type, counties, languages, contactEmail } of [...demoOrganizations, statewide]) {
    await postgres.query(
      `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, capacity,
         created_at, updated_at)
       VALUES ($1, $2, $3, 'active', $4, $5, $6, $7, now(), now()) ON CONFLICT DO NOTHING`,
      [id, name, type, counties, languages, contactEmail, CAPACITY],
    );
  }
  await postgres.end();
}
