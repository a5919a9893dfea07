import { v7 as newId } from 'uuid';
import type { LinkIssuer, LinkWish } from '../../../src/activities/ports';
import type { LinkStore } from '../../../src/api/pages/links/ports';
import { linkEnd } from '../../../src/api/pages/links/admit';
import { LINK_PURPOSES, type LinkPurpose } from '../../../src/domain/vocabulary';
import { DAY_MS, plusMillis, type Instant } from '../../../src/domain/time';
import { createLinks } from '../../../src/infra/links';
import { createLinkIssuer } from '../../../src/infra/prisma/outbox/link-issuer';
import { createLinkStore } from '../../../src/infra/prisma/outbox/link-store';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { NOW, openDatabase, sampleOrganization, ZONE, type Database } from '../support/database';

/** The links of an organization when its address for leads changes, and when their time is over. */
let database: Database;
let issuer: LinkIssuer;
let store: LinkStore;
beforeAll(async () => {
  database = await openDatabase();
  issuer = createLinkIssuer(database.prisma, urlFor);
  store = createLinkStore(database.prisma, { spocEmail: SPOC });
});
afterAll(() => database.drop());

const SPOC = 'spoc@example.org';
const OLD = 'old@example.org';
const NEW = 'new@example.org';
const { urlFor, verify } = createLinks({ keys: ['k'.repeat(32)], publicUrl: 'https://leads.example.org' });

const organizations = () => createOrganizationStore(database.prisma, ZONE);
const add = async (contactEmail = OLD): Promise<string> =>
  (await organizations().create(newId(), { ...sampleOrganization, contactEmail }, NOW)).id;
const changeTo = (id: string, contactEmail: string, at: Instant = NOW) =>
  organizations().change(id, { contactEmail }, null, at);

function wish(organizationId: string | null, over: Partial<LinkWish> = {}): LinkWish {
  const at = over.at ?? NOW;
  return {
    ...{ purpose: 'assignment', subjectId: newId(), organizationId, recipient: OLD, at },
    expiresAt: plusMillis(at, 60 * DAY_MS),
    ...over,
  };
}

/** As somebody sees the link who follows it then. */
async function followed(url: string, now: Instant = NOW): Promise<string> {
  const token = verify(url.slice(url.lastIndexOf('/') + 1));
  if (token === 'altered') return token;
  const link = await store.find(token.linkId);
  if (link === null) return 'unknown';
  return linkEnd(link, now) ?? (now >= token.expiresAt ? 'expired' : 'works');
}

const OF_CONTACT_POINT = LINK_PURPOSES.filter(
  (purpose) => !['escalation', 'season', 'contact-confirmation'].includes(purpose),
);

test('a change of the address ends the old one’s links of every kind: leads, reports, its page, its questions', async () => {
  const [id, other] = [await add(), await add()];
  const make = (organizationId: string) =>
    Promise.all(OF_CONTACT_POINT.map((purpose) => issuer.linkFor(wish(organizationId, { purpose }))));
  const [own, others] = [await make(id), await make(other)];
  const elsewhere = { purpose: 'contact-confirmation', recipient: 'third@example.org' } as const;
  const unconfirmed = await issuer.linkFor(wish(id, elsewhere));
  const confirming = await issuer.linkFor(wish(id, { purpose: 'contact-confirmation', recipient: NEW }));
  const end = async (links: readonly { url: string }[]) =>
    new Set(await Promise.all(links.map(({ url }) => followed(url))));
  expect(await end([...own, ...others, unconfirmed, confirming])).toEqual(new Set(['works']));

  await changeTo(id, NEW);
  expect(await end([...own, unconfirmed])).toEqual(new Set(['revoked']));
  expect(await end([...others, confirming])).toEqual(new Set(['works']));
  // Back again, the old links stay dead.
  await changeTo(id, OLD);
  expect(await end(own)).toEqual(new Set(['revoked']));
});

test('a mail that was being made for the old address gets no link, and takes none from the new one', async () => {
  const id = await add();
  const subjectId = newId();
  const old = await issuer.linkFor(wish(id, { subjectId }));
  await changeTo(id, NEW);
  const renewed = await issuer.linkFor(wish(id, { subjectId, recipient: NEW }));
  for (const purpose of OF_CONTACT_POINT) {
    await expect(issuer.linkFor(wish(id, { purpose, subjectId }))).rejects.toThrow('not the contact point');
    await expect(issuer.linkFor(wish(id, { purpose }))).rejects.toThrow('not the contact point');
  }
  expect(await followed(old.url)).toBe('revoked');
  expect(await followed(renewed.url)).toBe('works');
});

test('a link that is made while the address changes is either refused or revoked', async () => {
  for (let turn = 0; turn < 20; turn += 1) {
    const id = await add();
    const [made] = await Promise.allSettled([issuer.linkFor(wish(id)), changeTo(id, NEW)]);
    const end = made.status === 'fulfilled' ? await followed(made.value.url) : 'refused';
    expect(['revoked', 'refused']).toContain(end);
  }
});

test('a link for an address that is not the contact point opens nothing, however it came to be', async () => {
  const id = await add();
  const link = await issuer.linkFor(wish(id));
  await database.prisma.organization.update({ where: { id }, data: { contactEmail: NEW } });
  expect(await followed(link.url)).toBe('revoked');
});

test('a link of the exchange holds for its single point of contact only', async () => {
  const own = { purpose: 'escalation', recipient: SPOC } as const satisfies {
    purpose: LinkPurpose;
    recipient: string;
  };
  const link = await issuer.linkFor(wish(null, own));
  expect(await followed(link.url)).toBe('works');
  const since = createLinkStore(database.prisma, { spocEmail: 'next-spoc@example.org' });
  const token = verify(link.url.slice(link.url.lastIndexOf('/') + 1));
  if (token === 'altered') throw new Error('altered');
  expect(await since.find(token.linkId)).toMatchObject({ revoked: true });
});

test('an expired link never comes back: needed again, it is another one', async () => {
  const id = await add();
  const link = wish(id, { purpose: 'report', expiresAt: plusMillis(NOW, DAY_MS) });
  const first = await issuer.linkFor(link);
  expect((await issuer.linkFor(link)).url).toBe(first.url);
  const later = plusMillis(NOW, DAY_MS);
  const second = await issuer.linkFor({ ...link, at: later, expiresAt: plusMillis(later, DAY_MS) });
  expect(second.url).not.toBe(first.url);
  expect(await followed(first.url, later)).toBe('revoked');
  expect(await followed(second.url, later)).toBe('works');
  expect(second.expiresAt).toBe('2026-11-26T16:00:00.000Z');
});

test('an extended link is another address: the one that went out ends when it said', async () => {
  const id = await add();
  const link = wish(id, { purpose: 'organization', subjectId: id, expiresAt: plusMillis(NOW, 10 * DAY_MS) });
  const first = await issuer.linkFor(link);
  const sixDays = plusMillis(NOW, 6 * DAY_MS);
  const extended = await issuer.linkFor({
    ...link,
    at: sixDays,
    expiresAt: plusMillis(sixDays, 10 * DAY_MS),
  });
  expect(extended.expiresAt).toBe('2026-12-10T16:00:00.000Z');
  expect(extended.url).not.toBe(first.url);
  const tenDays = plusMillis(NOW, 10 * DAY_MS);
  expect(await followed(first.url, plusMillis(tenDays, -1))).toBe('works');
  expect(await followed(first.url, tenDays)).toBe('expired');
  expect(await followed(extended.url, tenDays)).toBe('works');
});
