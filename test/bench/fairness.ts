import { join } from 'node:path';
import { loadProgram } from '../../src/infra/program-file';
import { deviationOf, measureFairness, type FairnessScene } from './fairness-scene';
import type { Figure } from './report';
import type { Settings } from './settings';

const LEADS = 10_000;

const SCENES: Readonly<Record<string, FairnessScene>> = {
  'one by one': { leads: LEADS, atOnce: 1, heldFor: () => 400, places: 600 },
  'one by one, few busy': { leads: LEADS, atOnce: 1, heldFor: () => 6, places: 600 },
  'sixteen at once': { leads: LEADS, atOnce: 16, heldFor: () => 400, places: 600 },
  'in bulk, sixteen at once': { leads: LEADS, atOnce: 16, heldFor: null, places: 12_000 },
};

/**
 * 10,000 leads over ten organizations that may take each of them and are equally quick, through the routing activity:
 * the largest distance of an organization's share from its weight, in percent of the weight.
 */
export async function fairness(settings: Settings): Promise<Figure[]> {
  const policy = loadProgram(join(settings.root, 'config', 'mnsure.json'));
  const figures: Figure[] = [];
  for (const [name, scene] of Object.entries(SCENES)) {
    const leads = Math.round(scene.leads * (settings.scale ?? 1));
    const outcome = await measureFairness(settings.routingDatabaseUrl, policy, { ...scene, leads });
    if (outcome.overfilled > 0 || outcome.unplaced > 0)
      throw new Error(`${name}: ${JSON.stringify(outcome)}`);
    figures.push({
      name: `Fairness, ${leads} leads ${name}: furthest from its weight`,
      value: deviationOf(outcome) * 100,
      unit: '%',
      goal: { of: 'value', atMost: 2 },
    });
  }
  return figures;
}
