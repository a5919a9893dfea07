import { DomainError } from '../../../../src/domain/errors';
import type { ReferralState } from '../../../../src/domain/referral/state';
import { instant, millis } from '../../../../src/domain/time';
import { beginning, timesOf } from './beginning';
import { checkStore } from './invariants';
import { Places } from './places';
import { Random } from './random';
import type { Rules } from './rules';
import { Shell } from './shell';
import { Store } from './store';
import { count, type Tally } from './tally';

/** The clocks of the API and of the worker are at most three seconds apart. */
const SKEW_MS = 1_500;

export interface Told {
  readonly tally: Tally;
  /** Of a life that is told, a line for each thing that happens. */
  readonly story: string[] | null;
}

/** Where a life takes place: what PostgreSQL holds, who is there, and what time it is. */
export class Scene {
  readonly random: Random;
  readonly store: Store;
  readonly places: Places;
  readonly shell: Shell;
  readonly skew: { readonly api: number; readonly worker: number };
  /** Leads that a server really has, whoever knows of it. */
  readonly arrived = new Set<string>();
  now: number;
  /** Nothing goes wrong any more. */
  quiet = false;
  /** The log, event by event: what a fold of all of it comes to. */
  private folded: ReferralState;
  private checked = 1;

  constructor(
    readonly seed: number,
    readonly rules: Rules,
    readonly told: Told,
  ) {
    const random = new Random(seed);
    this.random = random;
    const begun = beginning(random, rules, seed);
    this.folded = begun.state;
    this.now = millis(begun.first.at);
    this.skew = { api: random.between(-SKEW_MS, SKEW_MS), worker: random.between(-SKEW_MS, SKEW_MS) };
    this.places = new Places(random);
    this.store = new Store(rules, begun);
    this.shell = new Shell(rules, this.store, this.places, timesOf(random), (step) =>
      this.count('step', step),
    );
  }

  /** One transaction; now and then it is rolled back first, and repeated. */
  commit<T>(work: () => T): T {
    const rollBack = this.store.snapshot();
    if (!this.quiet && this.random.chance(0.04)) {
      this.count('fault', 'transaction rolled back');
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

  count(group: string, name: string): void {
    count(this.told.tally, group, name);
  }

  say(line: () => string): void {
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
