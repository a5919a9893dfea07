import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 30_000;
const KEPT_OUTPUT = 20_000;

/** A Node program as a process of its own. All that were started are ended with this process. */
export class Child {
  private output = '';
  private readonly process: ChildProcess;

  constructor(
    readonly name: string,
    args: readonly string[],
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) {
    this.process = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-KEPT_OUTPUT);
      });
    }
    process.once('exit', () => this.process.kill('SIGKILL'));
  }

  /** What it printed last. */
  get printed(): string {
    return this.output;
  }

  /** Waits until `isReady` says so. Throws, with what it printed, when the program ends before. */
  async until(isReady: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + READY_WITHIN_MS;
    while (!(await isReady())) {
      if (this.process.exitCode !== null) throw new Error(`${this.name} has ended:\n${this.output}`);
      if (Date.now() > end) throw new Error(`${this.name} was not ready in time:\n${this.output}`);
      await sleep(50);
    }
  }

  /** Memory in MiB: now, and the most it ever was. Reads what Linux keeps for every process. */
  memory(): { now: number; peak: number } {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
    const read = (field: string) =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
    return { now: read('VmRSS'), peak: read('VmHWM') };
  }

  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    const late = setTimeout(() => this.process.kill('SIGKILL'), STOPS_WITHIN_MS);
    await ended;
    clearTimeout(late);
  }
}
