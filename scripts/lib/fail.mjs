/** Something the user can act on: printed as plain lines, without a stack. */
export class UserError extends Error {}

/**
 * Runs a script's body and turns its end into an exit code: a UserError into its message, anything else into
 * its stack, both into code 1.
 *
 * @param {() => Promise<number | void>} body May give an exit code.
 */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    console.error(error instanceof UserError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
