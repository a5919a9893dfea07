import type { WorkflowHandle } from '@temporalio/client';
import { plusMillis, type Instant } from '../../../src/domain/time';
import { referralWorkflowId } from '../../../src/workflows/ids';
import { eventually } from '../../support/eventually';
import { Scripts, type Calls, type Script } from './script';
import { TimeSkipping } from './time-skipping';

const HOUR_MS = 3_600_000;

/** A subject of the loop that does as a test has written, and what has become of it. */
export interface Followed extends Calls {
  readonly subjectId: string;
  readonly handle: WorkflowHandle;
  /** Signals with start, as whoever has changed the subject does; resolves when the server has it. */
  wake(why?: string): Promise<void>;
  /** Waits until it has been read so often. */
  read(times: number): Promise<void>;
  /** The types of the events of its latest run, in order. */
  history(): Promise<string[]>;
}

/** The loop of src/workflows/follow on a real Temporal, over subjects that do as a test says. */
export class ScriptedLoop {
  readonly scripts = new Scripts();
  private subjects = 0;

  private constructor(readonly temporal: TimeSkipping) {}

  static async start(): Promise<ScriptedLoop> {
    const loop = new ScriptedLoop(await TimeSkipping.start());
    await loop.temporal.runWorker(loop.scripts.activities);
    return loop;
  }

  stop(): Promise<void> {
    return this.temporal.stop();
  }

  subject(script: Script): Followed {
    this.subjects += 1;
    const subjectId = `subject-${this.subjects}`;
    const { advances, jobs } = this.scripts.write(subjectId, script);
    const { waker, client } = this.temporal;
    const handle = client.workflow.getHandle(referralWorkflowId(subjectId));
    return {
      ...{ subjectId, advances, jobs, handle },
      async wake(why = 'changed') {
        waker.wake({ kind: 'referral', subjectId }, why);
        await waker.drain();
      },
      async read(times) {
        await eventually(`${times} reads`, () => advances.length >= times);
      },
      async history() {
        const { events } = await handle.fetchHistory();
        return (events ?? []).map((event) => {
          const [type = 'none'] = Object.keys(event).filter((name) => name.endsWith('EventAttributes'));
          return type.replace('EventAttributes', '');
        });
      },
    };
  }

  async inHours(hours: number): Promise<Instant> {
    return plusMillis(await this.temporal.now(), hours * HOUR_MS);
  }
}

export function count<T>(items: readonly T[], item: T): number {
  return items.filter((other) => other === item).length;
}
