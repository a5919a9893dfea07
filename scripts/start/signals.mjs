import { parentOf } from '../lib/process-identity.mjs';

/** npm passes Ctrl-C on to a process that the terminal has told already: two signals, one wish. */
const SAME_WISH_MS = 1_000;
const PARENT_CHECK_MS = 1_000;

/**
 * @param {() => void} onImpatience Called when told again: everything is to end at once.
 * @returns {Promise<void>} When told to stop: by a signal, or by the end of the npm that started this.
 */
export function whenTold(onImpatience) {
  return new Promise((resolve) => {
    let firstAt = 0;
    const hear = () => {
      if (firstAt === 0) {
        firstAt = Date.now();
        resolve();
      } else if (Date.now() - firstAt > SAME_WISH_MS) {
        onImpatience();
      }
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, hear);

    // Killed without a chance to pass it on, npm leaves us, or the shell between, to somebody else.
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const ancestors = lineage();
    const watch = setInterval(() => {
      if (lineage() === ancestors) return;
      clearInterval(watch);
      hear();
    }, PARENT_CHECK_MS);
    watch.unref();
  });
}

/** @returns {string} The parent, and where the system tells it cheaply its parent too. */
function lineage() {
  const parent = process.ppid;
  return `${parent} ${process.platform === 'linux' ? parentOf(parent) : ''}`;
}
