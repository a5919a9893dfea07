import path from 'node:path';
import { v7 as newId } from 'uuid';
import type { Pool } from 'pg';
import type { AssisterType } from '../../../src/domain/vocabulary';
import { loadAreas } from '../../../src/infra/program-file';
import { sampleLead, type LeadBody } from '../../integration/support/samples';
import { terms } from '../../support/minnesota-terms';

/**
 * Where one window is looked at: a county and a type of assister of its own, with two organizations that serve nothing
 * else. So a hundred transactions can stand at their commits at once, and none waits for the rows of another.
 */
export interface Cell {
  /** Chosen first: it speaks the consumer's language. */
  readonly first: CellOrganization;
  /** For whatever has to go elsewhere. */
  readonly second: CellOrganization;
  lead(): LeadBody;
}

export interface CellOrganization {
  readonly id: string;
  readonly email: string;
}

const AREAS = path.resolve(__dirname, '../../../config/areas/mn.json');
const CAPACITY = 10;

export async function makeCells(db: Pool, count: number): Promise<readonly Cell[]> {
  const { counties, zips } = loadAreas(AREAS, terms.county);
  const places = counties.flatMap(({ fips, name }) => {
    const zip = Object.entries(zips).find(([, reached]) => reached.includes(fips))?.[0];
    if (zip === undefined) return [];
    return (['navigator', 'broker'] as const).map((type) => ({ fips, name, zip, type }));
  });
  const taken = await cellsTaken(db);
  if (places.length < taken + count) throw new Error(`of ${places.length} cells ${taken} are taken already`);
  const cells = places
    .slice(taken, taken + count)
    .map(({ fips, name, zip, type }): Cell & { fips: string; type: AssisterType } => ({
      ...{ fips, type, first: organization(fips, type, 'first'), second: organization(fips, type, 'second') },
      lead: () => leadFor({ name, zip, type }),
    }));
  await addOrganizations(db, cells);
  return cells;
}

/** Each has two organizations. */
async function cellsTaken(db: Pool): Promise<number> {
  const { rows } = await db.query<{ count: number }>('SELECT count(*)::int / 2 AS count FROM organizations');
  return rows[0]?.count ?? 0;
}

function organization(fips: string, type: AssisterType, which: string): CellOrganization {
  return { id: newId(), email: `${which}-${type}-${fips}@organization.example.org` };
}

function leadFor({ name, zip, type }: { name: string; zip: string; type: AssisterType }): LeadBody {
  const lead = sampleLead('Hennepin', { broker: type === 'broker' });
  return { ...lead, address: { ...lead.address, county: name, zip } };
}

async function addOrganizations(
  db: Pool,
  cells: readonly (Cell & { readonly fips: string; readonly type: AssisterType })[],
): Promise<void> {
  const rows = cells.flatMap(({ fips, type, first, second }) => [
    { ...first, type, fips, languages: ['en', 'so'] },
    { ...second, type, fips, languages: ['en'] },
  ]);
  await db.query(
    `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, capacity, created_at,
       updated_at)
     SELECT id, email, type, 'active', ARRAY[fips], languages, email, $2, now(), now()
     FROM jsonb_to_recordset($1) AS o(id uuid, email text, type text, fips text, languages text[])`,
    [JSON.stringify(rows), CAPACITY],
  );
}
