import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 45_000;

/** Waits, in real time, until what is read holds. The clock of the server under test hardly moves meanwhile. */
export async function eventually<T>(
  what: string,
  read: () => T | Promise<T>,
  holds: (value: T) => boolean = Boolean,
): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > until) throw new Error(`waited in vain for ${what}: ${JSON.stringify(value)}`);
    await delay(15);
  }
}

/** `2034-10-17T13:00`: what is asserted of the instant at which something happened. */
export function minute(at: string): string {
  return at.slice(0, 16);
}
