import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { createActivities, type Activities } from '../activities';
import type { Log, MailServer } from '../activities/ports';
import type { ProgramPolicy } from '../domain/policy';
import { programContact } from '../domain/program-contact';
import type { AreaTable } from '../domain/service-area';
import type { Instant } from '../domain/time';
import { createBounceDesk } from '../infra/bounce-desk';
import { createLinks } from '../infra/links';
import { createAssignmentFacts } from '../infra/prisma/activities/assignment-facts';
import { createDigestDesk } from '../infra/prisma/activities/digest-desk';
import { createEscalationDesk } from '../infra/prisma/activities/escalation-desk';
import { createLinkIssuer } from '../infra/prisma/activities/link-issuer';
import { createMailReader } from '../infra/prisma/activities/mail-reader';
import { createOpenAssignments } from '../infra/prisma/activities/open-assignments';
import { createOutbox } from '../infra/prisma/activities/outbox';
import { createReferralHistory } from '../infra/prisma/activities/referral-history';
import { createRequestDesk } from '../infra/prisma/activities/request-desk';
import { createRoutingStore } from '../infra/prisma/activities/routing-store';
import { createUnfinishedRequests } from '../infra/prisma/activities/unfinished-requests';
import { createUnstartedRequests } from '../infra/prisma/activities/unstarted-requests';
import {
  createUnstartedReferrals,
  createWaitingReferrals,
} from '../infra/prisma/activities/waiting-referrals';
import { createActStore } from '../infra/prisma/api/act-store';
import { createReferralReader } from '../infra/prisma/api/referral-reader';
import type { Database } from '../infra/prisma/client';
import { createCoverageReader } from '../infra/prisma/coverage-reader';
import { createOpenReferrals } from '../infra/prisma/open-referrals';
import { createReferralSnapshots } from '../infra/prisma/referral-snapshots';
import { createReportMaker } from '../infra/prisma/reports/report-maker';
import { createSeasonSummaryReader } from '../infra/prisma/reports/season-summary-reader';
import { createReassigner } from '../infra/reassigner';
import { createDigestStarter } from '../infra/temporal/digest-starter';
import { createLostCycles, createLostRequests, createLostWorkflows } from '../infra/temporal/lost-workflows';
import { createReferralTurns } from '../infra/temporal/referral-turns';
import { createReferralWorkflows } from '../infra/temporal/referral-workflows';
import { createRequestWorkflows } from '../infra/temporal/request-workflows';
import { createWaitlist } from '../infra/temporal/waitlist';
import { createWorkbookWriter } from '../infra/workbook/write-report';
import { referralTerms } from '../workflows/referral/terms';
import type { RestartDeps } from './lost-workflows';
import type { SweepDeps } from './sweep';

/** What a worker is given: connections, one exchange's program, and what its environment says. */
export interface WorkerSetting {
  readonly prisma: Database;
  readonly client: Client;
  readonly mailServer: MailServer;
  readonly policy: ProgramPolicy;
  readonly areas: AreaTable;
  readonly taskQueue: string;
  readonly spocEmail: string;
  readonly publicUrl: string;
  readonly linkKeys: readonly string[];
  readonly log: Log;
  readonly now: () => Instant;
}

export interface WorkerParts {
  readonly activities: Activities;
  readonly sweep: SweepDeps;
  readonly restart: RestartDeps;
}

/** Puts the adapters behind the ports of the activities and of the sweeps. */
export function composeWorker(setting: WorkerSetting): WorkerParts {
  const { prisma, client, mailServer, policy, areas, taskQueue, spocEmail, publicUrl, log, now } = setting;
  const countyName = (fips: string) => areas.counties.find((county) => county.fips === fips)?.name ?? fips;
  const waiting = createWaitingReferrals(prisma);
  const waitlist = createWaitlist(client, taskQueue);
  const snapshots = createReferralSnapshots(prisma, referralTerms(policy), countyName);
  const workflows = createReferralWorkflows(client, { taskQueue, snapshots });
  const requestStarter = createRequestWorkflows(client, { taskQueue });
  const acts = createActStore(prisma);
  const referrals = createReferralReader(prisma, policy.calendar);
  const common = { policy, waiting, waitlist, log, now };
  return {
    activities: createActivities({
      ...common,
      program: programContact(policy, spocEmail),
      messageIdHost: new URL(publicUrl).hostname,
      routing: createRoutingStore(prisma, { sameConsumerDays: policy.routing.sameConsumerDays }),
      assignmentFacts: createAssignmentFacts(prisma),
      history: createReferralHistory(prisma),
      mailReader: createMailReader(prisma, countyName),
      links: createLinkIssuer(prisma, createLinks({ keys: setting.linkKeys, publicUrl }).urlFor),
      outbox: createOutbox(prisma),
      mailServer,
      bounces: createBounceDesk({ prisma, acts, workflows }),
      desk: createEscalationDesk(prisma, spocEmail),
      counties: areas.counties,
      coverage: createCoverageReader(prisma),
      digestDesk: createDigestDesk(prisma),
      requestDesk: createRequestDesk(prisma, policy.calendar.zone),
      openAssignments: createOpenAssignments(prisma, countyName),
      reassigner: createReassigner({
        acts,
        referrals,
        workflows,
      }),
      reportMaker: createReportMaker(prisma, policy.calendar.zone),
      workbooks: createWorkbookWriter(),
      seasonSummaries: createSeasonSummaryReader(prisma, {
        ...{ calendar: policy.calendar, countyName, smallNumber: policy.reports.smallNumber },
      }),
      turns: createReferralTurns(client),
      heartbeat: (placed) => Context.current().heartbeat(placed),
    }),
    sweep: {
      ...common,
      unstarted: createUnstartedReferrals(prisma, countyName),
      starter: workflows,
      unstartedRequests: createUnstartedRequests(prisma),
      requestStarter,
    },
    restart: {
      lostCycles: createLostCycles(client),
      openReferrals: createOpenReferrals(prisma),
      lostWorkflows: createLostWorkflows(client, taskQueue),
      snapshots,
      digest: createDigestStarter(client, taskQueue),
      unfinishedRequests: createUnfinishedRequests(prisma),
      lostRequests: createLostRequests(client),
      requestStarter,
      log,
      now,
    },
  };
}
