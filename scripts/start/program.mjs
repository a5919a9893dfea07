import { createRequire } from 'node:module';
import { UserError } from '../lib/fail.mjs';
import { inRoot } from '../lib/paths.mjs';

/** @typedef {import('../../src/domain/policy.js').ProgramPolicy} ProgramPolicy */
/** @typedef {{ file: string, policy: ProgramPolicy, spocEmail: string }} Program */

/** Who gets the SPOC's mails where no sample file says it. */
const SPOC_EMAIL = 'spoc@example.org';

/**
 * The policy that the whole of this start works by: PROGRAM_FILE, seen from the repository's root, or Minnesota's. Every
 * process is told its absolute path. Throws a UserError that names the file and what is wrong with it. Only once the
 * service has been built, because its own code reads the files.
 *
 * @returns {Program}
 */
export function readProgram() {
  const file = inRoot(process.env['PROGRAM_FILE'] || 'config/mnsure.json');
  const require = createRequire(import.meta.url);
  const { loadProgram } = require(inRoot('dist/infra/program-file.js'));
  const { loadSampleOf, NoSampleFile } = require(inRoot('dist/demo/sample-file.js'));
  try {
    const policy = loadProgram(file);
    try {
      return { file, policy, spocEmail: loadSampleOf(file, policy).spocEmail };
    } catch (error) {
      // The loading of the sample organizations says it.
      if (error instanceof NoSampleFile) return { file, policy, spocEmail: SPOC_EMAIL };
      throw error;
    }
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
}
