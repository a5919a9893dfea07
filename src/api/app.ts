import express, { type Express } from 'express';
import type { Registry } from 'prom-client';
import type { ProgramContact } from '../domain/program-contact';
import type { ProgramPolicy } from '../domain/policy';
import { DomainError } from '../domain/errors';
import type { AreaTable } from '../domain/service-area';
import { speakHtml } from './assignment-page/pages';
import { assetRouter } from './assets';
import { docsRouter } from './docs/router';
import { openApiDocument, type OpenApiDocument } from './docs/openapi';
import { errorHandler } from './error-handler';
import { mountRoutes } from './http/mount';
import { requestLog } from './http/request-log';
import type { Route } from './http/route';
import { securityHeaders } from './http/security-headers';
import type { Log } from './log';
import type {
  ActStore,
  ApiKeys,
  AssignmentReader,
  Clock,
  EscalationStore,
  HealthProbes,
  IdempotencyStore,
  LeadStore,
  LinkTokens,
  OrganizationStore,
  PageSessions,
  ReferralReader,
  ReferralWorkflows,
  Waitlist,
} from './ports';
import { actRoutes } from './routes/acts';
import { assignmentRouter } from './routes/assignment-pages';
import { escalationRoutes } from './routes/escalations';
import { linkRouter } from './routes/links';
import { openApiRoute } from './routes/openapi';
import { operationsRoutes } from './routes/operations';
import { organizationRoutes } from './routes/organizations';
import { problemRoute } from './routes/problem-types';
import { receiveReferralRoute } from './routes/receive-referral';
import { referralReadRoutes } from './routes/referrals';

export interface ApiDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly areas: AreaTable;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Registry;
  readonly health: HealthProbes;
  readonly keys: ApiKeys;
  readonly idempotency: IdempotencyStore;
  readonly leads: LeadStore;
  readonly referrals: ReferralReader;
  readonly acts: ActStore;
  readonly workflows: ReferralWorkflows;
  readonly waitlist: Waitlist;
  readonly organizations: OrganizationStore;
  readonly escalations: EscalationStore;
  readonly links: LinkTokens;
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
  app.use(linkRouter({ ...deps, setting, sessionMinutes, secureCookies }));
  app.use(assignmentRouter({ ...deps, setting }));
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
    ...actRoutes(deps),
    ...organizationRoutes(deps),
    ...escalationRoutes(deps),
    ...operationsRoutes(deps),
    problemRoute(),
    openApiRoute(() => (document ??= openApiDocument(routes, info))),
  ];
  return routes;
}
