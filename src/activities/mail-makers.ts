import { digestMail, type DigestDeps } from './digest';
import { escalationMail, type EscalationMailDeps } from './escalations';
import type { MailMakers } from './follow/ports';
import { leadMails, type LeadMailDeps } from './lead-mails';
import { requestMailMaker, type RequestMailDeps } from './requests/request-mails';
import { reportMailMakers, type ReportMailDeps } from './reports/report-mails';
import { seasonMailMakers, type SeasonMailDeps } from './reports/season-mails';

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
