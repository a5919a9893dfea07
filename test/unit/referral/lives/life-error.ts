/** Something was not as it must be; the seed tells the same life again. */
export class LifeError extends Error {
  constructor(
    readonly seed: number,
    cause: unknown,
  ) {
    super(`seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'LifeError';
  }
}
