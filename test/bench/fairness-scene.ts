import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { ProgramPolicy } from '../../src/domain/policy';
import { createPrisma } from '../../src/infra/prisma/database/client';
import { createRouteOnce } from './route-once';
import { inParallel } from './statistics';

const COUNTY = '27053';
/** Weights from 1 to 19 of 60: the smallest gets 167 of 10,000. */
const WEIGHTS = [1, 1.6, 2, 2.4, 4, 4, 6, 8, 12, 19];

export interface FairnessScene {
  readonly leads: number;
  /** Leads that are routed at the same time. */
  readonly atOnce: number;
  /** A place is given back after so many further leads; null: none is, all come in bulk. */
  readonly heldFor: ((organization: number) => number) | null;
  /** Places of all organizations together. */
  readonly places: number;
}

export interface FairnessOutcome {
  readonly unplaced: number;
  readonly overfilled: number;
  /** Of each organization: its share in the placed leads, divided by its weight. */
  readonly ratios: readonly number[];
}

/** Routes leads through the real routing; nobody else is in the database's county. */
export async function measureFairness(
  databaseUrl: string,
  policy: ProgramPolicy,
  { leads, atOnce, heldFor, places }: FairnessScene,
): Promise<FairnessOutcome> {
  const postgres = new Client({ connectionString: databaseUrl });
  await postgres.connect();
  await postgres.query("UPDATE organizations SET status = 'suspended'");
  const sum = WEIGHTS.reduce((total, weight) => total + weight, 0);
  const capacities = WEIGHTS.map((weight) => Math.round((places * weight) / sum));
  const organizations: string[] = [];
  for (const capacity of capacities) organizations.push(await addOrganization(postgres, capacity));
  const referralIds = await addReferrals(postgres, leads);

  const { prisma, close } = createPrisma(databaseUrl, { max: atOnce + 2 });
  const routeOnce = createRouteOnce(prisma, policy);
  const got = organizations.map(() => 0);
  const releases = new Map<number, number[]>();
  let next = 0;
  let unplaced = 0;
  await inParallel(
    () => next < leads,
    atOnce,
    async () => {
      const lead = next++;
      const due = releases.get(lead) ?? [];
      releases.delete(lead);
      for (const n of due) await giveBack(prisma, organizations[n] ?? '');
      const referralId = referralIds[lead] ?? '';
      const outcome = await routeOnce(referralId);
      if (outcome.outcome === 'unassigned') {
        unplaced += 1;
        return;
      }
      const n = organizations.indexOf(outcome.organizationId);
      got[n] = (got[n] ?? 0) + 1;
      if (heldFor === null) return;
      // Never at a lead that has begun already: its releases were looked at.
      const at = Math.max(lead + heldFor(n), next);
      releases.set(at, [...(releases.get(at) ?? []), n]);
    },
  );
  const { rows } = await postgres.query<{ overfilled: number }>(
    'SELECT count(*)::int AS overfilled FROM organizations WHERE held > capacity',
  );
  await close();
  await postgres.end();
  const total = capacities.reduce((all, capacity) => all + capacity, 0);
  const placed = leads - unplaced;
  return {
    unplaced,
    overfilled: rows[0]?.overfilled ?? 0,
    ratios: capacities.map((capacity, n) => (got[n] ?? 0) / placed / (capacity / total)),
  };
}

/** The largest relative distance of a share from its weight. */
export function deviationOf({ ratios }: FairnessOutcome): number {
  return Math.max(...ratios.map((ratio) => Math.abs(ratio - 1)));
}

/** As an assignment's end does it. */
async function giveBack(
  prisma: ReturnType<typeof createPrisma>['prisma'],
  organizationId: string,
): Promise<void> {
  await prisma.$executeRaw`UPDATE organizations SET held = held - 1 WHERE id = ${organizationId}::uuid`;
}

async function addOrganization(postgres: Client, capacity: number): Promise<string> {
  const id = uuidv7();
  await postgres.query(
    `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, capacity, created_at,
       updated_at)
     VALUES ($1, $2, 'navigator', 'active', $3, '{en}', $4, $5, now(), now())`,
    [id, `Sample Organization of ${capacity}`, [COUNTY], `leads-${id}@example.org`, capacity],
  );
  return id;
}

async function addReferrals(postgres: Client, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  await postgres.query(
    `WITH lead AS (
       INSERT INTO leads (id, external_id, body, created_at, consumer_name)
       SELECT id, 'FAIR-' || id, '{}', now(), $2 FROM unnest($1::uuid[]) AS id RETURNING id)
     INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version,
       created_at, updated_at)
     SELECT id, 'received', 'navigator', 'no-determination', $3, 'en', 1, now(), now() FROM lead`,
    [ids, `sample ${randomUUID()}`, COUNTY],
  );
  return ids;
}
