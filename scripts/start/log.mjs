import { createInterface } from 'node:readline';

const COLORS = [36, 35, 33, 32, 34, 31];
const WIDTH = 8;
const colored = process.stdout.isTTY === true && !process.env['NO_COLOR'];
/** @type {string[]} */
const seen = [];

/**
 * Prints a line with the name of the part it is from.
 *
 * @param {string} part
 * @param {string} line
 */
export function say(part, line) {
  const prefix = `${part.padEnd(WIDTH)} |`;
  if (!seen.includes(part)) seen.push(part);
  const color = COLORS[seen.indexOf(part) % COLORS.length];
  process.stdout.write(`${colored ? `\u001b[${color}m${prefix}\u001b[0m` : prefix} ${line}\n`);
}

/**
 * Prints what a process prints, line by line, each with the part's name.
 *
 * @param {string} part
 * @param {import('node:child_process').ChildProcess} child
 * @param {RegExp} [noise] Lines that nobody needs to see.
 * @returns {() => string | undefined} What it printed last as an error.
 */
export function relay(part, child, noise) {
  /** @type {string | undefined} */
  let lastError;
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (!line.trim() || noise?.test(line)) return;
      if (stream === child.stderr) lastError = readable(line);
      say(part, readable(line));
    });
  }
  return () => lastError;
}

const LEVELS = /** @type {Record<number, string>} */ ({ 40: 'WARN ', 50: 'ERROR ', 60: 'FATAL ' });

/**
 * @param {string} line
 * @returns {string} A JSON log line as a person would have written it; any other line as it is.
 */
function readable(line) {
  if (!line.startsWith('{')) return line;
  try {
    const { level, time, msg, name: _name, pid: _pid, hostname: _hostname, ...rest } = JSON.parse(line);
    if (typeof msg !== 'string' || time === undefined) return line;
    const details = Object.entries(rest).map(([key, value]) => ` ${key}=${show(value)}`);
    return `${new Date(time).toISOString().slice(11, 19)} ${LEVELS[level] ?? ''}${msg}${details.join('')}`;
  } catch {
    return line;
  }
}

/** @param {unknown} value */
const show = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
