import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { MAIL, RECORD, UNTIL_DONE } from '../shared/reliability';
import type { SeasonActivities } from './activities';

/** A season's days can hold many referrals. */
export const record = proxyLocalActivities<
  Pick<SeasonActivities, 'readSeason' | 'listOutside' | 'endSeason'>
>({
  ...RECORD,
  startToCloseTimeout: '30s',
});

/** Thousands of reports: the heartbeat tells a dead worker from a long cycle, and a repeat goes on where it was. */
export const cycle = proxyActivities<Pick<SeasonActivities, 'prepareReports' | 'startReports'>>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: UNTIL_DONE,
});

/** The figures of a season take a while to add up. */
export const mail = proxyActivities<Pick<SeasonActivities, 'sendSeasonSummary' | 'sendEscalationMail'>>({
  ...MAIL,
  startToCloseTimeout: '2m',
});
