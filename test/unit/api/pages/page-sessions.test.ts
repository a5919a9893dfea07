import type { LinkPurpose } from '../../../../src/domain/vocabulary';
import { instant } from '../../../../src/domain/time';
import { createPageSessions } from '../../../../src/infra/sessions';
import { cookieOf, hiddenFor, postForm, pressLink } from '../support/browser';
import { call, type Reply } from '../support/client';
import { sampleRequest } from '../support/sample-request';
import { ASSIGNMENT_ID, ORGANIZATION_ID, sampleAssignment, sampleLink } from '../support/samples';
import { serve, type Served } from '../support/serve';
import { createApp } from '../../../../src/api/app';
import { LINK_KEYS, World } from '../support/world';
import { REPORT_ID, sampleReport } from '../../support/reports';
import { record } from '../support/escalation-scene';

/** What a page's session proves, and what it does not give away, for the pages of every kind of link. */
let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  server = await serve(createApp(world.deps()));
});
afterEach(() => server.close());

const REQUEST_ID = '01a40000-0000-7000-8000-000000000001';
const LINK_ID = '01a40000-0000-7000-8000-00000000000f';
const expiresAt = instant('2027-01-30T00:00:00Z');

function contactChange(): void {
  const ask = { kind: 'contact-change', contactEmail: 'new@example.org' } as const;
  const about = { id: REQUEST_ID, organizationId: ORGANIZATION_ID, ask };
  world.requestRecords.set(REQUEST_ID, sampleRequest({ ...about, state: 'awaiting-confirmation' }));
}

const PAGES: Readonly<Record<Exclude<LinkPurpose, 'season'>, [subjectId: string, folder: string]>> = {
  assignment: [ASSIGNMENT_ID, 'assignments'],
  organization: [ORGANIZATION_ID, 'organizations'],
  report: [REPORT_ID, 'reports'],
  escalation: [record.id, 'escalations'],
  'contact-confirmation': [REQUEST_ID, 'contact-confirmations'],
  'contact-agreement': [REQUEST_ID, 'contact-agreements'],
};
const KINDS = Object.keys(PAGES) as (keyof typeof PAGES)[];

/** Presses the button of such a link; the session, and the page that it opens. */
async function arrive(purpose: keyof typeof PAGES): Promise<{ cookie: string; path: string; page: Reply }> {
  const [subjectId, folder] = PAGES[purpose];
  world.addAssignment(sampleAssignment(), sampleLink());
  world.reports.records.set(REPORT_ID, sampleReport({}));
  world.escalationRecords.set(record.id, record);
  contactChange();
  const fields = { name: 'Sample Navigators', type: 'navigator', status: 'active', capacity: 5 } as const;
  const lists = { counties: ['27123'], languages: ['en'], absences: [], contactEmail: 'old@example.org' };
  await world.organizations.create(ORGANIZATION_ID, { ...fields, ...lists }, world.now);
  world.linkRecords.set(LINK_ID, { id: LINK_ID, purpose, subjectId, expiresAt, revoked: false });
  const opened = await pressLink(server, world.links.tokenFor({ id: LINK_ID, expiresAt }));
  const path = `/${folder}/${subjectId}`;
  expect([opened.status, opened.headers.get('location')]).toEqual([303, path]);
  const cookie = cookieOf(opened);
  return { cookie, path, page: await call(server, 'GET', path, undefined, { cookie }) };
}

describe('the form token is a MAC: no page holds its own session', () => {
  test.each(KINDS)('%s', async (purpose) => {
    const { cookie, page } = await arrive(purpose);
    const session = cookie.slice(cookie.indexOf('=') + 1);
    expect(page.status).toBe(200);
    const tokens = [...page.text.matchAll(/name="token" value="([^"]*)"/g)].map(([, token = '']) => token);
    const held = tokens.map((token) => Buffer.from(token, 'base64url').toString('latin1'));
    expect(page.text).not.toContain(session);
    expect(held.filter((bytes) => bytes.includes(session))).toEqual([]);
    // 16 bytes of signature, and nothing before them.
    expect(tokens.filter((token) => !/^[\w-]{22}$/.test(token))).toEqual([]);
  });

  test('it is good for its own session only, and for none as a cookie', () => {
    const sessions = createPageSessions(LINK_KEYS);
    const session = { linkId: LINK_ID, subjectId: REQUEST_ID, endsAt: expiresAt };
    const [one, other] = [sessions.open(session), sessions.open(session)];
    const token = sessions.formToken(one);
    expect(sessions.isFormToken(one, token)).toBe(true);
    expect(sessions.isFormToken(other, token)).toBe(false);
    expect(sessions.isFormToken(one, `${token}A`)).toBe(false);
    expect(sessions.isFormToken(one, '')).toBe(false);
    expect(sessions.isFormToken(one, one)).toBe(false);
    expect(sessions.read(token)).toBeNull();
    const rotated = createPageSessions(['n'.repeat(32), ...LINK_KEYS]);
    expect(rotated.isFormToken(one, token)).toBe(true);
    expect(createPageSessions(['n'.repeat(32)]).isFormToken(one, token)).toBe(false);
  });
});

describe('a session ends with its link', () => {
  test.each(KINDS)('%s: revoked', async (purpose) => {
    const { cookie, path } = await arrive(purpose);
    const [subjectId] = PAGES[purpose];
    world.linkRecords.set(LINK_ID, { id: LINK_ID, purpose, subjectId, expiresAt, revoked: true });
    expect((await call(server, 'GET', path, undefined, { cookie })).status).toBe(410);
  });
});

describe('a session is bound to the purpose and the subject of its link', () => {
  test.each([
    ['contact-agreement', 'contact-confirmations'],
    ['contact-confirmation', 'contact-agreements'],
  ] as const)('the one of a %s opens nothing at %s, and says nothing there', async (purpose, elsewhere) => {
    const { cookie, page, path } = await arrive(purpose);
    const other = `/${elsewhere}/${REQUEST_ID}`;
    expect((await call(server, 'GET', other, undefined, { cookie })).status).toBe(403);
    const fields = { ...hiddenFor(page, `${path}/answer`), outcome: 'yes' };
    expect((await postForm(server, `${other}/answer`, fields, { cookie })).status).toBe(403);
    expect(world.said).toEqual([]);

    expect((await postForm(server, `${path}/answer`, fields, { cookie })).status).toBe(303);
    const voice = purpose === 'contact-agreement' ? 'old-address' : 'new-address';
    expect(world.said).toEqual([[voice, 'yes']]);
  });

  test('a link whose row is about something else opens nothing', async () => {
    const { cookie, path } = await arrive('report');
    const subjectId = ORGANIZATION_ID;
    world.linkRecords.set(LINK_ID, { id: LINK_ID, purpose: 'report', subjectId, expiresAt, revoked: false });
    expect((await call(server, 'GET', path, undefined, { cookie })).status).toBe(403);
  });
});
