import { condition, continueAsNew, setDefaultSignalHandler, workflowInfo } from '@temporalio/workflow';
import { Alarm } from './alarm';
import { Jobs } from './jobs';
import { look } from './look';
import { now } from './now';
import type { FollowerInput, FollowerKind, Plan } from './plan';
import { show } from './show';

/**
 * A workflow that follows what PostgreSQL says. It decides nothing, and it knows nothing that the next plan would not
 * say again. So the two can never disagree for good:
 * 1. Whoever changes the subject signals with start, after the commit. Any signal means: look again. Its name is only
 *   for the Temporal UI.
 * 2. Signals are counted before the read, and the run ends only when none has come since. If a run ends with an
 *   unread signal, the server refuses the end, and the run reads again.
 * 3. A job records its own outcome, and returns the plan of that transaction. That plan is used without another look,
 *   unless another plan was made since the job began.
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

/** A worker replays this many events in well under a second. Temporal itself warns from 10,000 events on. */
const LONG_HISTORY = 1_000;

/** Whether the history is so long that the workflow should continue as a new run. */
function isHistoryLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return continueAsNewSuggested || historyLength >= LONG_HISTORY;
}
