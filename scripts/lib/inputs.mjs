import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, inRoot } from './paths.mjs';

/**
 * One hash over the names and contents of files, folders taken whole. Contents rather than times, because a
 * checkout changes the times of files that are the same.
 *
 * @param {string[]} paths Relative to the root; one that does not exist counts as absent, which is a state too.
 * @param {(path: string) => boolean} [include] Asked with each path relative to the root.
 */
export function hashInputs(paths, include = () => true) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesIn(inRoot(path))) {
      const name = relative(ROOT, file);
      if (include(name)) hash.update(name).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} In an order that does not depend on the file system. */
function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

const STAMP = '.made-from';

/** @param {string} folder @param {string} hash @returns {boolean} Whether the folder was made from these inputs. */
export const hasStamp = (folder, hash) =>
  existsSync(join(folder, STAMP)) && readFileSync(join(folder, STAMP), 'utf8') === hash;

/** @param {string} folder @param {string} hash */
export const writeStamp = (folder, hash) => writeFileSync(join(folder, STAMP), hash);
