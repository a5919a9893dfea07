import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasStamp, hashInputs, writeStamp } from './inputs.mjs';
import { inRoot } from './paths.mjs';

/**
 * Makes programs of ours runnable, unless that was done for the same sources already. Only transpiled: `npm run check`
 * is what checks types.
 *
 * @param {string} build The folder that it is made in.
 * @param {readonly string[]} sources Folders; their tests are left out.
 * @param {string} script The script that runs it, for what is decided there.
 */
export async function transpile(build, sources, script) {
  const inputs = hashInputs(
    [...sources, script, 'scripts/lib/transpile.mjs'],
    (path) => !path.endsWith('.made-from'),
  );
  if (hasStamp(build, inputs)) return;
  const { transformFile } = await import('@swc/core');
  rmSync(build, { recursive: true, force: true });
  for (const source of sources) {
    for (const name of readdirSync(inRoot(source), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(name) || /\.(test|d)\.tsx?$/.test(name)) continue;
      const { code } = await transformFile(inRoot(source, name), {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', tsx: name.endsWith('.tsx') },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
          target: 'es2023',
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      });
      const file = join(build, source, name.replace(/\.tsx?$/, '.js'));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, code);
    }
  }
  writeStamp(build, inputs);
}
