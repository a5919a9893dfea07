import type { Router } from 'express';
import { validate as isUuid } from 'uuid';
import { countyNameIn } from '../../../domain/county-codes';
import { REQUEST_KINDS, type RequestKind } from '../../../domain/vocabulary';
import type { AdmitDeps, FormBody } from '../../pages/links/admit';
import { subjectPages, type PageAnswer, type Visit } from '../../pages/links/subject-pages';
import type { OpenReferrals } from './ports';
import { submitRequest } from './submit-form';
import { noticeOf, organizationView, type PageState } from './view';
import { renderOrganizationPage } from './view/page';
import type { OrganizationRecord, OrganizationStore } from '../ports';
import type { RequestStore } from '../request-ports';

export type OrganizationPageDeps = AdmitDeps &
  Parameters<typeof submitRequest>[0] & {
    readonly organizations: Pick<OrganizationStore, 'find'>;
    readonly requests: RequestStore;
    readonly openReferrals: OpenReferrals;
  };

type OrganizationVisit = Visit<OrganizationRecord>;

const LISTED_REQUESTS = 20;
const LISTED_REFERRALS = 100;

/** The page behind the button of an organization's link, and what can be asked for there. */
export function organizationPageRouter(deps: OrganizationPageDeps): Router {
  const pages = subjectPages(deps, {
    folder: 'organizations',
    purpose: 'organization',
    find: (id) => deps.organizations.find(id),
  });
  pages.at('', {
    async show(visit, request) {
      const { asked } = request.query;
      const made = typeof asked === 'string' && isUuid(asked) ? await deps.requests.find(asked) : null;
      const own = made?.organizationId === visit.content.id ? made : null;
      return show(deps, visit, { status: 200, notice: noticeOf(own, deps.setting), returned: null });
    },
  });
  for (const kind of REQUEST_KINDS) {
    pages.at(`/${kind}`, { take: (visit, body) => ask(deps, visit, kind, body) });
  }
  return pages.router;
}

async function show(
  deps: OrganizationPageDeps,
  { content: organization, session, path, token }: OrganizationVisit,
  { status, notice, returned }: Pick<PageState, 'notice' | 'returned'> & { readonly status: number },
): Promise<PageAnswer> {
  const { id: organizationId } = organization;
  const [requests, open] = await Promise.all([
    deps.requests.list({ organizationId }, { after: null, limit: LISTED_REQUESTS }),
    deps.openReferrals.of(organizationId, LISTED_REFERRALS),
  ]);
  const page = { path, token, notice, returned, now: deps.clock.now(), sessionEndsAt: session.endsAt };
  const content = { organization, requests, open };
  const view = organizationView(deps.setting, content, countyNameIn(deps.areas), page);
  return { status, html: renderOrganizationPage(view) };
}

async function ask(
  deps: OrganizationPageDeps,
  visit: OrganizationVisit,
  kind: RequestKind,
  body: FormBody,
): Promise<PageAnswer> {
  const { content: organization, path } = visit;
  const submitted = await submitRequest(deps, { organization, kind, body, now: deps.clock.now() });
  if (submitted.outcome === 'asked') return { goTo: `${path}?asked=${submitted.requestId}` };
  return show(deps, visit, submitted);
}
