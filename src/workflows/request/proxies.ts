import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { MAIL, RECORD } from '../shared/reliability';
import type { RequestActivities } from './activities';

export const record =
  proxyLocalActivities<Pick<RequestActivities, 'beginRequest' | 'settleRequest' | 'openEscalation'>>(RECORD);

/** Changes what routing goes by, and wakes the waiting list over Temporal: regular, so that the history names them. */
export const change = proxyActivities<Pick<RequestActivities, 'applyRequest' | 'restoreFormer'>>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '1m' },
});

export const mail = proxyActivities<Pick<RequestActivities, 'sendRequestMail' | 'sendEscalationMail'>>(MAIL);
