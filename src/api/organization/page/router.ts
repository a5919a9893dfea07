import express, { type Request, type Response, type Router } from 'express';
import { validate as isUuid } from 'uuid';
import { DomainError } from '../../../domain/errors';
import { REQUEST_KINDS, type RequestKind } from '../../../domain/vocabulary';
import { noteRoute } from '../../http/request-log';
import { admit, formOf, type AdmitDeps, type AdmittedSession } from '../../pages/links/admit';
import { sendPage, speakHtml } from '../../pages/links/pages';
import { takeOnly } from '../../pages/links/take-only';
import type { OpenReferrals } from './ports';
import { submitRequest } from './submit-form';
import { noticeOf, organizationView, type PageState } from './view';
import { renderOrganizationPage } from './view/page';
import type { OrganizationRecord, OrganizationStore } from '../ports';
import type { RequestStore } from '../request-ports';
import { countyNameIn } from '../../../domain/county-codes';

export type OrganizationPageDeps = AdmitDeps &
  Parameters<typeof submitRequest>[0] & {
    readonly organizations: Pick<OrganizationStore, 'find'>;
    readonly requests: RequestStore;
    readonly openReferrals: OpenReferrals;
  };

/** One visit with a good session. */
interface Visit {
  readonly organization: OrganizationRecord;
  readonly session: AdmittedSession;
  readonly path: string;
}

type PageRequest = Request<{ organizationId: string }>;

const ROOT = '/organizations/:organizationId';
const FORM_LIMIT = '100kb';
const LISTED_REQUESTS = 20;
const LISTED_REFERRALS = 100;

/** The page behind the button of an organization's link, and what can be asked for there. */
export function organizationPageRouter(deps: OrganizationPageDeps): Router {
  const router = express.Router({ caseSensitive: true });

  router.use(ROOT, (request: PageRequest, response, next) => {
    noteRoute(response, '/organizations/{id}');
    const { organizationId } = request.params;
    const known = isUuid(organizationId);
    speakHtml(response, deps.setting, known ? `/organizations/${organizationId}` : null);
    if (!known) throw new DomainError('not-found', 'There is no such page.');
    next();
  });

  router.get(ROOT, async (request: PageRequest, response) => {
    const visited = await visit(deps, request, response);
    if (visited === null) return;
    const { asked } = request.query;
    const made = typeof asked === 'string' && isUuid(asked) ? await deps.requests.find(asked) : null;
    const own = made?.organizationId === visited.organization.id ? made : null;
    await show(deps, response, visited, { status: 200, notice: noticeOf(own, deps.setting), returned: null });
  });
  takeOnly(router, ROOT, 'GET, HEAD, OPTIONS');

  for (const kind of REQUEST_KINDS) {
    const path = `${ROOT}/${kind}`;
    router.post(
      path,
      express.urlencoded({ extended: false, limit: FORM_LIMIT }),
      async (request: PageRequest, response) => {
        noteRoute(response, `/organizations/{id}/${kind}`);
        await ask(deps, request, response, kind);
      },
    );
    takeOnly(router, path, 'POST, OPTIONS');
  }
  return router;
}

/** Null when the visitor was answered already: no session, or a link that does not hold any more. */
async function visit(
  deps: OrganizationPageDeps,
  request: PageRequest,
  response: Response,
): Promise<Visit | null> {
  const organizationId = request.params.organizationId.toLowerCase();
  const session = await admit(deps, request, response, organizationId);
  if (session === null) return null;
  const organization = await deps.organizations.find(organizationId);
  if (organization === null) throw new DomainError('not-found', 'There is no such page.');
  return { organization, session, path: `/organizations/${organizationId}` };
}

async function show(
  deps: OrganizationPageDeps,
  response: Response,
  { organization, session, path }: Visit,
  { status, notice, returned }: Pick<PageState, 'notice' | 'returned'> & { readonly status: number },
): Promise<void> {
  const { id: organizationId } = organization;
  const [requests, open] = await Promise.all([
    deps.requests.list({ organizationId }, { after: null, limit: LISTED_REQUESTS }),
    deps.openReferrals.of(organizationId, LISTED_REFERRALS),
  ]);
  const page = {
    ...{ path, notice, returned, now: deps.clock.now(), sessionEndsAt: session.endsAt },
    token: deps.sessions.formToken(session.cookie),
  };
  const content = { organization, requests, open };
  const view = organizationView(deps.setting, content, countyNameIn(deps.areas), page);
  sendPage(response, status, renderOrganizationPage(view));
}

async function ask(
  deps: OrganizationPageDeps,
  request: PageRequest,
  response: Response,
  kind: RequestKind,
): Promise<void> {
  const visited = await visit(deps, request, response);
  if (visited === null) return;
  const { organization, path } = visited;
  const body = formOf(deps.sessions, visited.session, request);
  const submitted = await submitRequest(deps, { organization, kind, body, now: deps.clock.now() });
  if (submitted.outcome === 'asked') {
    response.redirect(303, `${path}?asked=${submitted.requestId}`);
    return;
  }
  await show(deps, response, visited, submitted);
}
