import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ReportActivities } from './activities';

/** PostgreSQL only and idempotent: local, and retried for as long as the database is away. */
export const record = proxyLocalActivities<
  Pick<ReportActivities, 'beginReport' | 'readReport' | 'noteReport' | 'openEscalation'>
>({
  startToCloseTimeout: '15s',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Each statement is a turn of another workflow; the heartbeat tells a dead worker from a long batch. */
export const tell = proxyActivities<Pick<ReportActivities, 'tellStatements'>>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

/** Mail: irreversible; see src/workflows/referral/proxies.ts. A workbook may have to be made first. */
export const mail = proxyActivities<Pick<ReportActivities, 'sendReportMail' | 'sendEscalationMail'>>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
