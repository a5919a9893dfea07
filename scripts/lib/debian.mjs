import { existsSync, readFileSync } from 'node:fs';
import { capture } from './exec.mjs';
import { onPath } from './executables.mjs';
import { UserError } from './fail.mjs';
import { step } from './progress.mjs';

/** Whether it is Ubuntu, whose package of Chromium is a hint to a snap, which no container can install. */
export const isUbuntu = () =>
  existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));

/** The lists of packages are fetched once by a process. @type {Promise<unknown> | undefined} */
let updated;

/** @param {readonly string[]} packages Throws a UserError that says why they cannot be installed. */
export async function installDebianPackages(packages) {
  if (onPath(['apt-get']).length === 0) throw new UserError('there is no apt-get here');
  await step(`Installing ${packages.join(' ')} (apt-get)`, async () => {
    const apt = ['apt-get', '-o', 'DPkg::Lock::Timeout=120', '-y', '-qq'];
    // With old lists some packages can still be had; what cannot is said by the installation.
    updated ??= asRoot([...apt, 'update']).catch(() => undefined);
    await updated;
    await asRoot([...apt, 'install', '--no-install-recommends', ...packages]);
  });
}

/**
 * Runs a command as root: as it is where this process is root's, by sudo elsewhere. sudo may ask for a password where
 * there is a terminal to ask at.
 *
 * @param {readonly string[]} command Throws a UserError with its last line when it does not succeed.
 */
export async function asRoot(command) {
  const [program = '', ...args] = [...rootPrefix(), 'env', 'DEBIAN_FRONTEND=noninteractive', ...command];
  const { code, output } = await capture(program, args);
  if (code !== 0) throw new UserError(output.trim().split('\n').at(-1) || `it ended with code ${code}`);
}

function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (onPath(['sudo']).length === 0) throw new UserError('this is not root, and there is no sudo');
  return process.stdin.isTTY ? ['sudo'] : ['sudo', '-n'];
}
