import type { Client } from '@temporalio/client';
import type { Registry } from 'prom-client';
import type { ProgramPolicy } from '../domain/policy';
import { programOf } from '../domain/program';
import type { AreaTable } from '../domain/service-area';
import { createInboundMailParser } from '../infra/inbound-mail-parser';
import { createLinks } from '../infra/links';
import { createAssignmentReader } from '../infra/prisma/referral/assignment-reader';
import { createEscalationPages } from '../infra/prisma/escalation/pages';
import { createEscalationStore } from '../infra/prisma/escalation/store';
import { createExclusionReader } from '../infra/prisma/routing/exclusion-reader';
import { createIdempotencyStore } from '../infra/prisma/http/idempotency-store';
import { createLinkStore } from '../infra/prisma/outbox/link-store';
import { createLeadStore } from '../infra/prisma/referral/lead-store';
import { createOpenReferrals } from '../infra/prisma/organization/open-referrals';
import { createOrganizationStore } from '../infra/prisma/organization/store';
import { createReferralReader } from '../infra/prisma/referral/reader';
import { createTrialReader } from '../infra/prisma/routing/trial-reader';
import type { Database } from '../infra/prisma/database/client';
import { createCoverageReader } from '../infra/prisma/routing/coverage-reader';
import { createPolicyRegister } from '../infra/prisma/routing/policy-versions';
import { createReportReader } from '../infra/prisma/report/reader';
import { createReportReturns } from '../infra/prisma/report/returned/returns';
import { createScorecardReader } from '../infra/prisma/season/scorecards/scorecard-reader';
import { createInboundMailStore } from '../infra/prisma/inbound-mail/store';
import { createRequestActs } from '../infra/prisma/organization/request/acts';
import { createRequestStore } from '../infra/prisma/organization/request/reader';
import { createReroutes } from '../infra/prisma/reroute/begin';
import { createStatementApplier } from '../infra/prisma/report/returned/statement-applier';
import { createReferralActs } from '../infra/prisma/referral/acts';
import { SituationReader } from '../infra/prisma/routing/situation';
import { createFigureWorkbooks } from '../infra/workbook/figure-workbooks';
import { createSeasonStore } from '../infra/prisma/season/store';
import { createPageSessions } from '../infra/sessions';
import type { TemporalHandle } from '../infra/temporal/client';
import { createPace, registerLag } from '../infra/prisma/followers/lag';
import { createWaker, type WakerHandle } from '../infra/temporal/waker';
import { createWorkbookReader } from '../infra/workbook/reader/workbook-reader';
import { createWorkbookWriter } from '../infra/workbook/write-report';
import type { ApiDeps } from './app';
import type { Log } from './http/log';
import type { ApiKeys, Clock } from './http/ports';

/** What an API is given: connections, one exchange's program, and what its environment says. */
export interface ApiSetting {
  readonly prisma: Database;
  readonly temporal: TemporalHandle;
  readonly policy: ProgramPolicy;
  readonly areas: AreaTable;
  readonly keys: ApiKeys;
  readonly taskQueue: string;
  readonly spocEmail: string;
  readonly publicUrl: string;
  readonly linkKeys: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Registry;
}

/** Puts the adapters behind the ports of the API. */
export function composeApi(setting: ApiSetting): ApiDeps & { readonly waker: WakerHandle } {
  const { prisma, temporal, policy, areas, keys, taskQueue, publicUrl, linkKeys } = setting;
  const client: Client = temporal.client;
  registerLag(setting.metrics, prisma, setting.clock.now);
  const countyName = (fips: string) => areas.counties.find((county) => county.fips === fips)?.name ?? fips;
  const waker = createWaker(client, { taskQueue, log: setting.log });
  const deciding = {
    policy,
    waker,
    owner: setting.spocEmail,
    situations: new SituationReader(policy.routing),
  };
  return {
    policy,
    areas,
    publicUrl,
    keys,
    clock: setting.clock,
    log: setting.log,
    metrics: setting.metrics,
    program: programOf(policy, setting.spocEmail),
    health: {
      postgres: async () => {
        await prisma.$queryRaw`SELECT 1`;
      },
      temporal: () => temporal.check(),
    },
    idempotency: createIdempotencyStore(prisma),
    leads: createLeadStore(prisma),
    referrals: createReferralReader(prisma, policy.calendar),
    acts: createReferralActs(prisma, deciding),
    waker,
    pace: createPace(prisma, setting.clock.now),
    organizations: createOrganizationStore(prisma, policy.calendar.zone),
    requests: createRequestStore(prisma),
    requestActs: createRequestActs(prisma, deciding),
    reports: createReportReader(prisma, policy.calendar.zone),
    reportReturns: createReportReturns(prisma, {
      applier: createStatementApplier(prisma, { ...deciding, log: setting.log }),
      waker,
      log: setting.log,
      contactDaysBefore: policy.dates.contactDaysBefore,
      resolutions: policy.terms.resolutions,
    }),
    workbookReader: createWorkbookReader(),
    workbookWriter: createWorkbookWriter(),
    reroutes: createReroutes(prisma, waker, policy.calendar.zone),
    seasons: createSeasonStore(prisma, waker),
    openReferrals: createOpenReferrals(prisma),
    exclusionReader: createExclusionReader(prisma, policy.routing),
    coverage: createCoverageReader(prisma),
    escalations: createEscalationStore(prisma, countyName),
    escalationPages: createEscalationPages(prisma, {
      countyName,
      zone: policy.calendar.zone,
      routing: policy.routing,
    }),
    inboundMail: {
      mailParser: createInboundMailParser(),
      inboundMails: createInboundMailStore(prisma, deciding),
      spocEmail: setting.spocEmail,
    },
    policies: createPolicyRegister(prisma),
    scorecards: createScorecardReader(prisma, policy.calendar),
    figureWorkbooks: createFigureWorkbooks(),
    trialReader: createTrialReader(prisma),
    linkTokens: createLinks({ keys: linkKeys, publicUrl }),
    links: createLinkStore(prisma, { spocEmail: setting.spocEmail }),
    assignments: createAssignmentReader(prisma),
    sessions: createPageSessions(linkKeys),
  };
}
