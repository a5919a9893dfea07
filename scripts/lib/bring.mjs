import { MissingPart, UserError } from './fail.mjs';

/** @typedef {{ how: string, install: () => Promise<unknown> }} Way Throws a UserError that says why it is not possible. */

/**
 * Finds a part, or installs it by the first way that leads to it.
 *
 * @param {object} part
 * @param {string} part.what
 * @param {() => Promise<string | undefined>} part.find Its path; undefined when it is not there.
 * @param {readonly Way[]} part.ways
 * @param {string} part.advice What somebody can do who needs it all the same.
 * @returns {Promise<string>} Its path. Throws a MissingPart.
 */
export async function bring({ what, find, ways, advice }) {
  const found = await find();
  if (found !== undefined) return found;
  const tried = [];
  for (const { how, install } of ways) {
    try {
      await install();
      const installed = await find();
      if (installed !== undefined) return installed;
      tried.push(`  - ${how}: installed, and yet it is not there or does not start`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      console.log(`Not possible here: ${error.message}`);
      tried.push(`  - ${how}: ${error.message}`);
    }
  }
  throw new MissingPart([`Cannot find or install ${what}. Tried:`, ...tried, advice].join('\n'));
}
