import type { ProgramPolicy } from '../../../domain/policy';
import type { Instant } from '../../../domain/time';
import { createCoverageReader } from '../coverage-reader';
import { createDigestDesk } from '../digest/digest-desk';
import { createWorkbookWriter } from '../../workbook/write-report';
import type { PrismaClient } from '../generated/client';
import { createRequestMailReader } from '../request/mail-reader';
import { createOpenAssignments } from '../request/open-assignments';
import { createReportMailReader } from '../reports/report-mail-reader';
import { createSeasonSummaryReader } from '../reports/season-summary-reader';
import { createLinkIssuer } from './link-issuer';
import { createMailReader } from './mail-reader';

/** Everything that the texts of mails are read from. */
export function createMailPorts(
  prisma: PrismaClient,
  setting: {
    readonly policy: ProgramPolicy;
    readonly countyName: (fips: string) => string;
    readonly urlFor: (link: { readonly id: string; readonly expiresAt: Instant }) => string;
  },
) {
  const { policy, countyName, urlFor } = setting;
  return {
    mailReader: createMailReader(prisma, countyName),
    links: createLinkIssuer(prisma, urlFor),
    requestMails: createRequestMailReader(prisma),
    openAssignments: createOpenAssignments(prisma, countyName),
    coverage: createCoverageReader(prisma),
    digestDesk: createDigestDesk(prisma),
    reportMails: createReportMailReader(prisma, policy.calendar.zone),
    workbooks: createWorkbookWriter(),
    seasonSummaries: createSeasonSummaryReader(prisma, {
      ...{ calendar: policy.calendar, countyName, smallNumber: policy.reports.smallNumber },
    }),
  };
}
