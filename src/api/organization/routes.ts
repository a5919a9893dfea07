import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import type { AreaTable } from '../../domain/service-area';
import { ASSISTER_TYPES, ORGANIZATION_STATUSES } from '../../domain/vocabulary';
import { etag, json } from '../http/answer';
import { listAnswer, lookAhead } from '../http/list';
import { defineRoute, type Route } from '../http/route';
import type { OrganizationRecord } from './ports';
import { idParams, line, pageById } from '../http/fields';
import {
  organizationBody,
  organizationList,
  organizationPatch,
  organizationView,
  type OrganizationView,
} from './schema';
import { changeOrganization, createOrganization } from './save-organization';
import { commandIdOf } from '../http/act-id';
import { answers } from '../http/answers';
import { ORGANIZATIONS } from '../http/paths';
import { countyCode } from '../referral/referrals';

export type OrganizationDeps = Parameters<typeof createOrganization>[0];

export function organizationRoutes(deps: OrganizationDeps): Route[] {
  const tag = 'Organizations';
  const view = (record: OrganizationRecord) => toView(record, deps.areas);

  const list = defineRoute({
    method: 'get',
    path: ORGANIZATIONS,
    tag,
    operationId: 'listOrganizations',
    summary: 'Organizations, newest first',
    description: 'Those that fit every filter that is given.',
    scope: 'organizations:read',
    query: z.strictObject({
      type: z.enum(ASSISTER_TYPES).optional(),
      status: z.enum(ORGANIZATION_STATUSES).optional(),
      county: line(60).optional().meta({ description: 'Serves this county: name or FIPS code' }),
      ...pageById,
    }),
    answers: answers(200, 'One page of organizations', organizationList, 'county-unknown'),
    async handle({ query: { county, cursor, limit, ...filter } }) {
      const countyFips = county === undefined ? undefined : countyCode(deps.areas, county);
      const page = lookAhead({ cursor, limit });
      const rows = await deps.organizations.list({ ...filter, countyFips }, page);
      return json(
        200,
        listAnswer(rows.map(view), limit, ({ id }) => id),
      );
    },
  });

  const one = defineRoute({
    method: 'get',
    path: `${ORGANIZATIONS}/{id}`,
    tag,
    operationId: 'getOrganization',
    summary: 'One organization',
    description: 'As it stands now; its entity tag is its version.',
    scope: 'organizations:read',
    params: idParams,
    answers: answers(200, 'The organization', organizationView, 'not-found'),
    async handle({ params }) {
      const found = await deps.organizations.find(params.id);
      if (found === null) throw new DomainError('not-found', 'There is no such organization.');
      return json(200, view(found), etag(found.version));
    },
  });

  const create = defineRoute({
    method: 'post',
    path: ORGANIZATIONS,
    tag,
    operationId: 'addOrganization',
    summary: 'Add an organization',
    description: 'Referrals that wait for one like it are routed at once, oldest first.',
    scope: 'organizations:write',
    body: organizationBody,
    example: () =>
      ({
        name: 'Sample Navigators',
        type: 'navigator',
        counties: deps.areas.counties.slice(0, 2).map(({ name }) => name),
        languages: ['en', 'so'],
        contactEmail: 'leads@example.org',
        capacity: 10,
      }) satisfies z.input<typeof organizationBody>,
    answers: answers(201, 'The new organization', organizationView, 'county-unknown'),
    async handle({ body, now, client, idempotency }) {
      const commandId = commandIdOf(client, idempotency, 'organizations', body);
      const created = await createOrganization(deps, body, now, commandId);
      const location = `${ORGANIZATIONS}/${created.id}`;
      return json(201, view(created), { location, ...etag(created.version) });
    },
  });

  const change = defineRoute({
    method: 'patch',
    path: `${ORGANIZATIONS}/{id}`,
    tag,
    operationId: 'changeOrganization',
    summary: 'Change an organization',
    description:
      'Only the fields sent are changed; absences as a whole. A contact address entered here counts as verified. `If-Match` with the version is honored.',
    scope: 'organizations:write',
    params: idParams,
    body: organizationPatch,
    example: () => ({ capacity: 12 }),
    ifMatch: true,
    answers: answers(200, 'The organization as it is now', organizationView, 'not-found', 'county-unknown'),
    async handle({ params, body, ifMatch, now, client, idempotency }) {
      const commandId = commandIdOf(client, idempotency, `organizations ${params.id}`, body);
      const changed = await changeOrganization(deps, params.id, body, ifMatch, now, commandId);
      return json(200, view(changed), etag(changed.version));
    },
  });

  return [list, one, create, change];
}

export function toView(record: OrganizationRecord, areas: AreaTable): OrganizationView {
  const countyName = (fips: string) => areas.counties.find((county) => county.fips === fips)?.name ?? fips;
  const { counties, languages, absences, suspensions, ...rest } = record;
  return {
    ...rest,
    counties: counties.map(countyName),
    languages: [...languages],
    absences: absences.map((absence) => ({ ...absence })),
    suspensions: suspensions.map((suspension) => ({ ...suspension })),
  };
}
