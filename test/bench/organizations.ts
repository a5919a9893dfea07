import { Client } from 'pg';
import { sampleOrganizations } from '../../src/demo/organizations';
import { loadSample } from '../../src/demo/sample-file';

/** Room for every lead of a run. */
const CAPACITY = 100_000;

/** The demonstration's organizations with room for all, and one that closes the deliberate gap in coverage. */
export async function loadOrganizations(databaseUrl: string): Promise<void> {
  const sample = loadSample('config/samples/mn.json');
  const statewide = {
    id: '0195f0a0-0000-7000-8000-000000009999',
    name: 'Statewide Brokers (sample)',
    type: 'broker',
    counties: Object.values(sample.regions).flat(),
    languages: ['en'],
    contactEmail: 'leads@statewide.example.org',
  };
  const postgres = new Client({ connectionString: databaseUrl });
  await postgres.connect();
  for (const { id, name, type, counties, languages, contactEmail } of [
    ...sampleOrganizations(sample),
    statewide,
  ]) {
    await postgres.query(
      `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, capacity,
         created_at, updated_at)
       VALUES ($1, $2, $3, 'active', $4, $5, $6, $7, now(), now()) ON CONFLICT DO NOTHING`,
      [id, name, type, counties, languages, contactEmail, CAPACITY],
    );
  }
  await postgres.end();
}
