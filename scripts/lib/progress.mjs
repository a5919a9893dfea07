const STILL_WORKING_EVERY_MS = 15_000;

/** @param {number} since A `performance.now()`. @returns {string} Like `4.2 s`. */
export const elapsed = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Does a step that may take long, and says so in plain words: when it begins, every quarter of a minute while it
 * goes on, and when it is done.
 *
 * @template T
 * @param {string} what Like `Installing packages`.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const since = performance.now();
  console.log(`${what} …`);
  const heartbeat = setInterval(() => {
    console.log(`${what}: still working (${Math.round((performance.now() - since) / 1000)} s)`);
  }, STILL_WORKING_EVERY_MS);
  try {
    const result = await work();
    console.log(`${what}: done in ${elapsed(since)}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
