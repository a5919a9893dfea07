import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process that can be recognized later. A pid alone is used again by the system; pid and start together are not.
 *
 * @typedef {{ pid: number, startedAt: string }} Identity
 */

/**
 * @param {number} pid
 * @returns {Identity | undefined} Undefined when there is no such process (or only what is left of one).
 */
export function identify(pid) {
  const startedAt = process.platform === 'linux' ? linuxStart(pid) : posixStart(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** @param {Identity} identity @returns {boolean} Whether that very process still runs. */
export const isAlive = (identity) => identify(identity.pid)?.startedAt === identity.startedAt;

/** @param {number} pid @returns {number | undefined} Linux only. */
export function parentOf(pid) {
  const fields = linuxStat(pid);
  return fields && Number(fields[1]);
}

/** @param {number} pid */
function linuxStart(pid) {
  const fields = linuxStat(pid);
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return `${boot}/${fields[19]}`;
}

/** @param {number} pid @returns {string[] | undefined} State, parent and so on: see proc_pid_stat(5), from field 3. */
function linuxStat(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in parentheses and may hold anything; the rest is counted from its end.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function posixStart(pid) {
  try {
    const [state, ...start] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split(/\s+/);
    return !state || state.startsWith('Z') ? undefined : start.join(' ');
  } catch {
    return undefined;
  }
}
