import type { Client } from '@temporalio/client';
import type { Log } from '../../activities/ports';

/** More at the same time would only wait in the server. */
const AT_ONCE = 32;
/** When this many wait, code that brings more has to wait as well. */
const CROWDED = 64;
/** While Temporal is away, nobody waits longer than this. The sweep sends the signals later. */
const ROOM_MS = 1_500;
const SIGNAL_MS = 5_000;
const DRAIN_MS = 5_000;

type Signal = () => Promise<unknown>;

/**
 * The signals that are on their way. A limited number is sent at the same time, and the others wait in order. Several
 * waiting signals for the same workflow become one, because a signal only says that there is something to read.
 */
export class SignalQueue {
  private readonly waiting = new Map<string, Signal>();
  private running = 0;
  private changed: (() => void)[] = [];

  constructor(
    private readonly client: Pick<Client, 'withDeadline'>,
    private readonly log: Log,
  ) {}

  add(workflowId: string, signal: Signal): void {
    if (!this.waiting.has(workflowId)) this.waiting.set(workflowId, signal);
    this.next();
  }

  async room(): Promise<void> {
    await this.until(() => this.waiting.size < CROWDED, ROOM_MS);
  }

  async drain(): Promise<void> {
    await this.until(() => this.waiting.size + this.running === 0, DRAIN_MS);
    this.waiting.clear();
  }

  private next(): void {
    for (const [workflowId, signal] of this.waiting) {
      if (this.running >= AT_ONCE) return;
      this.waiting.delete(workflowId);
      this.running += 1;
      void this.send(workflowId, signal);
    }
  }

  private async send(workflowId: string, signal: Signal): Promise<void> {
    try {
      await this.client.withDeadline(Date.now() + SIGNAL_MS, signal);
    } catch (error) {
      this.log.warn({ err: error, workflowId }, 'a workflow was not woken; the sweep will');
    }
    this.running -= 1;
    this.next();
    for (const tell of this.changed.splice(0)) tell();
  }

  private async until(reached: () => boolean, ms: number): Promise<void> {
    const tooLong = AbortSignal.timeout(ms);
    const late = new Promise<void>((resolve) => tooLong.addEventListener('abort', () => resolve()));
    while (!reached() && !tooLong.aborted) {
      const change = new Promise<void>((resolve) => this.changed.push(resolve));
      await Promise.race([change, late]);
    }
  }
}
