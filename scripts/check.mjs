import { longFiles } from './lib/file-lengths.mjs';
import { capture } from './lib/exec.mjs';
import { main } from './lib/fail.mjs';
import { elapsed } from './lib/progress.mjs';
import { setup } from './setup.mjs';

/* npm run check: format, lint, types and architecture. Everything is checked, whatever has failed before it. */

/** @typedef {{ what: string, perform: () => Promise<{ code: number | null, output: string }> }} Check */

/** @param {string[]} args @returns {Check['perform']} */
const node =
  (...args) =>
  () =>
    capture(
      process.execPath,
      args.map((arg, i) => (i === 0 ? `node_modules/${arg}` : arg)),
    );

/** The two that take longest first: they run side by side, and the others behind them. @type {Check[]} */
const CHECKS = [
  { what: 'lint (eslint)', perform: node('eslint/bin/eslint.js', '--max-warnings', '0', '.') },
  { what: 'types (tsc)', perform: node('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit') },
  { what: 'types of scripts (tsc)', perform: node('typescript/bin/tsc', '-p', 'scripts/tsconfig.json') },
  {
    what: 'imports (dependency-cruiser)',
    perform: node(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      'src',
      'test',
      '--config',
      '.dependency-cruiser.cjs',
    ),
  },
  {
    what: 'format (prettier)',
    perform: node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  },
  { what: 'length of files', perform: longFiles },
];
const AT_ONCE = 2;

await main(async () => {
  await setup({ built: false });
  const queue = [...CHECKS];
  /** @type {string[]} */
  const failed = [];
  const work = async () => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      const since = performance.now();
      const { code, output } = await check.perform();
      console.log(`${code === 0 ? 'ok     ' : 'FAILED '} ${check.what}, ${elapsed(since)}`);
      if (code === 0) continue;
      failed.push(check.what);
      console.log(output.trim());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join('; ')}.`);
  return failed.length === 0 ? 0 : 1;
});
