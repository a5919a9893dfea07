import { live } from './life';
import { LifeError } from './life-error';
import { RULES } from './rules';
import { table, type Tally } from './tally';

/** Some of the lives of `npm run lives`: what scripts/lives.mjs runs in a process of its own, or by itself for one. */

export interface Part {
  readonly from: number;
  readonly lives: number;
}

/** What a process tells of its part, again and again. */
export interface News {
  readonly done: number;
  readonly tally: Tally;
  readonly failed: { readonly seed: number; readonly why: string } | null;
  /** Processor time of all of the part so far: what it takes however busy the machine is. */
  readonly cpuMs: number;
}

const NEWS_EVERY = 500;

export function runPart({ from, lives }: Part, tell: (news: News) => void): void {
  // Acts are refused all the time, and nobody reads the traces.
  Error.stackTraceLimit = 0;
  let tally: Tally = {};
  let done = 0;
  for (let seed = from; seed < from + lives; seed += 1) {
    try {
      live(seed, RULES, { tally, story: null });
    } catch (error) {
      if (!(error instanceof LifeError)) throw error;
      tell({ done: done + 1, tally, failed: { seed, why: error.message }, cpuMs: cpuMs() });
      return;
    }
    done += 1;
    if (done < NEWS_EVERY) continue;
    tell({ done, tally, failed: null, cpuMs: cpuMs() });
    tally = {};
    done = 0;
  }
  tell({ done, tally, failed: null, cpuMs: cpuMs() });
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** One life with its story; the last line is what was wrong, if anything was. */
export function tellLife(seed: number): { readonly story: readonly string[]; readonly failed: boolean } {
  const story: string[] = [];
  try {
    live(seed, RULES, { tally: {}, story });
    return { story, failed: false };
  } catch (error) {
    if (!(error instanceof LifeError)) throw error;
    return { story: [...story, error.message], failed: true };
  }
}

export { table };
