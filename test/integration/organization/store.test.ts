import { v7 as newId } from 'uuid';
import type { OrganizationStore } from '../../../src/api/organization/ports';
import { localDate, plusMillis } from '../../../src/domain/time';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { atOnce, NOW, openDatabase, sampleOrganization, type Database, ZONE } from '../support/database';

let database: Database;
let store: OrganizationStore;
beforeAll(async () => {
  database = await openDatabase();
  store = createOrganizationStore(database.prisma, ZONE);
});
afterAll(() => database.drop());

const absence = { from: localDate('2026-12-24'), until: null, reason: 'Office closed' };
const create = (changes: Partial<typeof sampleOrganization> = {}) =>
  store.create(newId(), { ...sampleOrganization, ...changes }, NOW);

test('what was created is found again, days as they were given', async () => {
  const created = await create({
    absences: [{ from: localDate('2026-12-24'), until: localDate('2027-01-01'), reason: null }, absence],
  });
  expect(await store.find(created.id)).toEqual(created);
  expect(created).toMatchObject({
    ...sampleOrganization,
    absences: expect.arrayContaining([
      { from: '2026-12-24', until: '2027-01-01', reason: null },
      { from: '2026-12-24', until: null, reason: 'Office closed' },
    ]),
    contactVerified: true,
    held: 0,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
  });
});

test('a change touches what it names, absences as a whole', async () => {
  const { id } = await create({ absences: [absence] });
  const at = plusMillis(NOW, 1000);
  const renamed = await store.change(id, { name: 'Renamed' }, null, at);
  expect(renamed).toMatchObject({ name: 'Renamed', absences: [absence], version: 2, updatedAt: at });
  const back = await store.change(id, { absences: [] }, 2, at);
  expect(back).toMatchObject({ name: 'Renamed', absences: [], capacity: 5, version: 3 });
});

test('an address that the exchange enters is trusted again', async () => {
  const { id } = await create();
  await database.prisma.organization.update({ where: { id }, data: { contactVerified: false } });
  expect(await store.change(id, { capacity: 9 }, null, NOW)).toMatchObject({ contactVerified: false });
  const contactEmail = 'new@example.org';
  expect(await store.change(id, { contactEmail }, null, NOW)).toMatchObject({
    contactEmail,
    contactVerified: true,
  });
});

test('of ten changes of the same version one wins, and the others are told', async () => {
  const { id } = await create();
  const outcomes = await atOnce(10, (n) => store.change(id, { capacity: n + 1 }, 1, NOW));
  const won = outcomes.filter((outcome) => !(outcome instanceof Error));
  const lost = outcomes.filter((outcome) => outcome instanceof Error);
  expect(won).toHaveLength(1);
  expect(lost.map((error) => (error as { code?: string }).code)).toEqual(
    Array.from({ length: 9 }, () => 'version-conflict'),
  );
  expect(await store.find(id)).toEqual(won[0]);
});

test('an unknown one is null', async () => {
  expect(await store.find(newId())).toBeNull();
  expect(await store.change(newId(), { capacity: 1 }, null, NOW)).toBeNull();
});

test('the list filters and goes on where it ended, newest first', async () => {
  const own = { counties: ['27031', '27075'], type: 'navigator' } as const;
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.unshift((await create(own)).id);
  await create({ ...own, counties: ['27137'] });
  await create({ ...own, status: 'suspended' });
  const filter = { countyFips: '27031', type: 'navigator', status: 'active' } as const;
  const first = await store.list(filter, { after: null, limit: 3 });
  const second = await store.list(filter, { after: first[2]?.id ?? null, limit: 3 });
  expect([...first, ...second].map(({ id }) => id)).toEqual(ids);
});
