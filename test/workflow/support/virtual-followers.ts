import { setTimeout as delay } from 'node:timers/promises';
import type { Activities } from '../../../src/activities';
import { instant, type Instant } from '../../../src/domain/time';
import { isOutage } from '../../../src/infra/prisma/database/outages';
import type { PrismaClient } from '../../../src/infra/prisma/generated/client';
import type { JobCommand } from '../../../src/workflows/follow/activities';
import type { Followed, Job, Plan } from '../../../src/workflows/follow/plan';
import type { Waker } from '../../../src/workflows/follow/waker';
import { workflowIdOf } from '../../../src/workflows/ids';

const REPEAT_MS = 50;

/**
 * Followers in a time of the test's own: does to the service's activities what the workflows of src/workflows/follow do,
 * without a Temporal. Who is behind advances, jobs run, and the clock goes from one wake-up to the next.
 */
export class VirtualFollowers implements Waker {
  private current: Instant;
  private nudged = false;
  private ended = false;
  private readonly seen = new Map<string, number>();
  /** Jobs under way, by id: a mail server may take its time, and a test goes on meanwhile. */
  private readonly running = new Set<string>();
  /** The latest plan of each follower, by its workflow's id. */
  readonly plans = new Map<string, Plan>();
  /** Results of those that are at rest. */
  readonly rested = new Map<string, NonNullable<Plan['rest']>>();
  /** Why each was woken, in order. */
  readonly woken: { readonly followed: Followed; readonly why: string }[] = [];

  /** How often an activity was repeated because PostgreSQL was away. */
  repeats = 0;

  constructor(
    private readonly prisma: PrismaClient,
    private readonly activities: () => Activities,
    startsAt: Instant,
  ) {
    this.current = startsAt;
  }

  now = (): Instant => this.current;

  /** Nothing is repeated any more. */
  end(): void {
    this.ended = true;
  }

  wake(followed: Followed, why: string): void {
    this.woken.push({ followed, why });
  }

  nudgeWaitlist(): void {
    this.nudged = true;
  }

  room(): Promise<void> {
    return Promise.resolve();
  }

  /** Moves the clock forward, and does everything that is due on the way, at its time. */
  async goTo(at: string): Promise<void> {
    const target = instant(at);
    if (target < this.current) throw new Error(`the clock only goes forward, and ${at} is over`);
    await this.run();
    for (;;) {
      const due = await this.nextWakeUp();
      if (due === null || due.at > target) break;
      if (due.at > this.current) this.current = due.at;
      for (const followed of due.followed) await this.advance(followed);
      await this.run();
    }
    this.current = target;
  }

  /** Time goes by without a worker: what is due meanwhile is late. */
  sleepUntil(at: string): void {
    const target = instant(at);
    if (target < this.current) throw new Error(`the clock only goes forward, and ${at} is over`);
    this.current = target;
  }

  /** Until nobody is behind and no work is left that could be done now. */
  async run(): Promise<void> {
    for (;;) {
      const behind = await this.behind();
      for (const followed of behind) await this.advance(followed);
      if (this.nudged) {
        this.nudged = false;
        await this.untilDone(() => this.activities().routeWaitingReferrals());
      } else if (behind.length === 0) return;
    }
  }

  async advance(followed: Followed): Promise<void> {
    const id = workflowIdOf(followed);
    const command = { ...followed, at: this.current, seen: this.seen.get(id) ?? 0 };
    await this.follow(followed, await this.untilDone(() => this.activities().advance(command)));
  }

  /** One look at a time of the caller's choice, whatever the clock says; nothing that it asks for is done. */
  advanceAt(followed: Followed, at: string): Promise<Plan> {
    const seen = this.seen.get(workflowIdOf(followed)) ?? 0;
    return this.activities().advance({ ...followed, at: instant(at), seen });
  }

  private async follow(followed: Followed, first: Plan): Promise<void> {
    const id = workflowIdOf(followed);
    let plan = first;
    for (;;) {
      this.seen.set(id, plan.version);
      this.plans.set(id, plan);
      const job = plan.jobs.find((each) => !this.running.has(each.id));
      if (job === undefined) break;
      plan = await this.doing(job, { ...followed, jobId: job.id, at: this.current, seen: plan.version });
    }
    if (plan.rest === null) this.rested.delete(id);
    else this.rested.set(id, plan.rest);
  }

  private async doing(job: Job, command: JobCommand): Promise<Plan> {
    this.running.add(job.id);
    try {
      const { sendMessage, work } = this.activities();
      const doJob = job.does === 'send' ? sendMessage : work;
      return await this.untilDone(() => doJob(command));
    } finally {
      this.running.delete(job.id);
    }
  }

  /** As Temporal does it: with the same command, for as long as it takes. No time of the test goes by. */
  private async untilDone<T>(activity: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await activity();
      } catch (error) {
        if (!isOutage(error) || this.ended) throw error;
        this.repeats += 1;
        await delay(REPEAT_MS);
      }
    }
  }

  private behind(): Promise<Followed[]> {
    return this.untilDone(
      () => this.prisma.$queryRaw<Followed[]>`
        SELECT kind, subject_id AS "subjectId" FROM followers WHERE behind_since IS NOT NULL
        ORDER BY behind_since, workflow_id`,
    );
  }

  private async nextWakeUp(): Promise<{ readonly at: Instant; readonly followed: Followed[] } | null> {
    const rows = await this.untilDone(
      () => this.prisma.$queryRaw<(Followed & { wake_at: Date })[]>`
        SELECT kind, subject_id AS "subjectId", wake_at FROM followers
        WHERE wake_at = (SELECT min(wake_at) FROM followers) ORDER BY workflow_id`,
    );
    const [first] = rows;
    if (first === undefined) return null;
    return {
      at: instant(first.wake_at),
      followed: rows.map(({ kind, subjectId }) => ({ kind, subjectId })),
    };
  }
}
