import { UserError } from '../lib/fail.mjs';
import { isFree } from '../lib/ports.mjs';

/**
 * Throws one line for each port that somebody else listens on.
 *
 * @param {ReturnType<typeof import('./settings.mjs').readPorts>} ports
 */
export async function requireFreePorts(ports) {
  const settings = Object.values(ports);
  const free = await Promise.all(settings.map(({ port }) => isFree(port)));
  const taken = settings.filter((_, i) => !free[i]);
  if (taken.length === 0) return;
  const lines = taken.map(
    ({ port, what, variable }) =>
      `Port ${port}, which ${what} needs, is taken; choose another with ${variable}=<port>.`,
  );
  throw new UserError(lines.join('\n'));
}
