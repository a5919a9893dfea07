import { Client } from 'pg';
import { v7 as newId } from 'uuid';
import { createPrisma, type PrismaHandle } from '../../../src/infra/prisma/database/client';
import { migrate } from '../../../src/infra/prisma/database/migrate';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { freshDatabase, type TestDatabase } from '../../support/postgres';
import { NOW, received, sampleOrganization, ZONE } from '../support/database';

/* Rows as an earlier version left them: languages by name, names of consumers without their strokes taken away. */

const [english, broken, stroke] = [newId(), newId(), newId()];
const organization = newId();
const request = newId();

let database: TestDatabase;
let handle: PrismaHandle;
let db: Client;
beforeAll(async () => {
  database = await freshDatabase();
  handle = createPrisma(database.url, { max: 2 });
  db = new Client({ connectionString: database.url });
  await db.connect();
  const leads = createLeadStore(handle.prisma);
  for (const id of [english, broken, stroke]) await leads.receive({ ...received(id), id }, null);
  await createOrganizationStore(handle.prisma, ZONE).create(organization, sampleOrganization, NOW);
  await db.query(`UPDATE organizations SET languages = '{english,hmn,en,Karen,xx}'`);
  for (const [id, language] of [
    [english, 'english'],
    [broken, 'xx'],
  ]) {
    await db.query(`UPDATE referrals SET language = $2 WHERE id = $1`, [id, language]);
    await db.query(
      `UPDATE leads SET body = jsonb_set(body, '{consumer,preferredLanguage}', to_jsonb($2::text)) WHERE id = $1`,
      [id, language],
    );
  }
  await db.query(
    `UPDATE leads SET consumer_name = 'đặngsample', body = jsonb_set(jsonb_set(body, '{consumer,firstName}', '"Đặng"'),
       '{consumer,lastName}', '"Sample"') WHERE id = $1`,
    [stroke],
  );
  await db.query(
    `INSERT INTO organization_requests (id, organization_id, kind, source, payload, needs, state, created_at, due_at)
     VALUES ($1, $2, 'languages', 'mail', '{"kind":"languages","languages":["Somali","so"],"from":null,"comments":null}',
       'nothing', 'open', now(), now())`,
    [request, organization],
  );
});
afterAll(async () => {
  await db.end();
  await handle.close();
  await database.drop();
});

async function stored() {
  const { rows: leads } = await db.query<{ id: string; language: string; body: string; name: string }>(
    `SELECT r.id, r.language, l.body #>> '{consumer,preferredLanguage}' AS body, l.consumer_name AS name
     FROM referrals r JOIN leads l ON l.id = r.id ORDER BY r.id`,
  );
  const { rows: offered } = await db.query<{ languages: string[] }>('SELECT languages FROM organizations');
  const { rows: asked } = await db.query<{ languages: string[] }>(
    `SELECT payload -> 'languages' AS languages FROM organization_requests`,
  );
  return { leads, offered, asked };
}

test('languages and names of an earlier version are read again by npm run migrate, and a second run changes nothing', async () => {
  const lines: string[] = [];
  await migrate(database.url, (line) => lines.push(line));
  const once = await stored();
  expect(once).toMatchObject({
    leads: [
      { id: english, language: 'en', body: 'en' },
      { id: broken, language: 'xx', body: 'xx' },
      { id: stroke, language: 'so', body: 'so', name: 'dangsample' },
    ],
    offered: [{ languages: ['en', 'hmn', 'kar', 'xx'] }],
    asked: [{ languages: ['so'] }],
  });
  expect(lines).toEqual([
    'The database is up to date',
    'A stored language is none: "xx"',
    'Languages read again: 1 leads',
    'Languages read again: 1 referrals',
    'Languages read again: 1 organizations',
    'Languages read again: 1 requests',
    'Names read again: 1 leads',
  ]);

  const again: string[] = [];
  await migrate(database.url, (line) => again.push(line));
  expect(again).toEqual(['The database is up to date', 'A stored language is none: "xx"']);
  expect(await stored()).toEqual(once);
});
