/** The smallest measured value that `share` (0 to 1) of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Runs `work` again and again, `concurrency` at a time, for as long as there is more. */
export async function inParallel(
  hasMore: () => boolean,
  concurrency: number,
  work: () => Promise<void>,
): Promise<void> {
  const lane = async (): Promise<void> => {
    while (hasMore()) await work();
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}
