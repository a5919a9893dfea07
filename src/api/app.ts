import express, { type Express } from 'express';
import type { Registry } from 'prom-client';
import type { ProgramContact } from '../domain/program-contact';
import type { ProgramPolicy } from '../domain/policy';
import { DomainError } from '../domain/errors';
import type { ReferralActs } from '../domain/referral/ports';
import type { Waker } from '../workflows/follow/waker';
import type { AreaTable } from '../domain/service-area';
import { organizationLinkTarget } from './organization-page/link-target';
import type { OpenReferrals } from './organization-page/ports';
import type { WorkbookReader, WorkbookWriter } from '../domain/reports/workbook';
import type { RequestActs, RequestStore } from './requests/ports';
import type { ReportReader, ReportReturns } from './reports/ports';
import type { SeasonStore } from './seasons/ports';
import { contactLinkTarget } from './contact-page/link-target';
import { contactPageRouter } from './routes/contact-pages';
import { assignmentLinkTarget } from './assignment-page/link-target';
import type { AssignmentReader } from './assignment-page/ports';
import { assetRouter } from './assets';
import { docsRouter } from './docs/router';
import { openApiDocument, type OpenApiDocument } from './docs/openapi';
import { escalationLinkTarget } from './escalation-page/link-target';
import type { EscalationPages } from './escalation-page/ports';
import { errorHandler } from './error-handler';
import { mountRoutes } from './http/mount';
import { speakHtml } from './link-pages/pages';
import type { InboundMailDeps } from './inbound-mail/receive';
import type { LinkTargets } from './link-pages/link-target';
import { reportLinkTarget } from './report-page/link-target';
import { requestLog } from './http/request-log';
import type { Route } from './http/route';
import { securityHeaders } from './http/security-headers';
import type { Log } from './log';
import type { PolicyVersions } from './policies/ports';
import type { FigureWorkbooks, ScorecardReader } from './scorecards/ports';
import type { TrialFacts } from './routing-trials/ports';
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
import type { HardFacts, LeadStore } from './leads/ports';
import { actRoutes } from './routes/acts';
import { amendReferralRoute } from './routes/amend-referral';
import { assignmentRouter } from './routes/assignment-pages';
import { coverageRoute } from './routes/coverage';
import { escalationPageRouter } from './routes/escalation-pages';
import { escalationRoutes } from './routes/escalations';
import { exchangeActRoutes } from './routes/exchange-acts';
import { inboundMailRoute } from './routes/inbound-mail';
import { linkRouter } from './routes/links';
import { openApiRoute } from './routes/openapi';
import { operationsRoutes } from './routes/operations';
import { organizationActRoutes } from './routes/organization-acts';
import { organizationPageRouter } from './routes/organization-pages';
import { organizationRoutes } from './routes/organizations';
import { policyRoute } from './routes/policies';
import { reportRoutes } from './routes/reports';
import { reportPageRouter } from './routes/report-pages';
import { requestRoutes } from './routes/requests';
import { seasonRoutes } from './routes/seasons';
import { problemRoute } from './routes/problem-types';
import { scorecardRoutes } from './routes/scorecards';
import { seasonPageRouter } from './routes/season-pages';
import { seasonLinkTarget } from './season-page/link-target';
import { routingTrialRoute } from './routes/routing-trials';
import { receiveReferralRoute } from './routes/receive-referral';
import { referralReadRoutes } from './routes/referrals';

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
