import { readFileSync, readdirSync } from 'node:fs';

/** The processes that this one has started, and that are still there. */
export function childPids(): number[] {
  const tasks = readdirSync(`/proc/${process.pid}/task`);
  return tasks.flatMap((task) =>
    (textOf(`/proc/${process.pid}/task/${task}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  );
}

export interface Watched<T> {
  readonly result: T;
  readonly ms: number;
  /** Children that were seen. */
  readonly children: number;
  /** The most that one child had at a time, and what this process grew by, together. */
  readonly peakMiB: number;
}

const EVERY_MS = 2;

/** Does the work and watches what memory it takes, here and in the processes that are started for it. */
export async function watched<T>(work: () => Promise<T>): Promise<Watched<T>> {
  const before = new Set(childPids());
  const idle = process.memoryUsage.rss();
  const peaks = new Map<number, number>();
  let own = 0;
  const look = () => {
    own = Math.max(own, process.memoryUsage.rss() - idle);
    for (const pid of childPids().filter((pid) => !before.has(pid))) {
      // The kernel keeps the highest there was, so nothing is missed between two looks but the last one.
      const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`) ?? '') ?? [];
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, Number(kib ?? 0) * 1024));
    }
  };
  const since = performance.now();
  const timer = setInterval(look, EVERY_MS);
  try {
    const result = await work();
    look();
    const ms = performance.now() - since;
    return { result, ms, children: peaks.size, peakMiB: (Math.max(0, ...peaks.values()) + own) / 2 ** 20 };
  } finally {
    clearInterval(timer);
  }
}

/** Null when the process is gone. */
function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
