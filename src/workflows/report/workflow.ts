import { continueAsNew, setHandler } from '@temporalio/workflow';
import { chase } from './chase';
import { deliver } from './deliver';
import { reportChangedSignal, type ReportInput } from './messages';
import { ReportRun } from './run';
import { serve } from './serve';

/**
 * One organization's report for one period: mailed, chased while anything is missing, and its referrals told of what
 * comes back. Where it stands is read from PostgreSQL: it ends when all is said and told, a later change starts it
 * again, and a run that has become long goes on as a new one, all by the same road.
 */
export async function report(input: ReportInput): Promise<void> {
  const news = { heard: false };
  setHandler(reportChangedSignal, () => {
    news.heard = true;
  });

  const run = await ReportRun.begin(input, news);
  await Promise.all([deliverAndChase(run), serve(run)]);
  if (run.isComplete && !run.hasNews && !run.standing.untold) return;
  await continueAsNew<typeof report>(input);
}

async function deliverAndChase(run: ReportRun): Promise<void> {
  await deliver(run);
  await chase(run);
}
