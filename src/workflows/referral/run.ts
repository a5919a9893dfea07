import { isCancellation } from '@temporalio/workflow';
import type { Instant } from '../../domain/time';
import { instant } from '../../domain/time';
import type { NumberedEvent, ReferralEvent, ReferralEventBody } from './events';
import type { ReferralInput } from './messages';
import { record } from './proxies';
import { evolve, initialState, type ReferralState } from './state';
import { Visibility } from './visibility';

/**
 * One run of the referral workflow: the state and the only way to change it. Invariants:
 *  1. The state is reduced at once, before anything is awaited: two racing acts never both pass their validators.
 *  2. Events are written in the order they happened, numbered without gaps: one writer at a time.
 *  3. Who awaits `apply` goes on only when PostgreSQL has the event.
 */
export class ReferralRun {
  private current: ReferralState;
  /** The state that the events in PostgreSQL lead to: a turn can write an event that was reduced after a later one. */
  private written: ReferralState;
  private readonly visibility: Visibility;
  /** Number of the last event in PostgreSQL. */
  private version = 1;
  private unwritten: ReferralEvent[] = [];
  private lastTurn: Promise<unknown> = Promise.resolve();
  private routings = 0;
  private inBackgroundNow = 0;

  constructor(input: ReferralInput) {
    this.current = initialState(input);
    this.written = this.current;
    this.visibility = new Visibility(this.current);
  }

  get state(): ReferralState {
    return this.current;
  }

  /** The workflow's time; the same on every replay. */
  now(): Instant {
    // eslint-disable-next-line no-restricted-syntax -- the one place: inside a workflow, Date is the SDK's
    return instant(Date.now());
  }

  /** Numbers the routings of this referral, so that a repeated one finds its own decision again. */
  nextRouting(): number {
    this.routings += 1;
    return this.routings;
  }

  /** Work that nothing waits for, except the end of the workflow. */
  inBackground(work: Promise<void>): void {
    this.inBackgroundNow += 1;
    void work.catch(unlessCancelled).finally(() => {
      this.inBackgroundNow -= 1;
    });
  }

  /** What is done in the background, and handlers too, may begin more of it: to be asked again and again. */
  isBackgroundDone(): boolean {
    return this.inBackgroundNow === 0;
  }

  /** Reduces the events into the state, then writes them. Resolves to the version that holds them. */
  async apply(events: readonly ReferralEvent[]): Promise<number> {
    for (const event of events) this.current = evolve(this.current, event);
    this.unwritten.push(...events);
    this.visibility.show(this.current);
    return this.inTurn(() => this.writeAll());
  }

  /** As `apply`, for what the service does by itself. */
  async applyOwn(body: ReferralEventBody): Promise<number> {
    return this.apply([this.ownEvent(body)]);
  }

  /**
   * For a step whose transaction appends its event itself (routing, starting the clocks): `step` gets the event's
   * number and returns the event it wrote, or null when it wrote none.
   */
  async applyWritten(
    step: (
      seq: number,
    ) => Promise<{ body: ReferralEventBody; assignmentId: string | null; at: Instant } | null>,
  ): Promise<void> {
    return this.inTurn(async () => {
      await this.writeAll();
      const written = await step(this.version + 1);
      if (written === null) return;
      this.version += 1;
      const { body, assignmentId, at } = written;
      const event: ReferralEvent = { ...body, at, actor: 'system', assignmentId, actId: null };
      this.current = evolve(this.current, event);
      this.written = evolve(this.written, event);
      this.visibility.show(this.current);
    });
  }

  private ownEvent(body: ReferralEventBody): ReferralEvent {
    const assignmentId = this.current.assignment?.id ?? null;
    return { ...body, at: this.now(), actor: 'system', assignmentId, actId: null };
  }

  private async writeAll(): Promise<number> {
    const events = this.unwritten.splice(0).map((event, index): NumberedEvent => {
      this.written = evolve(this.written, event);
      return { ...event, seq: this.version + 1 + index, status: this.written.status };
    });
    if (events.length > 0) {
      await record.recordEvents({ referralId: this.current.referralId, events });
      this.version += events.length;
    }
    return this.version;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.lastTurn.then(work);
    this.lastTurn = turn.catch(() => undefined);
    return turn;
  }
}

/** A cancelled workflow ends by its main road; what else was waiting has nothing to add. */
function unlessCancelled(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
