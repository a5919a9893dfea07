import { Client } from 'pg';
import { loadProgram } from '../../src/infra/program-file';
import { createPrisma } from '../../src/infra/prisma/database/client';
import { join } from 'node:path';
import type { Figure } from './report';
import { createRouteOnce } from './route-once';
import { loadRoutingScene } from './routing-scene';
import type { Settings } from './settings';
import { median, percentile, timed } from './statistics';

const WARM_UP = 30;
const SAMPLES = 150;

/** The transaction of a routing, turn about with the least transaction that keeps as much. */
export async function routing(settings: Settings): Promise<Figure[]> {
  const scene = await loadRoutingScene(settings.routingDatabaseUrl, WARM_UP + SAMPLES);
  const { prisma, close } = createPrisma(settings.routingDatabaseUrl, { max: 4 });
  const policy = loadProgram(join(settings.root, 'config', 'mnsure.json'));
  const routeOnce = createRouteOnce(prisma, policy);
  const postgres = new Client({ connectionString: settings.routingDatabaseUrl });
  await postgres.connect();

  const decisions: number[] = [];
  const floors: number[] = [];
  for (const [n, referralId] of scene.referralIds.entries()) {
    const decision = await timed(() => routeOnce(referralId));
    const kept = await explanationOf(postgres, referralId);
    const floor = await timed(() => leastTransaction(postgres, scene.organizationId, kept));
    if (n < WARM_UP) continue;
    decisions.push(decision);
    floors.push(floor);
  }
  await postgres.end();
  await close();

  const what = 'one UPDATE, one INSERT';
  const name = `Routing among ${scene.organizations}, ${scene.eligible} eligible`;
  return [
    {
      name: `${name}, median`,
      value: median(decisions),
      unit: 'ms',
      floor: { what, value: median(floors) },
      goal: { of: 'value', atMost: 10 },
    },
    {
      name: `${name}, p99`,
      value: percentile(decisions, 0.99),
      unit: 'ms',
      floor: { what, value: percentile(floors, 0.99) },
    },
  ];
}

async function explanationOf(postgres: Client, referralId: string): Promise<string> {
  const { rows } = await postgres.query<{ explanation: string }>(
    'SELECT explanation::text FROM decisions WHERE referral_id = $1',
    [referralId],
  );
  const kept = rows[0]?.explanation;
  if (kept === undefined) throw new Error('the decision was not kept');
  return kept;
}

/** Takes a place and keeps a record of the same size, without deciding anything. */
async function leastTransaction(postgres: Client, organizationId: string, kept: string): Promise<void> {
  await postgres.query('BEGIN');
  await postgres.query('UPDATE organizations SET held = held + 1 WHERE id = $1 AND held < capacity', [
    organizationId,
  ]);
  await postgres.query('INSERT INTO bare_decisions (explanation) VALUES ($1)', [kept]);
  await postgres.query('COMMIT');
}
