import { DomainError } from '../../../../src/domain/errors';
import type { Act } from '../../../../src/domain/referral/commands';
import type { NumberedEvent } from '../../../../src/domain/referral/events';
import { instant } from '../../../../src/domain/time';
import { checkEnd } from './ending';
import { must } from './invariants';
import { LifeError } from './life-error';
import { nextAct } from './people';
import type { Rules } from './rules';
import { Scene, type Told } from './scene';
import { Worker } from './worker';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

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
  private readonly scene: Scene;
  private readonly worker: Worker;
  private readonly sent: Act[] = [];
  /** What was answered: it is in the log for ever. */
  private readonly answers = new Map<string, number>();

  constructor(seed: number, rules: Rules, told: Told) {
    this.scene = new Scene(seed, rules, told);
    this.worker = new Worker(this.scene);
  }

  live(): readonly NumberedEvent[] {
    const { scene, worker, answers } = this;
    const moves = scene.random.between(3, 12);
    for (let move = 0; move < moves; move += 1) this.move();
    scene.quiet = true;
    worker.comeToRest();
    const { rules, store, arrived, seed } = scene;
    checkEnd(rules, store, { answers, arrived, seed });
    scene.count('ended', store.state.status);
    scene.count('lives', `${store.log.length > 15 ? 'more than' : 'up to'} 15 events`);
    return store.log;
  }

  private move(): void {
    const { random } = this.scene;
    switch (
      random.weighted([
        [55, 'act'],
        [30, 'wait'],
        [4, 'repeat'],
        [7, 'toggle'],
        [4, 'place'],
        [3, 'stop'],
      ] as const)
    ) {
      case 'act':
        this.act(nextAct(random, this.scene.store, `act-${this.sent.length + 1}`, this.scene.now));
        // Mostly things take their time, and sometimes they come all at once.
        if (random.chance(0.7)) this.worker.passTo(this.scene.now + random.between(1, 60) * SECOND);
        break;
      case 'wait':
        this.worker.passTo(
          this.scene.now + random.one([10 * MINUTE, 3 * HOUR, 20 * HOUR, 60 * HOUR, 200 * HOUR, 900 * HOUR]),
        );
        break;
      case 'repeat': {
        const act = this.sent[random.between(0, Math.max(0, this.sent.length - 1))];
        if (act !== undefined) this.act(act);
        break;
      }
      case 'toggle': {
        const one = random.one(this.scene.places.organizations);
        one.active = !one.active;
        // With an address that somebody has put right.
        if (one.active) this.scene.store.distrusted.delete(one.id);
        this.scene.say(() => `${one.id} is ${one.active ? 'back' : 'away'}`);
        this.place();
        break;
      }
      case 'place':
        this.place();
        break;
      case 'stop':
        this.worker.stop(random.one([MINUTE, 5 * HOUR, 80 * HOUR]));
        break;
    }
  }

  private act(act: Act): void {
    const now = instant(this.scene.now + this.scene.skew.api);
    this.sent.push(act);
    // Only then can something be written before an act is refused.
    const rollBack = this.scene.store.state.phase === 'sending' ? this.scene.store.snapshot() : null;
    this.scene.say(() => `${act.actor}: ${JSON.stringify(act)}`);
    try {
      const done = this.scene.commit(() => this.scene.shell.record(act, now));
      if (done.wakes) this.worker.wake();
      this.scene.count('act', act.kind);
      if (!done.recorded || act.kind === 'open') return;
      const first = this.answers.get(act.actId);
      if (first !== undefined) this.scene.count('fault', 'act sent again');
      must(
        first === undefined || first === done.version,
        `${act.actId} was answered ${first ?? 0}, and now ${done.version}`,
      );
      // Of an answer that is lost the client knows nothing; it is in the log all the same.
      this.answers.set(act.actId, done.version);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      rollBack?.();
      this.scene.say(() => `  refused: ${error.code}`);
      must(!this.answers.has(act.actId), `${act.actId} was taken, and now is refused: ${error.code}`);
      this.scene.count('refused', error.code);
    }
  }

  private place(): void {
    if (this.scene.store.state.phase !== 'waiting') return;
    if (!this.scene.commit(() => this.scene.shell.place(instant(this.scene.now + this.scene.skew.worker))))
      return;
    this.scene.count('step', 'placed from the waiting list');
    this.worker.wake();
  }
}
