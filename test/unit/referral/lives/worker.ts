import type { MailOutcome } from '../../../../src/domain/mail-retries';
import { instant, millis, plusMillis, type Instant } from '../../../../src/domain/time';
import { must } from './invariants';
import { attemptOf, type Attempt } from './mail-server';
import type { Scene } from './scene';
import type { MessageRow } from './store';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const SWEEP_MS = 10 * SECOND;
const RETRY_MS = 30 * SECOND;
/** A life that is left alone comes to rest long before. */
const MOST_OCCURRENCES = 400;

/** What happens by itself: the follower's plans, its timers, its mails; late, twice, or after a while of nothing. */
export class Worker {
  private readonly underWay = new Map<string, Attempt>();
  private signalAt: number | null;
  private stoppedUntil = 0;

  constructor(private readonly scene: Scene) {
    this.signalAt = scene.now;
  }

  stop(ms: number): void {
    this.stoppedUntil = this.scene.now + ms;
    this.scene.say(() => `the worker is stopped until ${instant(this.stoppedUntil)}`);
    this.scene.count('fault', 'worker stopped');
  }

  /** After its commit; a signal may be lost, and then the sweep finds the row. */
  wake(): void {
    const lost = !this.scene.quiet && this.scene.random.chance(0.1);
    if (lost) {
      this.scene.say(() => '  its wake-up is lost');
      this.scene.count('fault', 'wake-up lost');
    }
    this.signalAt = this.scene.now + (lost ? SWEEP_MS : 0);
  }

  passTo(target: number): void {
    for (let occurrences = 0; this.occur(target); occurrences += 1) {
      must(occurrences < MOST_OCCURRENCES, 'it happens on and on');
    }
    this.scene.now = target;
  }

  comeToRest(): void {
    this.stoppedUntil = Math.min(this.stoppedUntil, this.scene.now + HOUR);
    let occurrences = 0;
    while (this.occur(Infinity)) must((occurrences += 1) < MOST_OCCURRENCES, 'it never comes to rest');
  }

  /** The next thing that happens by itself until then, if there is one. */
  private occur(until: number): boolean {
    const record = this.nextRecord();
    const workerAt = Math.min(this.signalAt ?? Infinity, this.timerAt());
    const advanceAt =
      workerAt === Infinity ? Infinity : Math.max(workerAt, this.stoppedUntil, this.scene.now);
    const recordAt = record === null ? Infinity : Math.max(record.at, this.stoppedUntil, this.scene.now);
    const at = Math.min(advanceAt, recordAt);
    if (at === Infinity || at > until) return false;
    this.scene.now = at;
    if (record !== null && recordAt <= advanceAt) this.record(record);
    else this.advance();
    return true;
  }

  /** In the worker’s time, which is what its timers go by. */
  private timerAt(): number {
    const { wakeAt } = this.scene.store;
    return wakeAt === null ? Infinity : millis(wakeAt) - this.scene.skew.worker;
  }

  private nextRecord(): Attempt | null {
    let next: Attempt | null = null;
    for (const attempt of this.underWay.values()) if (next === null || attempt.at < next.at) next = attempt;
    return next;
  }

  private advance(): void {
    const at = this.time();
    this.signalAt = null;
    this.scene.commit(() => this.plan(at));
    if (!this.scene.quiet && this.scene.random.chance(0.03)) {
      // The worker died after its commit: the same activity once more, which finds everything done.
      const { version } = this.scene.store.state;
      this.scene.count('fault', 'plan made twice');
      this.scene.commit(() => this.plan(at));
      must(this.scene.store.state.version === version, 'a plan that is made twice does its steps twice');
    }
    this.startJobs(at);
  }

  /** `planFor` of src/infra/prisma/followers/follower.ts. */
  private plan(at: Instant): void {
    const { store } = this.scene;
    this.scene.shell.takeSteps(at);
    let wakeAt = this.scene.rules.nextExpected(store.state)?.at ?? null;
    for (const { state, nextAttemptAt } of store.messages.values()) {
      const later = state === 'pending' && nextAttemptAt !== null && nextAttemptAt > at;
      if (later && (wakeAt === null || nextAttemptAt < wakeAt)) wakeAt = nextAttemptAt;
    }
    Object.assign(store, { behindSince: null, followed: store.state.version, wakeAt });
  }

  private startJobs(at: Instant): void {
    for (const message of this.scene.store.messages.values()) {
      const due =
        message.state === 'pending' && (message.nextAttemptAt === null || message.nextAttemptAt <= at);
      if (due && !this.underWay.has(message.key)) this.attempt(message, at);
    }
  }

  private attempt(message: MessageRow, at: Instant): void {
    const { random, store } = this.scene;
    const attempt = attemptOf(random, message, {
      store,
      at,
      now: this.scene.now,
      quiet: this.scene.quiet,
      places: this.scene.places,
    });
    this.underWay.set(message.key, attempt);
    if (!attempt.claims) return;
    this.scene.commit(() =>
      store.put({ ...message, attempts: message.attempts + 1, doubts: message.doubts + 1 }),
    );
    if (attempt.taken) this.scene.arrived.add(message.key);
  }

  private record(attempt: Attempt): void {
    const { key, outcome, taken } = attempt;
    this.underWay.delete(key);
    const message = this.scene.store.messages.get(key);
    if (message?.state !== 'pending') {
      // An act has proved that it arrived.
      this.advance();
      return;
    }
    const at = this.time();
    if (outcome === 'died') {
      this.scene.say(() => `the worker died with ${key} (${taken ? '' : 'not '}taken), and tries again`);
      this.scene.count('mail', 'worker died');
      this.scene.commit(() => this.scene.store.put({ ...message, nextAttemptAt: plusMillis(at, RETRY_MS) }));
      this.scene.commit(() => this.plan(at));
      return;
    }
    this.scene.say(() => `${key}: ${JSON.stringify(outcome)}${taken ? ', the server has it' : ''}`);
    this.scene.count('mail', nameOf(outcome));
    this.scene.commit(() => {
      this.scene.shell.mailed(message, outcome, at);
      const { state } = this.scene.store.messages.get(key) ?? message;
      const over = outcome.outcome !== 'deferred' && outcome.outcome !== 'outside-hours';
      must(!over || state !== 'pending', `${key} was ${outcome.outcome}, and is tried on`);
      this.plan(at);
    });
    this.startJobs(at);
  }

  private time(): Instant {
    return instant(this.scene.now + this.scene.skew.worker);
  }
}

function nameOf(outcome: MailOutcome): string {
  return outcome.outcome === 'deferred' && outcome.smtpCode === null ? 'no answer' : outcome.outcome;
}
