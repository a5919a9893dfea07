import { v7 as newId } from 'uuid';
import type { RequestAsk, RequestEffect } from '../../../src/domain/requests';
import { instant, localDate } from '../../../src/domain/time';
import { createRequestDesk } from '../../../src/infra/prisma/activities/request-desk';
import { createUnfinishedRequests } from '../../../src/infra/prisma/activities/unfinished-requests';
import { createOrganizationStore } from '../../../src/infra/prisma/api/organization-store';
import { createRequestStore } from '../../../src/infra/prisma/api/request-store';
import { minnesota } from '../../unit/support/minnesota';
import { NOW, openDatabase, sampleOrganization, type Database } from './database';

const LATER = instant('2026-11-24T17:00:00Z');
const TODAY = localDate('2026-11-24');

let database: Database;
let organizationId: string;
beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(async () => {
  organizationId = newId();
  await createOrganizationStore(database.prisma).create(organizationId, sampleOrganization, NOW);
});
afterAll(() => database.drop());

const desk = () => createRequestDesk(database.prisma, minnesota.calendar.zone);

/** A request that was asked, and, unless told otherwise, whose workflow has begun. */
async function asked(ask: RequestAsk, begun = true): Promise<string> {
  const id = newId();
  await createRequestStore(database.prisma).add({
    ...{ id, organizationId, referralId: null, ask, comments: null, source: 'link', at: NOW, dueAt: LATER },
  });
  if (begun) await desk().begin(id, NOW);
  return id;
}

async function granted(ask: RequestAsk): Promise<string> {
  const id = await asked(ask);
  await desk().settle(id, { outcome: 'approved', answerId: null }, NOW);
  return id;
}

async function unfinished(before = LATER): Promise<string[]> {
  const page = await createUnfinishedRequests(database.prisma).page(null, before, 100);
  return page.filter((request) => request.organizationId === organizationId).map((one) => one.requestId);
}

const question: RequestAsk = { kind: 'question' };
const forDays: RequestAsk = {
  ...{ kind: 'capacity', capacity: 2, from: TODAY, until: localDate('2026-11-27') },
};
const setTo = (capacity: number): RequestEffect => ({ does: 'set', fields: { capacity } });

test('what nobody has answered is unfinished once it has begun, until it is settled', async () => {
  const open = await asked(question);
  const moving = await asked({ kind: 'contact-change', contactEmail: 'new@organization.example.org' });
  await asked(question, false);
  expect(await unfinished()).toEqual([open, moving]);
  expect(await unfinished(NOW)).toEqual([]);
  await desk().settle(open, { outcome: 'approved', answerId: null }, NOW);
  await desk().settle(moving, { outcome: 'expired', answerId: null }, NOW);
  expect(await unfinished()).toEqual([]);
});

test('what was granted is unfinished until it has taken effect', async () => {
  const id = await granted({ kind: 'languages', languages: ['en', 'hmn'], from: localDate('2026-12-01') });
  expect(await unfinished()).toEqual([id]);
  await desk().apply(id, { does: 'set', fields: { languages: ['en', 'hmn'] } }, LATER, TODAY);
  expect(await unfinished()).toEqual([]);
});

test('a capacity for some days is unfinished until the former one is back', async () => {
  const id = await granted(forDays);
  await desk().apply(id, setTo(2), NOW, TODAY);
  expect(await unfinished()).toEqual([id]);
  await desk().restore(id, LATER);
  expect(await unfinished()).toEqual([]);
});

test('when somebody has set another capacity since, there is nothing to put back', async () => {
  const id = await granted(forDays);
  await desk().apply(id, setTo(2), NOW, TODAY);
  await createOrganizationStore(database.prisma).change(organizationId, { capacity: 9 }, null, LATER);
  expect(await unfinished()).toEqual([]);
});

test('they come page by page, each once', async () => {
  const ids = [await asked(question), await asked(question), await asked(question)].sort();
  const store = createUnfinishedRequests(database.prisma);
  const first = await store.page(ids[0] ?? '', LATER, 1);
  expect(first).toEqual([{ requestId: ids[1], kind: 'question', organizationId }]);
  expect(await store.page(ids[1] ?? '', LATER, 5)).toEqual([
    { requestId: ids[2], kind: 'question', organizationId },
  ]);
});
