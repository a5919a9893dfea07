import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { v7 as newId } from 'uuid';
import { carriedPolicy } from '../../../src/domain/referral/carried-policy';
import { createPrisma, type PrismaHandle } from '../../../src/infra/prisma/database/client';
import { inTransaction } from '../../../src/infra/prisma/database/transaction';
import { loadProgram } from '../../../src/infra/program-file';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { lockReferral } from '../../../src/infra/prisma/referral/log';
import { freshDatabase, type TestDatabase } from '../../support/postgres';
import { received } from '../support/database';

/* A referral that came before the policy that it carries got its name, and five of its values. */

const MIGRATIONS = ['20261130003000_acts_written_first', '20261130090000_program_terms'].map((name) =>
  join(__dirname, `../../../prisma/migrations/${name}/migration.sql`),
);

let database: TestDatabase;
let handle: PrismaHandle;
let db: Client;
beforeAll(async () => {
  database = await freshDatabase();
  handle = createPrisma(database.url, { max: 2 });
  db = new Client({ connectionString: database.url });
  await db.connect();
});
afterAll(async () => {
  await db.end();
  await handle.close();
  await database.drop();
});

test('what an earlier version wrote of a lead’s policy is read under its new name, with the values that came later', async () => {
  const id = newId();
  await createLeadStore(handle.prisma).receive({ ...received('CRM-earlier'), id }, null);
  await db.query(
    `UPDATE referral_events SET data = (data - 'carriedPolicy') || jsonb_build_object('terms',
       (data -> 'carriedPolicy') - 'contactDaysBefore' - 'appointmentDaysAhead' - 'pauseMaxDays'
         - 'resolutions' - 'county')
     WHERE referral_id = $1`,
    [id],
  );
  for (const file of MIGRATIONS) {
    const [, update = ''] = readFileSync(file, 'utf8').split(/(?=^UPDATE)/m);
    await db.query(update);
    await db.query(update);
  }
  const referral = await inTransaction(handle.prisma, (tx) => lockReferral(tx, id));
  expect(referral?.carriedPolicy).toEqual(carriedPolicy(loadProgram('config/mnsure.json')));
});
