import express, { type Express } from 'express';
import { DomainError } from '../domain/errors';
import { localDateIn, type Instant, type LocalDate } from '../domain/time';
import type { Program } from '../domain/program';
import type { ProgramPolicy } from '../domain/policy';
import { escalation, type EscalationDeps } from './escalation/feature';
import { errorHandler } from './http/error-handler';
import { mountRoutes, type MountDeps } from './http/mount';
import { requestLog } from './http/request-log';
import type { Route } from './http/route';
import { securityHeaders } from './http/security-headers';
import type { InboundMailDeps } from './inbound-mail/decided';
import { inboundMailRoutes } from './inbound-mail/route';
import { openApiDocument, type OpenApiDocument } from './operations/openapi';
import { openApiRoute } from './operations/openapi-route';
import { operationsRoutes, type OperationsDeps } from './operations/operations';
import { problemRoute } from './operations/problem-types';
import { docsRouter } from './operations/router';
import { organization, type OrganizationDeps } from './organization/feature';
import { assetRouter } from './pages/assets-router';
import type { LinkTargets } from './pages/links/link-target';
import type { PageSetting } from './pages/links/page-setting';
import { speakHtml } from './pages/links/pages';
import { linkRouter, type LinkDeps } from './pages/links/router';
import { referral, type ReferralDeps } from './referral/feature';
import { report, type ReportDeps } from './report/feature';
import { routing, type RoutingDeps } from './routing/feature';
import { season, type SeasonDeps } from './season/feature';

/** What the features need, as each one declares it. `setting` is made from the policy and the program's contact. */
export type ApiDeps = Omit<
  ReferralDeps &
    OrganizationDeps &
    EscalationDeps &
    ReportDeps &
    SeasonDeps &
    RoutingDeps &
    OperationsDeps &
    MountDeps &
    Pick<LinkDeps, 'links' | 'sessions' | 'clock'>,
  'setting'
> & {
  readonly policy: ProgramPolicy;
  readonly program: Program;
  readonly publicUrl: string;
  readonly inboundMail: InboundMailDeps;
  readonly linkTokens: LinkDeps['tokens'];
};

/** The version of the HTTP API, not of the program: the paths say v1. */
const API_VERSION = '1.0.0';

/** The whole service over HTTP, not yet listening. Everything that it needs comes with `deps`. */
export function createApp(deps: ApiDeps): Express {
  const { policy, publicUrl, log } = deps;
  const setting = settingOf(deps);
  const rooms = featuresOf(deps, setting);
  const targets: LinkTargets = {
    ...rooms.referral.targets,
    ...rooms.organization.targets,
    ...rooms.season.targets,
    ...rooms.report.targets,
    ...rooms.escalation.targets,
  };
  const secureCookies = publicUrl.startsWith('https:');
  const { sessionMinutes } = policy.links;

  const app = express();
  app.disable('x-powered-by').disable('etag');
  // One thing has one address. An id or a token never comes in two spellings.
  app.enable('case sensitive routing');
  app.use(requestLog(log, deps.metrics), securityHeaders(publicUrl));
  app.use(mountRoutes(routesOf(rooms, deps), deps));
  app.use(docsRouter(), assetRouter());
  app.use(linkRouter({ ...deps, tokens: deps.linkTokens, targets, setting, sessionMinutes, secureCookies }));
  for (const feature of Object.values(rooms)) if ('pages' in feature) app.use(...feature.pages);
  app.use((request, response) => {
    if (!request.path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html') {
      speakHtml(response, setting, null);
    }
    throw new DomainError('not-found', 'There is nothing at this address.');
  });
  app.use(errorHandler(log));
  return app;
}

/** Every operation of the API. The OpenAPI document describes exactly these. */
export function apiRoutes(deps: ApiDeps): readonly Route[] {
  return routesOf(featuresOf(deps, settingOf(deps)), deps);
}

function routesOf(features: ReturnType<typeof featuresOf>, deps: ApiDeps): readonly Route[] {
  const info = { title: 'Assister Leads', version: API_VERSION, serverUrl: deps.publicUrl };
  const { zone } = deps.policy.calendar;
  let made: { readonly on: LocalDate; readonly document: OpenApiDocument } | undefined;
  /** Once a day, when somebody asks for it. */
  const documentOf = (now: Instant): OpenApiDocument => {
    const on = localDateIn(zone, now);
    if (made?.on !== on) made = { on, document: openApiDocument(routes, info, on) };
    return made.document;
  };
  const routes: Route[] = [
    ...Object.values(features).flatMap((feature) => feature.routes),
    ...operationsRoutes(deps),
    problemRoute(),
    openApiRoute(documentOf),
  ];
  return routes;
}

function featuresOf(deps: ApiDeps, setting: PageSetting) {
  const given = { ...deps, setting };
  return {
    referral: referral(given),
    organization: organization(given),
    season: season(given),
    report: report(given),
    escalation: escalation(given),
    routing: routing(given),
    inboundMail: { routes: inboundMailRoutes(deps.inboundMail) },
  };
}

function settingOf({ program, policy }: ApiDeps): PageSetting {
  return { program, zone: policy.calendar.zone, capacityMeans: policy.routing.capacityMeans };
}
