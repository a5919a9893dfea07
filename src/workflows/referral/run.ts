import { isCancellation } from '@temporalio/workflow';
import type { Instant } from '../../domain/time';
import type { NumberedEvent, ReferralEvent, ReferralEventBody } from './events';
import { evolve } from './evolve';
import type { ReferralInput, ResumedRun } from './messages';
import { record } from './proxies';
import { initialState, knowsLifecycle, type ReferralState } from './state';
import { isHistoryLong } from '../shared/long-history';
import { now } from '../shared/now';
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
  private version: number;
  private unwritten: ReferralEvent[] = [];
  private lastTurn: Promise<unknown> = Promise.resolve();
  private routings: number;
  private routingsNow = 0;
  private inBackgroundNow = 0;

  constructor(input: ReferralInput) {
    const { resume } = input;
    this.current = resume?.state ?? initialState(input);
    this.written = this.current;
    this.version = resume?.version ?? 1;
    this.routings = resume?.routings ?? 0;
    this.visibility = new Visibility(this.current);
    if (resume !== undefined) this.visibility.show(this.current);
  }

  /** Number of the last event, written or not. */
  get latestVersion(): number {
    return this.version + this.unwritten.length;
  }

  /** Number of the last event in PostgreSQL. */
  get writtenVersion(): number {
    return this.version;
  }

  /**
   * The history has grown so long that the referral should go on as a new run. Referrals that began before 0.2.0 live
   * for weeks and end in their one run, as their histories say.
   */
  get isLong(): boolean {
    if (!knowsLifecycle(this.current.terms)) return false;
    return isHistoryLong();
  }

  /**
   * The mail of a lead is mostly taken within milliseconds: its organization is shown together with the sending, or with
   * the first attempt that fails. Referrals that began before 0.2.0 have shown it at once; so they go on.
   */
  private get showsWithSending(): boolean {
    return this.current.terms.unansweredBeforeAlert !== undefined;
  }

  /** Shows where the referral stands now. */
  show(): void {
    this.visibility.show(this.current);
  }

  /** For the next run. Only when nothing is unwritten or under way. */
  toResume(): Omit<ResumedRun, 'why'> {
    return { state: this.current, version: this.version, routings: this.routings };
  }

  /** A routing is being written: what it decides is not in the state yet. */
  get isRouting(): boolean {
    return this.routingsNow > 0;
  }

  /** `work` ends with the outcome of a routing in the state. */
  async routing(work: () => Promise<void>): Promise<void> {
    this.routingsNow += 1;
    try {
      await work();
    } finally {
      this.routingsNow -= 1;
    }
  }

  get state(): ReferralState {
    return this.current;
  }

  /** The workflow's time; the same on every replay. */
  now(): Instant {
    return now();
  }

  /** Numbers the routings of this referral, so that a repeated one finds its own decision again. */
  nextRouting(): number {
    this.routings += 1;
    return this.routings;
  }

  /**
   * For what is asked of PostgreSQL without an event of its own. One at a time with everything that is written: of two
   * local activities under way at once a replay can see the other one end first, and then no command is in its place.
   */
  async asking<T>(work: () => Promise<T>): Promise<T> {
    return knowsLifecycle(this.current.terms) ? this.inTurn(work) : work();
  }

  /** Work that nothing waits for, except the end of the workflow. */
  inBackground(work: Promise<unknown>): void {
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
   * number and returns the event it wrote, or null when it wrote none. Resolves to the state that its event led to, or
   * null; later events may have followed by the time that the caller goes on.
   */
  async applyWritten(
    step: (
      seq: number,
    ) => Promise<
      ({ body: ReferralEventBody } & Pick<ReferralEvent, 'assignmentId' | 'at'> & Partial<ByWhom>) | null
    >,
  ): Promise<ReferralState | null> {
    return this.inTurn(async () => {
      await this.writeAll();
      const written = await step(this.version + 1);
      if (written === null) return null;
      this.version += 1;
      const { body, assignmentId, at, actor = 'system', actId = null } = written;
      const event: ReferralEvent = { ...body, at, actor, assignmentId, actId };
      this.current = evolve(this.current, event);
      this.written = evolve(this.written, event);
      if (event.type === 'assigned' && this.showsWithSending) this.visibility.showInPassing(this.current);
      else this.visibility.show(this.current);
      return this.current;
    });
  }

  /** An event that the service causes by itself, about the assignment of now. */
  ownEvent(body: ReferralEventBody): ReferralEvent {
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

type ByWhom = Pick<ReferralEvent, 'actor' | 'actId'>;
