import { cycle } from './cycle';
import { fairness } from './fairness';
import { herd } from './herd';
import { happyPath } from './happy-path';
import { history } from './history';
import { latency } from './latency';
import { lifecycle } from './lifecycle';
import { memory } from './memory';
import { isMet, keep, table, type Figure } from './report';
import { reads } from './reads';
import { returned } from './returned';
import { routing } from './routing';
import type { Settings } from './settings';
import { start } from './start';
import { throughput } from './throughput';

const MEASUREMENTS: Record<string, (settings: Settings) => Promise<Figure[]>> = {
  latency,
  throughput,
  history,
  happyPath,
  herd,
  routing,
  memory,
  lifecycle,
  reads,
  cycle,
  returned,
  fairness,
  start,
};

/*
 * node main.js <settings as JSON> [names]: takes the measurements one after the other and prints their figures. A goal
 * that is missed makes the exit code 1: most are ratios to a floor of the same run, so a slow machine is no excuse, and
 * a table that says MISSED should not pass in a script that nobody reads.
 */
async function main(): Promise<number> {
  const [settingsText = '{}', ...given] = process.argv.slice(2);
  const settings = JSON.parse(settingsText) as Settings;
  const names = given.length > 0 ? given : Object.keys(MEASUREMENTS);
  const figures: Figure[] = [];
  for (const name of names) {
    const measure = MEASUREMENTS[name];
    if (measure === undefined) {
      throw new Error(`"${name}" is not one of ${Object.keys(MEASUREMENTS).join(', ')}`);
    }
    const since = performance.now();
    process.stdout.write(`Measuring ${name} …\n`);
    figures.push(...(await measure(settings)));
    process.stdout.write(`Measuring ${name}: done in ${((performance.now() - since) / 1000).toFixed(0)} s\n`);
  }
  keep(settings.results, figures);
  process.stdout.write(`\n${table(figures)}\n`);
  return figures.some((figure) => isMet(figure) === false) ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
