import type { Log } from '../log';
import type { ReportWorkflows } from '../reports/ports';
import { waitAtMost } from './wait-at-most';

export interface NudgeDeps {
  readonly reportWorkflows: ReportWorkflows;
  readonly log: Log;
}

/** Nobody waits for Temporal longer than this. */
const NUDGE_MS = 1_000;

/** What was said is kept either way: the worker's sweep tells the report's workflow too, only later. */
export async function nudgeReport({ reportWorkflows, log }: NudgeDeps, reportId: string): Promise<void> {
  await waitAtMost(NUDGE_MS, reportWorkflows.nudge(reportId), (error) => {
    log.warn({ err: error, reportId }, 'a report’s workflow was not told of a change; the sweep will');
  });
}
