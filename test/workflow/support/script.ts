import type { Activities } from '../../../src/activities';
import type { AdvanceCommand, JobCommand } from '../../../src/workflows/follow/activities';
import type { Job, Plan } from '../../../src/workflows/follow/plan';

/** What a scripted subject says when it is read for the `count`-th time, or a job of it is done. */
export interface Script {
  advance(command: AdvanceCommand, count: number): Plan | Promise<Plan>;
  job?(command: JobCommand, count: number): Plan | Promise<Plan>;
}

/** How the workflow has asked so far. */
export interface Calls {
  readonly advances: AdvanceCommand[];
  readonly jobs: JobCommand[];
}

/** Activities whose plans a test writes, for each subject its own; they remember how they were called. */
export class Scripts {
  private readonly subjects = new Map<string, Script & Calls>();
  private looked: () => Promise<{ placed: number }> = () => Promise.resolve({ placed: 0 });

  write(subjectId: string, script: Script): Calls {
    const subject = { ...script, advances: [], jobs: [] };
    this.subjects.set(subjectId, subject);
    return subject;
  }

  /** What a look at the waiting list does. */
  writeWaitlist(look: () => Promise<{ placed: number }>): void {
    this.looked = look;
  }

  get activities(): Activities {
    const job = async (command: JobCommand): Promise<Plan> => {
      const subject = this.subject(command.subjectId);
      const count = subject.jobs.push(command);
      if (subject.job === undefined) throw new Error(`${command.subjectId} has no jobs`);
      return subject.job(command, count);
    };
    return {
      advance: async (command) => {
        const subject = this.subject(command.subjectId);
        return subject.advance(command, subject.advances.push(command));
      },
      sendMessage: job,
      work: job,
      routeWaitingReferrals: () => this.looked(),
    };
  }

  private subject(subjectId: string): Script & Calls {
    const subject = this.subjects.get(subjectId);
    if (subject === undefined) throw new Error(`nobody wrote a script for ${subjectId}`);
    return subject;
  }
}

/** A plan that waits for nothing but signals, unless told otherwise. */
export function plan(
  fields: Partial<Omit<Plan, 'shown'>> & { readonly shows?: Plan['shown']['attributes'] } = {},
): Plan {
  const { shows = {}, ...others } = fields;
  const shown = { headline: 'Stands', facts: [], attributes: shows };
  return { ...{ version: 1, shown, jobs: [], until: null, rest: null }, ...others };
}

export const DONE: Plan = plan({ rest: { status: 'done' } });

export function mailing(id: string): Job {
  return { does: 'send', id, summary: `Mail ${id}`, urgency: 'now' };
}

/** What waits for `opened` goes on once a test calls `open`. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
