import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

const LONGEST = 300;
const FOLDERS = ['src', 'test', 'scripts'];
const CODE = /\.(ts|tsx|mjs|cjs|js|css)$/;
const SKIPPED = /(^|\/)(generated|histories)(\/|$)/;
/** How a file says that it is one thing which cannot be cut: in its first lines, with the reason after the colon. */
const REASON = /long because: \S/i;

/** Finds files of code that are longer than anybody wants to read at once and do not say why. */
export async function longFiles() {
  const found = FOLDERS.flatMap((folder) => filesIn(folder))
    .map((path) => ({ path, lines: readFileSync(inRoot(path), 'utf8').split('\n') }))
    .filter(
      ({ lines }) => lines.length - 1 > LONGEST && !lines.slice(0, 10).some((line) => REASON.test(line)),
    );
  return {
    code: found.length === 0 ? 0 : 1,
    output: found
      .map(
        ({ path, lines }) =>
          `${path}: ${lines.length - 1} lines, more than ${LONGEST}; cut it, or say "Long because: …" at its top`,
      )
      .join('\n'),
  };
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(inRoot(folder)).flatMap((name) => {
    const path = join(folder, name);
    if (SKIPPED.test(path)) return [];
    if (statSync(inRoot(path)).isDirectory()) return filesIn(path);
    return CODE.test(name) ? [path] : [];
  });
}
