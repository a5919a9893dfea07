import { DomainError } from '../../../../src/domain/errors';
import type { MailOutcome } from '../../../../src/domain/mail-retries';
import type { Act } from '../../../../src/domain/referral/commands';
import type { NumberedEvent } from '../../../../src/domain/referral/events';
import type { ReferralState } from '../../../../src/domain/referral/state';
import { instant, millis, plusMillis, type Instant } from '../../../../src/domain/time';
import { beginning, timesOf } from './beginning';
import { checkEnd } from './ending';
import { checkStore, must } from './invariants';
import { LifeError } from './life-error';
import { attemptOf, type Attempt } from './mail-server';
import { nextAct } from './people';
import { Places } from './places';
import { Random } from './random';
import type { Rules } from './rules';
import { Shell } from './shell';
import { Store, type MessageRow } from './store';
import { count, type Tally } from './tally';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** The clocks of the API and of the worker are at most three seconds apart. */
const SKEW_MS = 1_500;
const SWEEP_MS = 10 * SECOND;
const RETRY_MS = 30 * SECOND;
/** A life that is left alone comes to rest long before. */
const MOST_OCCURRENCES = 400;

export interface Told {
  readonly tally: Tally;
  /** Of a life that is told, a line for each thing that happens. */
  readonly story: string[] | null;
}

/** One random life of a referral, and the log that it leaves. Throws LifeError when something is not as it must be. */
export function live(seed: number, rules: Rules, told: Told): readonly NumberedEvent[] {
  const life = new Life(seed, rules, told);
  try {
    return life.live();
  } catch (cause) {
    throw new LifeError(seed, cause);
  }
}

class Life {
  private readonly random: Random;
  private readonly store: Store;
  private readonly places: Places;
  private readonly shell: Shell;
  private readonly skew: { readonly api: number; readonly worker: number };
  private readonly sent: Act[] = [];
  /** What was answered: it is in the log for ever. */
  readonly answers = new Map<string, number>();
  /** Leads that a server really has, whoever knows of it. */
  readonly arrived = new Set<string>();
  private readonly underWay = new Map<string, Attempt>();
  private now: number;
  private signalAt: number | null;
  private stoppedUntil = 0;
  /** The log, event by event: what a fold of all of it comes to. */
  private folded: ReferralState;
  private checked = 1;
  private quiet = false;

  constructor(
    readonly seed: number,
    private readonly rules: Rules,
    private readonly told: Told,
  ) {
    const random = new Random(seed);
    this.random = random;
    const begun = beginning(random, rules, seed);
    this.folded = begun.state;
    this.now = millis(begun.first.at);
    this.signalAt = this.now;
    this.skew = { api: random.between(-SKEW_MS, SKEW_MS), worker: random.between(-SKEW_MS, SKEW_MS) };
    this.places = new Places(random);
    this.store = new Store(rules, begun);
    this.shell = new Shell(rules, this.store, this.places, timesOf(random), (step) => this.took(step));
  }

  live(): readonly NumberedEvent[] {
    const moves = this.random.between(3, 12);
    for (let move = 0; move < moves; move += 1) this.move();
    this.quiet = true;
    this.comeToRest();
    checkEnd(this.rules, this.store, this);
    count(this.told.tally, 'ended', this.store.state.status);
    count(this.told.tally, 'lives', `${this.store.log.length > 15 ? 'more than' : 'up to'} 15 events`);
    return this.store.log;
  }

  private move(): void {
    const { random } = this;
    switch (
      random.weighted([
        [55, 'act'],
        [30, 'wait'],
        [4, 'repeat'],
        [4, 'toggle'],
        [4, 'place'],
        [3, 'stop'],
      ] as const)
    ) {
      case 'act':
        this.act(nextAct(random, this.store, `act-${this.sent.length + 1}`, this.now));
        // Mostly things take their time, and sometimes they come all at once.
        if (random.chance(0.7)) this.passTo(this.now + random.between(1, 60) * SECOND);
        break;
      case 'wait':
        this.passTo(
          this.now + random.one([10 * MINUTE, 3 * HOUR, 20 * HOUR, 60 * HOUR, 200 * HOUR, 900 * HOUR]),
        );
        break;
      case 'repeat': {
        const act = this.sent[random.between(0, Math.max(0, this.sent.length - 1))];
        if (act !== undefined) this.act(act);
        break;
      }
      case 'toggle': {
        const one = random.one(this.places.organizations);
        one.active = !one.active;
        this.say(() => `${one.id} is ${one.active ? 'back' : 'away'}`);
        break;
      }
      case 'place':
        this.place();
        break;
      case 'stop':
        this.stoppedUntil = this.now + random.one([MINUTE, 5 * HOUR, 80 * HOUR]);
        this.say(() => `the worker is stopped until ${instant(this.stoppedUntil)}`);
        count(this.told.tally, 'fault', 'worker stopped');
        break;
    }
  }

  private act(act: Act): void {
    const now = instant(this.now + this.skew.api);
    this.sent.push(act);
    const rollBack = this.store.snapshot();
    this.say(() => `${act.actor}: ${JSON.stringify(act)}`);
    try {
      const done = this.commit(() => this.shell.record(act, now));
      if (done.wakes) this.wake();
      count(this.told.tally, 'act', act.kind);
      if (!done.recorded || act.kind === 'open') return;
      const first = this.answers.get(act.actId);
      if (first !== undefined) count(this.told.tally, 'fault', 'act sent again');
      must(
        first === undefined || first === done.version,
        `${act.actId} was answered ${first ?? 0}, and now ${done.version}`,
      );
      // Of an answer that is lost the client knows nothing; it is in the log all the same.
      this.answers.set(act.actId, done.version);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      rollBack();
      this.say(() => `  refused: ${error.code}`);
      must(!this.answers.has(act.actId), `${act.actId} was taken, and now is refused: ${error.code}`);
      count(this.told.tally, 'refused', error.code);
    }
  }

  private place(): void {
    if (this.store.state.phase !== 'waiting') return;
    if (!this.commit(() => this.shell.place(instant(this.now + this.skew.worker)))) return;
    count(this.told.tally, 'step', 'placed from the waiting list');
    this.wake();
  }

  /** After its commit; a signal may be lost, and then the sweep finds the row. */
  private wake(): void {
    const lost = !this.quiet && this.random.chance(0.1);
    if (lost) {
      this.say(() => '  its wake-up is lost');
      count(this.told.tally, 'fault', 'wake-up lost');
    }
    this.signalAt = this.now + (lost ? SWEEP_MS : 0);
  }

  private passTo(target: number): void {
    for (let occurrences = 0; this.occur(target); occurrences += 1) {
      must(occurrences < MOST_OCCURRENCES, 'it happens on and on');
    }
    this.now = target;
  }

  private comeToRest(): void {
    this.stoppedUntil = Math.min(this.stoppedUntil, this.now + HOUR);
    let occurrences = 0;
    while (this.occur(Infinity)) must((occurrences += 1) < MOST_OCCURRENCES, 'it never comes to rest');
  }

  /** The next thing that happens by itself until then, if there is one. */
  private occur(until: number): boolean {
    const record = this.nextRecord();
    const workerAt = Math.min(this.signalAt ?? Infinity, this.timerAt());
    const advanceAt = workerAt === Infinity ? Infinity : Math.max(workerAt, this.stoppedUntil, this.now);
    const recordAt = record === null ? Infinity : Math.max(record.at, this.stoppedUntil, this.now);
    const at = Math.min(advanceAt, recordAt);
    if (at === Infinity || at > until) return false;
    this.now = at;
    if (record !== null && recordAt <= advanceAt) this.record(record);
    else this.advance();
    return true;
  }

  /** In the worker’s time, which is what its timers go by. */
  private timerAt(): number {
    const { wakeAt } = this.store;
    return wakeAt === null ? Infinity : millis(wakeAt) - this.skew.worker;
  }

  private nextRecord(): Attempt | null {
    let next: Attempt | null = null;
    for (const attempt of this.underWay.values()) if (next === null || attempt.at < next.at) next = attempt;
    return next;
  }

  private advance(): void {
    const at = this.workerTime();
    this.signalAt = null;
    this.commit(() => this.plan(at));
    if (!this.quiet && this.random.chance(0.03)) {
      // The worker died after its commit: the same activity once more, which finds everything done.
      const { version } = this.store.state;
      count(this.told.tally, 'fault', 'plan made twice');
      this.commit(() => this.plan(at));
      must(this.store.state.version === version, 'a plan that is made twice does its steps twice');
    }
    this.startJobs(at);
  }

  /** `planFor` of src/infra/prisma/followers/follower.ts. */
  private plan(at: Instant): void {
    const { store } = this;
    this.shell.takeSteps(at);
    let wakeAt = this.rules.nextExpected(store.state)?.at ?? null;
    for (const { state, nextAttemptAt } of store.messages.values()) {
      const later = state === 'pending' && nextAttemptAt !== null && nextAttemptAt > at;
      if (later && (wakeAt === null || nextAttemptAt < wakeAt)) wakeAt = nextAttemptAt;
    }
    Object.assign(store, { behindSince: null, followed: store.state.version, wakeAt });
  }

  private startJobs(at: Instant): void {
    for (const message of this.store.messages.values()) {
      const due =
        message.state === 'pending' && (message.nextAttemptAt === null || message.nextAttemptAt <= at);
      if (due && !this.underWay.has(message.key)) this.attempt(message, at);
    }
  }

  private attempt(message: MessageRow, at: Instant): void {
    const { random, store } = this;
    const attempt = attemptOf(random, message, {
      store,
      at,
      now: this.now,
      quiet: this.quiet,
      places: this.places,
    });
    this.underWay.set(message.key, attempt);
    if (!attempt.claims) return;
    this.commit(() => store.put({ ...message, attempts: message.attempts + 1, doubts: message.doubts + 1 }));
    if (attempt.taken) this.arrived.add(message.key);
  }

  private record(attempt: Attempt): void {
    const { key, outcome, taken } = attempt;
    this.underWay.delete(key);
    const message = this.store.messages.get(key);
    if (message?.state !== 'pending') {
      // An act has proved that it arrived.
      this.advance();
      return;
    }
    const at = this.workerTime();
    if (outcome === 'died') {
      this.say(() => `the worker died with ${key} (${taken ? '' : 'not '}taken), and tries again`);
      count(this.told.tally, 'mail', 'worker died');
      this.commit(() => this.store.put({ ...message, nextAttemptAt: plusMillis(at, RETRY_MS) }));
      this.commit(() => this.plan(at));
      return;
    }
    this.say(() => `${key}: ${JSON.stringify(outcome)}${taken ? ', the server has it' : ''}`);
    count(this.told.tally, 'mail', nameOf(outcome));
    this.commit(() => {
      this.shell.mailed(message, outcome, at);
      const { state } = this.store.messages.get(key) ?? message;
      const over = outcome.outcome !== 'deferred' && outcome.outcome !== 'outside-hours';
      must(!over || state !== 'pending', `${key} was ${outcome.outcome}, and is tried on`);
      this.plan(at);
    });
    this.startJobs(at);
  }

  private workerTime(): Instant {
    return instant(this.now + this.skew.worker);
  }

  /** One transaction; now and then it is rolled back first, and repeated. */
  private commit<T>(work: () => T): T {
    const rollBack = this.store.snapshot();
    if (!this.quiet && this.random.chance(0.04)) {
      count(this.told.tally, 'fault', 'transaction rolled back');
      this.say(() => '  (rolled back, and repeated)');
      attemptQuietly(work);
      rollBack();
      return this.commit(work);
    }
    const from = this.store.log.length;
    try {
      const done = work();
      for (const event of this.store.log.slice(from))
        this.say(() => `  ${event.seq} ${event.at} ${event.type}`);
      this.check();
      return done;
    } catch (error) {
      rollBack();
      throw error;
    }
  }

  /** What has not changed since was right before. */
  private check(): void {
    const { log } = this.store;
    const { folded, checked } = this;
    this.folded = log.slice(checked).reduce(this.rules.evolve, folded);
    this.checked = log.length;
    checkStore(this.rules, this.store, { folded: this.folded, checked });
  }

  private took(step: string): void {
    count(this.told.tally, 'step', step);
  }

  private say(line: () => string): void {
    this.told.story?.push(`${instant(this.now)} ${line()}`);
  }
}

/** What is rolled back may be refused, too. */
function attemptQuietly(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

function nameOf(outcome: MailOutcome): string {
  return outcome.outcome === 'deferred' && outcome.smtpCode === null ? 'no answer' : outcome.outcome;
}
