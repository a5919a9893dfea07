import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './exec.mjs';
import { UserError } from './fail.mjs';

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const STARTS_WITHIN_MS = 60_000;

/**
 * What is there may be a mere hint how to install it, or lack libraries.
 *
 * @param {string} path Of a browser, say, that can tell its version.
 */
export async function starts(path) {
  if (!isExecutable(path)) return false;
  // A browser on Windows would open a window.
  if (process.platform === 'win32') return true;
  return (await capture(path, ['--version'], { timeoutMs: STARTS_WITHIN_MS })).code === 0;
}

/** @param {readonly string[]} names @returns {string[]} The executables of these names, in the order of PATH. */
export function onPath(names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).filter(isExecutable);
}

/**
 * @param {string} variable
 * @returns {string | undefined} The executable that the variable names; undefined when it names none. Throws a UserError
 *   when what it names cannot be executed: whoever set it does not want another one.
 */
export function givenBy(variable) {
  const given = process.env[variable];
  if (!given || isExecutable(given)) return given || undefined;
  throw new UserError(`${variable} names ${given}, which is not an executable file.`);
}
