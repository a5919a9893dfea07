'use strict';

/*
 * The direction of imports: domain <- workflows <- activities, api, worker; adapters (infra) are named only where
 * things are composed. `npm run check` holds it.
 */

/** Where the parts are put together; the only files that know adapters. */
const COMPOSITION = '^src/(api/(main|compose)\\.ts|worker/(main|compose)\\.ts|demo/|infra/)';
/** What may run in a workflow's sandbox besides our own rules. */
const WORKFLOW_PACKAGES = '^node_modules/@temporalio/(workflow|common)/';
/** Pure packages: no I/O, no clock. */
const PURE_PACKAGES =
  '^node_modules/(temporal-polyfill|temporal-utils|temporal-spec|libphonenumber-js|language-subtag-registry|fastest-levenshtein)/';

/** The rooms of src/api, and which others each may use; `main`, `compose` and `app` put them together. */
const API_ROOMS = {
  http: [],
  pages: ['http'],
  operations: ['http'],
  routing: ['http'],
  referral: ['http', 'pages'],
  report: ['http', 'pages'],
  season: ['http', 'pages'],
  organization: ['http', 'pages', 'referral'],
  escalation: ['http', 'pages', 'organization', 'referral'],
  'inbound-mail': ['http', 'organization'],
};

/**
 * The rooms of src/infra/prisma, each after those that it may use; `generated` is for all, and `compose-*` put them
 * together. A room within a room is one of its own: `report` knows nothing of referrals, which tell it what became of
 * them; `report/returned` brings what organizations return to the referrals.
 */
const PRISMA_ROOMS = {
  database: [],
  http: ['database'],
  outbox: ['database'],
  routing: ['database'],
  escalation: ['database', 'outbox', 'routing'],
  followers: ['database', 'outbox', 'escalation'],
  organization: ['database', 'escalation', 'followers'],
  'organization/request': ['database', 'outbox', 'escalation', 'followers', 'organization'],
  report: ['database', 'outbox', 'escalation', 'followers', 'organization'],
  referral: [
    ...['database', 'http', 'outbox', 'routing', 'escalation', 'followers', 'organization'],
    // What is recorded of a referral is filled into the open rows of its report, in the same transaction.
    'report',
  ],
  'report/returned': ['database', 'outbox', 'followers', 'report', 'referral'],
  'season/scorecards': ['database'],
  season: ['database', 'outbox', 'escalation', 'followers', 'report', 'season/scorecards'],
  waitlist: ['database', 'followers', 'routing', 'referral'],
  reroute: ['database', 'followers', 'organization'],
  digest: ['database', 'outbox', 'escalation', 'followers'],
  'inbound-mail': [
    ...['database', 'escalation', 'followers', 'organization', 'organization/request'],
    ...['routing', 'referral'],
  ],
};
const PRISMA = '^src/infra/prisma/';

const values = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle of values has no order in which it could be loaded.',
      severity: 'error',
      from: { path: '^(src|test)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules import rules and pure packages, so that workflows, pages and tests can all use them.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', PURE_PACKAGES] },
    },
    {
      name: 'workflows-import-domain-only',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { pathNot: ['^src/(workflows|domain)/', WORKFLOW_PACKAGES], ...values },
    },
    {
      name: 'workflow-types-from-ports-only',
      comment: 'A workflow names its activities by their types, never by what implements them.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { path: '^src/(?!workflows/|domain/|activities/)' },
    },
    {
      name: 'nothing-heavy-in-the-bundle',
      comment: 'Whatever a workflow reaches is loaded for every cached workflow and has to be deterministic.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: {
        path: [
          '^node_modules/(zod|exceljs|@prisma|pg|express|nodemailer|preact|pino|libphonenumber-js|language-subtag-registry)/',
          '^(node:)?(fs|crypto|path|os|net|http|https|child_process|worker_threads)(/|$)',
        ],
        reachable: true,
      },
    },
    {
      name: 'adapters-only-where-composed',
      comment: 'Everything else uses ports; see src/api/compose.ts and src/worker/compose.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: COMPOSITION },
      to: { path: '^src/infra/' },
    },
    {
      name: 'nothing-imports-processes',
      comment:
        'The API and the worker are ends, not libraries; the adapters implement the ports that they define.',
      severity: 'error',
      from: { path: '^src/(?!api/|worker/|infra/)' },
      to: { path: '^src/(api|worker)/' },
    },
    {
      name: 'adapters-implement-ports',
      comment: 'Of the API and the activities, an adapter knows what they ask for, not how they work.',
      severity: 'error',
      from: { path: '^src/infra/' },
      to: {
        path: '^src/(api|worker|activities)/',
        pathNot: '/([a-z-]*ports|scopes)\\.ts$|^src/api/.*(schema|view)\\.ts$',
        ...values,
      },
    },
    {
      name: 'api-and-worker-apart',
      severity: 'error',
      from: { path: '^src/(api|worker)/' },
      to: { path: '^src/(api|worker)/', pathNot: '^src/$1/' },
    },
    ...Object.entries(API_ROOMS).map(([room, others]) => ({
      name: `api-${room}`,
      comment: `Of src/api, ${room} uses ${['itself', ...others].join(', ')}.`,
      severity: 'error',
      from: { path: `^src/api/${room}/` },
      to: { path: '^src/api/', pathNot: `^src/api/(${[room, ...others].join('|')})/` },
    })),
    ...Object.entries(PRISMA_ROOMS).map(([room, others]) => ({
      name: `prisma-${room.replace('/', '-')}`,
      comment: `Of src/infra/prisma, ${room} uses ${['itself', ...others].join(', ')}.`,
      severity: 'error',
      from: { path: `${PRISMA}${room}/[^/]+$` },
      to: { path: PRISMA, pathNot: `${PRISMA}(${[room, ...others].join('|')})/[^/]+$` },
    })),
    {
      name: 'prisma-rooms-only',
      comment:
        'At the top of src/infra/prisma there is what composes; everything else has a room of the table.',
      severity: 'error',
      from: {
        path: PRISMA,
        pathNot: `${PRISMA}(compose-[a-z-]+\\.ts|(${Object.keys(PRISMA_ROOMS).join('|')})/[^/]+)$`,
      },
      to: {},
    },
    {
      name: 'api-knows-messages-not-workflows',
      comment: 'The API may name messages and ids; importing a workflow would bring its code along.',
      severity: 'error',
      from: { path: '^src/(api|infra)/' },
      to: { path: '^src/workflows/.*workflow\\.ts$', ...values },
    },
    {
      name: 'no-test-code-in-the-service',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      from: { path: '^(src|test)/' },
      to: { dependencyTypes: ['unknown', 'undetermined', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages-in-the-service',
      comment: 'The container image holds production packages only.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], ...values, pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^src/infra/prisma/generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'require', 'import', 'default'],
    },
  },
};
