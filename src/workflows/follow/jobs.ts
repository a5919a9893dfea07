import { isCancellation } from '@temporalio/workflow';
import { PRIORITY } from '../priority';
import { now } from './now';
import type { Followed, Job, Plan } from './plan';
import { long, mail } from './proxies';

/** The jobs that run beside the loop, so that a slow mail server delays no clock. */
export class Jobs {
  private readonly ids = new Set<string>();
  private arrived: Plan | null = null;
  /** Counts the plans. A job's own plan is out of date when another plan was made since the job began. */
  private planned = 0;

  constructor(
    private readonly followed: Followed,
    private readonly wake: () => void,
  ) {}

  get running(): number {
    return this.ids.size;
  }

  get hasPlan(): boolean {
    return this.arrived !== null;
  }

  takePlan(): Plan | null {
    const plan = this.arrived;
    this.arrived = null;
    return plan;
  }

  notePlanned(): void {
    this.planned += 1;
    this.arrived = null;
  }

  /** Begins the jobs that do not run yet. Returns whether a person waits for one of them. */
  begin(jobs: readonly Job[], seen: number): boolean {
    let urgent = false;
    for (const job of jobs) {
      if (this.ids.has(job.id)) continue;
      this.ids.add(job.id);
      urgent ||= job.does === 'send' && job.urgency === 'now';
      const begunAfter = this.planned;
      void this.run(job, seen).then(
        (plan) => {
          this.ids.delete(job.id);
          this.take(plan, begunAfter);
        },
        (error: unknown) => {
          // A cancelled workflow ends through its main path. Other waits have nothing to add.
          if (!isCancellation(error)) throw error;
        },
      );
    }
    return urgent;
  }

  private take(plan: Plan, begunAfter: number): void {
    if (this.planned !== begunAfter) {
      this.wake();
      return;
    }
    this.planned += 1;
    this.arrived = plan;
  }

  private run(job: Job, seen: number): Promise<Plan> {
    const { summary } = job;
    const command = { ...this.followed, jobId: job.id, at: now(), seen };
    switch (job.does) {
      case 'send': {
        const priority = { priorityKey: PRIORITY[job.urgency] };
        return mail.sendMessage.executeWithOptions({ summary, priority }, [command]);
      }
      case 'work':
        return long.work.executeWithOptions({ summary }, [command]);
      default:
        return job satisfies never;
    }
  }
}
