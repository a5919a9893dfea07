import express, { type Express } from 'express';
import type { Registry } from 'prom-client';
import type { ProgramContact } from '../domain/program-contact';
import type { ProgramPolicy } from '../domain/policy';
import { DomainError } from '../domain/errors';
import type { ReferralActs } from '../domain/referral/ports';
import type { Waker } from '../workflows/follow/waker';
import type { AreaTable } from '../domain/service-area';
import { organizationLinkTarget } from './organization/page/link-target';
import type { OpenReferrals } from './organization/page/ports';
import type { WorkbookReader, WorkbookWriter } from '../domain/reports/workbook';
import type { RequestActs, RequestStore } from './organization/request-ports';
import type { ReportReader, ReportReturns } from './report/ports';
import type { SeasonStore } from './season/ports';
import { contactLinkTarget } from './organization/confirmation-page/link-target';
import { contactPageRouter } from './organization/confirmation-page/router';
import { assignmentLinkTarget } from './referral/page/link-target';
import type { AssignmentReader } from './referral/page/ports';
import { assetRouter } from './pages/assets-router';
import { docsRouter } from './operations/router';
import { openApiDocument, type OpenApiDocument } from './operations/openapi';
import { escalationLinkTarget } from './escalation/page/link-target';
import type { EscalationPages } from './escalation/page/ports';
import { errorHandler } from './http/error-handler';
import { mountRoutes } from './http/mount';
import { speakHtml } from './pages/links/pages';
import type { InboundMailDeps } from './inbound-mail/receive';
import type { LinkTargets } from './pages/links/link-target';
import { reportLinkTarget } from './report/page/link-target';
import { requestLog } from './http/request-log';
import type { Route } from './http/route';
import { securityHeaders } from './http/security-headers';
import type { Log } from './http/log';
import type { PolicyVersions } from './routing/policy-ports';
import type { FigureWorkbooks, ScorecardReader } from './season/scorecards/ports';
import type { TrialFacts } from './routing/ports';
import type {
  ApiKeys,
  Clock,
  CoverageReader,
  EscalationStore,
  HealthProbes,
  IdempotencyStore,
  LinkStore,
  LinkTokens,
  OrganizationStore,
  Pace,
  PageSessions,
  ReferralReader,
  Reroutes,
} from './ports';
import type { HardFacts, LeadStore } from './referral/lead-ports';
import { actRoutes } from './referral/acts';
import { amendReferralRoute } from './referral/amend-referral';
import { assignmentRouter } from './referral/page/router';
import { coverageRoute } from './routing/coverage-routes';
import { escalationPageRouter } from './escalation/page/router';
import { escalationRoutes } from './escalation/routes';
import { exchangeActRoutes } from './referral/exchange-acts';
import { inboundMailRoute } from './inbound-mail/route';
import { linkRouter } from './pages/links/router';
import { openApiRoute } from './operations/openapi-route';
import { operationsRoutes } from './operations/operations';
import { organizationActRoutes } from './organization/act-routes';
import { organizationPageRouter } from './organization/page/router';
import { organizationRoutes } from './organization/routes';
import { policyRoute } from './routing/policy-routes';
import { reportRoutes } from './report/routes';
import { reportPageRouter } from './report/page/router';
import { requestRoutes } from './organization/request-routes';
import { seasonRoutes } from './season/routes';
import { problemRoute } from './operations/problem-types';
import { scorecardRoutes } from './season/scorecards/routes';
import { seasonPageRouter } from './season/page/router';
import { seasonLinkTarget } from './season/page/link-target';
import { routingTrialRoute } from './routing/trial-routes';
import { receiveReferralRoute } from './referral/receive-referral';
import { referralReadRoutes } from './referral/referrals';

export interface ApiDeps {
  readonly trialFacts: TrialFacts;
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly areas: AreaTable;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Registry;
  readonly health: HealthProbes;
  /** Aborted when the process was told to stop; without it, it never is. */
  readonly stopping?: AbortSignal;
  readonly keys: ApiKeys;
  readonly idempotency: IdempotencyStore;
  readonly leads: LeadStore;
  readonly referrals: ReferralReader;
  readonly acts: ReferralActs;
  readonly waker: Waker;
  readonly pace: Pace;
  readonly organizations: OrganizationStore;
  readonly hardFacts: HardFacts;
  readonly escalations: EscalationStore;
  readonly coverage: CoverageReader;
  readonly escalationPages: EscalationPages;
  readonly requests: RequestStore;
  readonly requestActs: RequestActs;
  readonly seasons: SeasonStore;
  readonly reports: ReportReader;
  readonly reportReturns: ReportReturns;
  readonly workbookReader: WorkbookReader;
  readonly workbookWriter: WorkbookWriter;
  readonly reroutes: Reroutes;
  readonly openReferrals: OpenReferrals;
  readonly inboundMail: InboundMailDeps;
  readonly policies: PolicyVersions;
  readonly scorecards: ScorecardReader;
  readonly figureWorkbooks: FigureWorkbooks;
  readonly linkTokens: LinkTokens;
  readonly links: LinkStore;
  readonly assignments: AssignmentReader;
  readonly sessions: PageSessions;
}

/** Of the contract, not of the program: the paths say v1. */
const API_VERSION = '1.0.0';

/** The whole service over HTTP, not yet listening. Everything that it needs comes with `deps`. */
export function createApp(deps: ApiDeps): Express {
  const { policy, program, publicUrl, log } = deps;
  const setting = { program, zone: policy.calendar.zone };
  const secureCookies = publicUrl.startsWith('https:');
  const { sessionMinutes } = policy.links;

  const app = express();
  app.disable('x-powered-by').disable('etag');
  // The same address for the same thing: an id or a token never comes in two spellings.
  app.enable('case sensitive routing');
  app.use(requestLog(log, deps.metrics), securityHeaders(publicUrl));
  app.use(mountRoutes(apiRoutes(deps), deps));
  app.use(docsRouter(), assetRouter());
  const targets: LinkTargets = {
    assignment: assignmentLinkTarget({ ...deps, setting }),
    escalation: escalationLinkTarget({ ...deps, setting }),
    organization: organizationLinkTarget({ ...deps, setting }),
    report: reportLinkTarget({ ...deps, setting }),
    season: seasonLinkTarget({ ...deps, setting }),
    'contact-confirmation': contactLinkTarget({ ...deps, setting }),
  };
  app.use(linkRouter({ ...deps, tokens: deps.linkTokens, targets, setting, sessionMinutes, secureCookies }));
  app.use(assignmentRouter({ ...deps, setting }));
  app.use(escalationPageRouter({ ...deps, setting }));
  app.use(organizationPageRouter({ ...deps, setting }));
  app.use(contactPageRouter({ ...deps, setting }));
  app.use(reportPageRouter({ ...deps, setting }));
  app.use(seasonPageRouter({ ...deps, setting }));
  app.use((request, response) => {
    if (!request.path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html') {
      speakHtml(response, setting, null);
    }
    throw new DomainError('not-found', 'There is nothing at this address.');
  });
  app.use(errorHandler(log));
  return app;
}

/** Every operation of the API; the OpenAPI document describes exactly these. */
export function apiRoutes(deps: ApiDeps): readonly Route[] {
  const info = { title: 'Assister Leads', version: API_VERSION, serverUrl: deps.publicUrl };
  let document: OpenApiDocument | undefined;
  const routes: Route[] = [
    receiveReferralRoute(deps),
    ...referralReadRoutes(deps),
    amendReferralRoute(deps),
    ...actRoutes(deps),
    ...exchangeActRoutes(deps),
    ...organizationRoutes(deps),
    ...organizationActRoutes(deps),
    ...requestRoutes(deps),
    ...seasonRoutes(deps),
    ...reportRoutes(deps),
    ...escalationRoutes(deps),
    coverageRoute(deps),
    ...scorecardRoutes(deps),
    inboundMailRoute(deps.inboundMail),
    policyRoute(deps),
    routingTrialRoute(deps),
    ...operationsRoutes(deps),
    problemRoute(),
    openApiRoute(() => (document ??= openApiDocument(routes, info))),
  ];
  return routes;
}
