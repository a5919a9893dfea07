/** Something the user can act on: printed as plain lines, without a stack. */
export class UserError extends Error {}

/** A part that cannot be had on this machine. Whoever can do without it may go on, and says so. */
export class MissingPart extends UserError {}

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
    printError(error);
    process.exitCode = 1;
  }
}

/** @param {unknown} error */
export function printError(error) {
  console.error(error instanceof UserError ? `\n${error.message}` : error);
}
