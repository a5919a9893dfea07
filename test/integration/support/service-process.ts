import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { eventually } from '../../support/eventually';

const ROOT = path.resolve(__dirname, '../../..');
const READY_WITHIN_MS = 180_000;

/** One program, in a process of its own, that can be ended and started again. */
export class ServiceProcess {
  /** Everything that all its runs have printed. */
  printed = '';
  private child: ChildProcess | null = null;
  private runStartsAt = 0;

  constructor(
    private readonly script: 'dist/api/main.js' | 'dist/worker/main.js' | 'scripts/start.mjs',
    private readonly env: NodeJS.ProcessEnv,
    private readonly isReady: (printedInThisRun: string) => boolean | Promise<boolean>,
  ) {}

  /** Returns when the program is ready. Throws, with what it printed, when it ends before. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [path.join(ROOT, this.script)], {
      cwd: ROOT,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.runStartsAt = this.printed.length;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.printed += chunk.toString();
      });
    }
    const endWithUs = () => child.kill('SIGKILL');
    process.on('exit', endWithUs);
    child.once('exit', () => process.off('exit', endWithUs));

    const printed = () => this.printed.slice(this.runStartsAt);
    const look = async () => {
      if (hasEnded(child)) throw new Error(`${this.script} has ended:\n${printed()}`);
      return this.isReady(printed());
    };
    await eventually(`${this.script} to be ready`, look, Boolean, READY_WITHIN_MS);
  }

  /**
   * SIGKILL ends it in the middle of whatever it does; the others let it finish. Returns when it is gone, with its exit
   * code: null when there was none.
   */
  async end(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<number | null> {
    const { child } = this;
    if (child === null) return null;
    if (!hasEnded(child)) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
