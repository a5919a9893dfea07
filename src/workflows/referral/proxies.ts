import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ReferralActivities } from './activities';

/**
 * PostgreSQL only, idempotent, and on the way of every act: local, so that it costs no trip over the server. It is
 * retried for as long as it takes: a database that is away makes the referral wait, never fail.
 */
export const record = proxyLocalActivities<
  Pick<
    ReferralActivities,
    | 'routeReferral'
    | 'recordEvents'
    | 'startClocks'
    | 'resumeClock'
    | 'assessFit'
    | 'countUnanswered'
    | 'openEscalation'
  >
>({
  startToCloseTimeout: '15s',
  // Short retries stay in the workflow task; longer waits become timers that survive the worker.
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * Mail: irreversible, so a regular activity, whose attempts a coordinator sees. An activity attempt is repeated only
 * when its outcome is unknown (the worker died, PostgreSQL was away); what the server said is an outcome, and the
 * workflow acts on it. The time-out is longer than all time-outs of SMTP together.
 */
export const mail = proxyActivities<
  Pick<ReferralActivities, 'sendLead' | 'sendReminder' | 'sendNotice' | 'sendEscalationMail'>
>({
  startToCloseTimeout: '25s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
