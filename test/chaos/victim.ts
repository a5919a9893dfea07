import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from './settings';

const READY_WITHIN_MS = 120_000;
const TERMINATES_WITHIN_MS = 40_000;
const AGAIN_MS = 500;

/** From when to when it was away or stood still, on the clock of `Date.now()`. */
export interface Outage {
  readonly from: number;
  to: number;
}

/** A process that faults are done to. It is always started again, and never outlives this one. */
export class Victim {
  readonly outages: Outage[] = [];
  private child: ChildProcess | null = null;
  private coming: Promise<void> | null = null;
  private readonly stopped = new Set<number>();
  private retired = false;

  constructor(
    readonly name: string,
    private readonly program: Program,
  ) {
    process.once('exit', () => this.signalAll('SIGKILL'));
  }

  /** Returns when it is ready; one that ends before is started again for as long as a start may take. */
  start(): Promise<void> {
    this.coming ??= this.bringUp().finally(() => {
      this.coming = null;
    });
    return this.coming;
  }

  get isThere(): boolean {
    return this.child !== null && isAlive(this.child);
  }

  /** In the middle of whatever it does; it starts again at once. */
  async kill(): Promise<void> {
    const outage = this.begin();
    this.signalAll('SIGKILL');
    await this.gone();
    this.stopped.clear();
    void this.start().then(() => {
      outage.to = Date.now();
    }, noted);
  }

  /** Told to end, in order, and started again. */
  async restart(): Promise<void> {
    const outage = this.begin();
    this.child?.kill('SIGTERM');
    const late = setTimeout(() => this.signalAll('SIGKILL'), TERMINATES_WITHIN_MS);
    await this.gone();
    clearTimeout(late);
    await this.start();
    outage.to = Date.now();
  }

  /** Stands still for so long, as a machine that swaps or a paused container does. */
  async freeze(ms: number): Promise<void> {
    const outage = this.begin();
    this.signalAll('SIGSTOP');
    await sleep(ms);
    this.thaw();
    outage.to = Date.now();
  }

  /** For good. */
  async end(): Promise<void> {
    this.retired = true;
    this.thaw();
    this.child?.kill('SIGTERM');
    const late = setTimeout(() => this.signalAll('SIGKILL'), TERMINATES_WITHIN_MS);
    await this.gone();
    clearTimeout(late);
    await this.coming?.catch(noted);
  }

  private begin(): Outage {
    const outage = { from: Date.now(), to: Number.POSITIVE_INFINITY };
    this.outages.push(outage);
    return outage;
  }

  private async bringUp(): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS;
    while (!this.retired) {
      this.child = await this.program.spawn();
      const ended = once(this.child, 'exit').then(() => false);
      const ready = this.program.untilReady().then(() => true);
      ready.catch(noted);
      if (await Promise.race([ready, ended])) return;
      if (Date.now() > until) throw new Error(`${this.name} does not start any more`);
      // PostgreSQL's last processes let go of its memory first.
      await sleep(AGAIN_MS);
    }
  }

  private async gone(): Promise<void> {
    const { child } = this;
    if (child === null || !isAlive(child)) return;
    await once(child, 'exit');
  }

  private thaw(): void {
    for (const pid of this.stopped) signal(pid, 'SIGCONT');
    this.stopped.clear();
  }

  /** Of PostgreSQL also the processes that it has for each connection: they are told apart by their parent. */
  private signalAll(name: 'SIGKILL' | 'SIGSTOP'): void {
    const pid = this.child?.pid;
    if (pid === undefined || this.child === null || !isAlive(this.child)) return;
    const pids = [pid, ...childrenOf(pid)];
    for (const one of pids) {
      signal(one, name);
      if (name === 'SIGSTOP') this.stopped.add(one);
    }
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

/** As Linux tells; elsewhere nobody, and PostgreSQL ends its own when it notices. */
function childrenOf(parent: number): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((name) => parentOf(name) === parent)
      .map(Number);
  } catch {
    return [];
  }
}

function parentOf(pid: string): number | null {
  try {
    // `pid (name) state ppid`; the name may hold anything.
    return Number(/\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}

function noted(): void {
  // Said by whoever waits for it to be ready.
}
