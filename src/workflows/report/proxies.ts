import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { MAIL, RECORD, UNTIL_DONE } from '../shared/reliability';
import type { ReportActivities } from './activities';

export const record =
  proxyLocalActivities<
    Pick<ReportActivities, 'beginReport' | 'readReport' | 'noteReport' | 'openEscalation'>
  >(RECORD);

/** Each statement is a turn of another workflow; the heartbeat tells a dead worker from a long batch. */
export const tell = proxyActivities<Pick<ReportActivities, 'tellStatements'>>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '30s',
  retry: UNTIL_DONE,
});

/** A workbook may have to be made first. */
export const mail = proxyActivities<Pick<ReportActivities, 'sendReportMail' | 'sendEscalationMail'>>({
  ...MAIL,
  startToCloseTimeout: '60s',
});
