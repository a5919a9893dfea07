import { condition, continueAsNew, setDefaultSignalHandler } from '@temporalio/workflow';
import { Alarm } from './alarm';
import { Jobs } from './jobs';
import { isHistoryLong } from './long-history';
import { look } from './look';
import { now } from './now';
import type { FollowerInput, FollowerKind, Plan } from './plan';
import { show } from './show';

/**
 * A workflow that follows what PostgreSQL says. It decides nothing and knows nothing that the next plan would not say
 * again, so nothing can part the two:
 *  1. Whoever changes the subject signals with start, after its commit. Any signal means: look again. Its name is for the
 *     Temporal UI.
 *  2. Signals are counted before the read, and the run ends only when none has come since. The server refuses the end of
 *     a run that has an unread signal, and the run reads again.
 *  3. A job records by itself what came of it, and returns the plan of that very transaction. That one is taken without
 *     another look, unless something else was planned since the job began.
 */
export async function follow(
  kind: FollowerKind,
  { subjectId, seen = 0 }: FollowerInput,
): Promise<NonNullable<Plan['rest']>> {
  let woken = 1;
  const wake = (): void => {
    woken += 1;
  };
  setDefaultSignalHandler(wake);
  const alarm = new Alarm(wake);
  const jobs = new Jobs({ kind, subjectId }, wake);

  for (let heard = 0, version = seen; ;) {
    const fromJob = jobs.takePlan();
    let plan = fromJob;
    if (woken !== heard || plan === null) {
      heard = woken;
      plan = await look({ kind, subjectId, at: now(), seen: version });
      jobs.notePlanned();
    }
    version = plan.version;
    const inPassing = jobs.begin(plan.jobs, version);
    show(plan.shown, inPassing);
    alarm.ringAt(plan.until);

    const undisturbed = (): boolean => woken === heard && !jobs.hasPlan;
    if (undisturbed() && jobs.running === 0) {
      if (plan.rest !== null) return plan.rest;
      if (isHistoryLong()) await continueAsNew({ subjectId, seen: version } satisfies FollowerInput);
    }
    await condition(() => !undisturbed());
  }
}
