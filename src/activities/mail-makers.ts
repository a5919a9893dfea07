import { digestMail, type DigestDeps } from './digest/mail';
import { escalationMail, type EscalationMailDeps } from './escalation/mail';
import type { MailMakers } from './follow/ports';
import { leadMails, type LeadMailDeps } from './referral/mails';
import { requestMailMaker, type RequestMailDeps } from './organization/request/mails';
import { reportMailMakers, type ReportMailDeps } from './report/mails';
import { seasonMailMakers, type SeasonMailDeps } from './season/mails';

export type MailMakerDeps = LeadMailDeps &
  EscalationMailDeps &
  RequestMailDeps &
  DigestDeps &
  ReportMailDeps &
  SeasonMailDeps;

/** The text of every mail of the service. */
export function createMailMakers(deps: MailMakerDeps): MailMakers {
  return {
    ...leadMails(deps),
    escalation: escalationMail(deps),
    request: requestMailMaker(deps),
    digest: digestMail(deps),
    ...reportMailMakers(deps),
    ...seasonMailMakers(deps),
  };
}
