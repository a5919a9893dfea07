import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;

/**
 * Waits, in real time, until what is read holds, and returns it. The clock of a time-skipping server hardly moves
 * meanwhile.
 *
 * @throws After `withinMs`, with what was read last.
 */
export async function eventually<T>(
  what: string,
  read: () => T | Promise<T>,
  holds: (value: T) => boolean = Boolean,
  withinMs = 45_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > until) throw new Error(`waited in vain for ${what}: ${JSON.stringify(value)}`);
    await delay(LOOK_EVERY_MS);
  }
}
