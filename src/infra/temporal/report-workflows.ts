import type { Client } from '@temporalio/client';
import type { ReportNudges } from '../../activities/reports/ports';
import { REPORT_WORKFLOW, reportWorkflowId } from '../../workflows/ids';

/** Wakes a report's workflow, or starts it again when it has ended. */
export function createReportWorkflows(client: Client, taskQueue: string): ReportNudges {
  return {
    async nudge(reportId) {
      await client.workflow.signalWithStart(REPORT_WORKFLOW, {
        workflowId: reportWorkflowId(reportId),
        taskQueue,
        args: [{ reportId }],
        signal: 'reportChanged',
      });
    },
  };
}
