import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './exec.mjs';
import { UserError } from './fail.mjs';
import { hasStamp, hashInputs, writeStamp } from './inputs.mjs';
import { CACHE_DIR, inRoot } from './paths.mjs';
import { step } from './progress.mjs';

const DIST = inRoot('dist');
/** What the pages serve beside the compiled code; the compiler leaves it behind. */
const PAGE_ASSETS = 'api/pages/assets';
const TSC = 'node_modules/typescript/bin/tsc';

const inputs = () =>
  hashInputs(
    [
      ...['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
      ...['scripts/bundle-workflows.mjs', 'scripts/lib/build.mjs'],
    ],
    (path) => !path.endsWith('.made-from'),
  );

/** Whether `dist` was compiled from the sources as they are now. */
export const isBuilt = () => hasStamp(DIST, inputs());

/**
 * Compiles the service and bundles its workflows into a new `dist`, put in place in one move, so that nothing of an
 * earlier build stays behind and a process that starts meanwhile never sees half of one.
 */
export async function build() {
  const hash = inputs();
  removeRemains();
  const fresh = inRoot(`.cache/dist-${process.pid}`);
  const old = inRoot(`.cache/dist-old-${process.pid}`);
  try {
    await step('Compiling the service', () =>
      // Source maps would otherwise point from the temporary folder.
      run([TSC, '-p', 'tsconfig.build.json', '--outDir', fresh, '--sourceRoot', inRoot('src')]),
    );
    cpSync(inRoot('src', PAGE_ASSETS), join(fresh, PAGE_ASSETS), { recursive: true });
    await step('Bundling the workflows', () => run(['scripts/bundle-workflows.mjs', fresh]));
    writeStamp(fresh, hash);
    if (existsSync(DIST)) renameSync(DIST, old);
    renameSync(fresh, DIST);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/** @param {string[]} args */
async function run(args) {
  const { code, output } = await capture(process.execPath, args);
  if (code !== 0) throw new UserError(`The build failed:\n${output.trim()}`);
}

/** What a build that was killed left behind; the setup's lock keeps two from being at work. */
function removeRemains() {
  for (const name of existsSync(CACHE_DIR) ? readdirSync(CACHE_DIR) : []) {
    if (/^dist-(old-)?\d+$/.test(name)) rmSync(`${CACHE_DIR}/${name}`, { recursive: true, force: true });
  }
}
