import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { SeasonActivities } from './activities';

/** PostgreSQL only and idempotent: local, and retried for as long as the database is away. */
export const record = proxyLocalActivities<
  Pick<SeasonActivities, 'readSeason' | 'listOutside' | 'endSeason'>
>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Thousands of reports: the heartbeat tells a dead worker from a long cycle, and a repeat goes on where it was. */
export const cycle = proxyActivities<Pick<SeasonActivities, 'prepareReports' | 'startReports'>>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

/** Mail: irreversible; see src/workflows/referral/proxies.ts. The figures of a season take a while to add up. */
export const mail = proxyActivities<Pick<SeasonActivities, 'sendSeasonSummary' | 'sendEscalationMail'>>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
