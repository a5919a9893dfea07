import type { EscalationMailReader } from '../../activities/escalation/ports';
import type { PassOver } from '../../activities/ports';
import type { LeadMailReader } from '../../activities/referral/ports';
import { figureRules } from '../../domain/season/scorecards/measures';
import type { ProgramPolicy } from '../../domain/policy';
import type { Instant } from '../../domain/time';
import { createCoverageReader } from './routing/coverage-reader';
import { createDigestDesk } from './digest/digest-desk';
import { createWorkbookWriter } from '../workbook/write-report';
import { readEscalationMail } from './escalation/mail-data';
import type { PrismaClient } from './generated/client';
import { createRequestMailReader } from './organization/request/mail-reader';
import { createOpenAssignments } from './organization/request/open-assignments';
import { readLateReport } from './report/late-report-data';
import { createReportMailReader } from './report/mail-reader';
import { createSeasonSummaryReader } from './season/summary-reader';
import { createLinkIssuer } from './outbox/link-issuer';
import { readLeadMail } from './referral/mail-data';

/** Everything from which the texts of mails are read. */
export function createMailPorts(
  prisma: PrismaClient,
  setting: {
    readonly policy: ProgramPolicy;
    readonly countyName: (fips: string) => string;
    readonly passOver: PassOver;
    readonly urlFor: (link: { readonly id: string; readonly expiresAt: Instant }) => string;
  },
) {
  const { policy, countyName, urlFor, passOver } = setting;
  const lateReport = (reportId: string) => readLateReport(prisma, reportId);
  return {
    leadMails: { read: (assignmentId) => readLeadMail(prisma, assignmentId) } satisfies LeadMailReader,
    escalationMails: {
      read: (escalationId) => readEscalationMail(prisma, escalationId, { countyName, lateReport }),
    } satisfies EscalationMailReader,
    links: createLinkIssuer(prisma, urlFor),
    requestMails: createRequestMailReader(prisma),
    openAssignments: createOpenAssignments(prisma, countyName),
    coverage: createCoverageReader(prisma),
    digestDesk: createDigestDesk(prisma, passOver),
    reportMails: createReportMailReader(prisma, policy.calendar.zone),
    workbooks: createWorkbookWriter(),
    seasonSummaries: createSeasonSummaryReader(prisma, {
      calendar: policy.calendar,
      countyName,
      rules: figureRules(policy),
    }),
  };
}
