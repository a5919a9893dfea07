import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../lib/fail.mjs';
import { elapsed } from '../lib/progress.mjs';
import { relay, say } from './log.mjs';
import { recordPart } from './run-file.mjs';

const BACKOFF_FIRST_MS = 500;
const BACKOFF_LAST_MS = 10_000;
/** After so long without a break, the next restart is prompt again. */
const STEADY_MS = 30_000;
const READY_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 30_000;
const POLL_MS = 200;
/** What a process printed last may arrive after its end. Its own children can keep its output open for longer. */
const LAST_WORDS_MS = 1_000;

/**
 * @typedef {object} PartDefinition
 * @property {string} name
 * @property {(options: import('node:child_process').SpawnOptions) => Promise<import('node:child_process').ChildProcess>} spawn
 * @property {(pid: number) => Promise<boolean>} isReady Asked until true.
 * @property {NodeJS.Signals} stopSignal
 * @property {RegExp} [noise] Lines of its output that are not shown.
 */

/** One process of the service: started, watched, started again when it dies, stopped. */
export class Part {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** Ends with the process. @type {Promise<string>} */
  #exited = Promise.resolve('not started');
  #stopping = false;
  #backoffMs = BACKOFF_FIRST_MS;

  /** @param {PartDefinition} definition */
  constructor(definition) {
    this.definition = definition;
  }

  /** Starts it and waits until it is ready; from then on it is kept alive. */
  async start() {
    const since = performance.now();
    await this.#launch();
    say(this.definition.name, `ready after ${elapsed(since)}`);
    void this.#keepAlive();
  }

  /** Ends it in order; by force when that takes too long. */
  async stop() {
    this.#stopping = true;
    const { name, stopSignal } = this.definition;
    if (!this.#child) return;
    const since = performance.now();
    this.#child.kill(stopSignal);
    const late = setTimeout(() => {
      say(name, `does not stop within ${STOPS_WITHIN_MS / 1000} s; ending it by force`);
      this.kill();
    }, STOPS_WITHIN_MS);
    await this.#exited;
    clearTimeout(late);
    say(name, `stopped after ${elapsed(since)}`);
  }

  /** Ends it at once. */
  kill() {
    this.#stopping = true;
    this.#child?.kill('SIGKILL');
  }

  /** Starts the process and waits until it is ready. Throws when it ends before that. */
  async #launch() {
    const { name, spawn, isReady, noise } = this.definition;
    if (this.#stopping) throw new UserError(`${name} is being stopped`);
    // A group of its own: Ctrl-C in the terminal reaches only npm start, which then stops the parts in their order.
    const child = await spawn({ detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#exited = new Promise((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    const closed = new Promise((resolve) => void child.once('close', resolve));
    const lastError = relay(name, child, noise);
    if (child.pid !== undefined) recordPart(name, child.pid);
    void this.#exited.then(() => {
      this.#child = undefined;
      recordPart(name, undefined);
    });
    // Told to stop while it was being started.
    if (this.#stopping) child.kill('SIGKILL');

    const end = Date.now() + READY_WITHIN_MS;
    while (!(child.pid !== undefined && (await isReady(child.pid)))) {
      const how = await Promise.race([this.#exited, sleep(POLL_MS)]);
      if (how !== undefined) {
        await Promise.race([closed, sleep(LAST_WORDS_MS)]);
        const why = lastError();
        throw new UserError(
          `${name} ended before it was ready (${how})${why === undefined ? '.' : `:\n${why}`}`,
        );
      }
      if (Date.now() > end) {
        child.kill('SIGKILL');
        throw new UserError(`${name} was not ready within ${READY_WITHIN_MS / 1000} s.`);
      }
    }
  }

  async #keepAlive() {
    const { name } = this.definition;
    for (let since = Date.now(); ; since = Date.now()) {
      const how = await this.#exited;
      if (this.#stopping) return;
      if (Date.now() - since > STEADY_MS) this.#backoffMs = BACKOFF_FIRST_MS;
      say(name, `ended unexpectedly (${how}); starting it again`);
      await this.#relaunch();
      if (this.#stopping) return;
    }
  }

  async #relaunch() {
    const { name } = this.definition;
    const since = performance.now();
    for (;;) {
      await sleep(this.#backoffMs);
      if (this.#stopping) return;
      this.#backoffMs = Math.min(this.#backoffMs * 2, BACKOFF_LAST_MS);
      try {
        await this.#launch();
        say(name, `ready again after ${elapsed(since)}`);
        return;
      } catch (error) {
        if (this.#stopping) return;
        say(
          name,
          `${error instanceof Error ? error.message : error} Next try in ${this.#backoffMs / 1000} s`,
        );
      }
    }
  }
}
