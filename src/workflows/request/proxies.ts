import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { RequestActivities } from './activities';

/** PostgreSQL only and idempotent: local, and retried for as long as the database is away. */
export const record = proxyLocalActivities<
  Pick<RequestActivities, 'beginRequest' | 'settleRequest' | 'openEscalation'>
>({
  startToCloseTimeout: '15s',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Changes what routing goes by, and wakes the waiting list over Temporal: regular, so that the history names them. */
export const change = proxyActivities<Pick<RequestActivities, 'applyRequest' | 'restoreFormer'>>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '1m' },
});

/** Mail: irreversible; see src/workflows/referral/proxies.ts. */
export const mail = proxyActivities<Pick<RequestActivities, 'sendRequestMail' | 'sendEscalationMail'>>({
  startToCloseTimeout: '25s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
