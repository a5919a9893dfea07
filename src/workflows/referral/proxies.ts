import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { MAIL, RECORD } from '../shared/reliability';
import type { ReferralActivities } from './activities';

/** On the way of every act. */
export const record =
  proxyLocalActivities<
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
  >(RECORD);

export const mail =
  proxyActivities<
    Pick<ReferralActivities, 'sendLead' | 'sendReminder' | 'sendNotice' | 'sendEscalationMail'>
  >(MAIL);
