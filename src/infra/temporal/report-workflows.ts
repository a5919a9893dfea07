import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { ReportNudges, ReportStarter } from '../../activities/reports/ports';
import type { ReportWorkflows } from '../../api/reports/ports';
import type { ReportState } from '../../domain/vocabulary';
import { REPORT_WORKFLOW, reportWorkflowId } from '../../workflows/ids';
import { reportChangedSignal, type ReportInput } from '../../workflows/report/messages';

const ORGANIZATION = defineSearchAttributeKey('OrganizationId', SearchAttributeType.KEYWORD);
const PERIOD = defineSearchAttributeKey('ReportPeriod', SearchAttributeType.KEYWORD);
const STATE = defineSearchAttributeKey('ReportState', SearchAttributeType.KEYWORD);

/** Starts the workflows of reports, and wakes them, or starts them again when they have ended. */
export function createReportWorkflows(
  client: Client,
  taskQueue: string,
): ReportNudges & ReportStarter & ReportWorkflows {
  const options = (reportId: string) => ({
    workflowId: reportWorkflowId(reportId),
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    args: [{ reportId } satisfies ReportInput] as [ReportInput],
  });
  return {
    async start({ reportId, label: { organizationId, period } }) {
      try {
        await client.workflow.start(REPORT_WORKFLOW, {
          ...options(reportId),
          // One that has run and ended is complete.
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          staticSummary: `Report of one organization for ${period}`,
          typedSearchAttributes: [
            { key: ORGANIZATION, value: organizationId },
            { key: PERIOD, value: period },
            { key: STATE, value: 'prepared' satisfies ReportState },
          ],
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },

    async nudge(reportId) {
      await client.workflow.signalWithStart(REPORT_WORKFLOW, {
        ...options(reportId),
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        signal: reportChangedSignal,
        staticSummary: 'Report of one organization',
      });
    },
  };
}
