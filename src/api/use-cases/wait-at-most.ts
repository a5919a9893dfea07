/**
 * Resolves when `work` has ended, however, or after `ms`, whichever comes first. Never throws: what `work` throws goes
 * to `failed`, also when nobody waits for it any more.
 */
export async function waitAtMost(
  ms: number,
  work: Promise<unknown>,
  failed: (error: unknown) => void,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const longEnough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  const ended = work.then(
    () => undefined,
    (error: unknown) => failed(error),
  );
  await Promise.race([ended, longEnough]);
  clearTimeout(timer);
}
