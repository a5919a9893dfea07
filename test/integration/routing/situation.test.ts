import type { RoutingSituation } from '../../../src/domain/routing/choose-organization';
import { offeredAs } from '../../../src/domain/routing/waiting-order';
import { DAY_MS, localDate, plusMillis } from '../../../src/domain/time';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { loadProgram } from '../../../src/infra/program-file';
import { SituationReader } from '../../../src/infra/prisma/routing/situation';
import { v7 as newId } from 'uuid';
import { NOW, openDatabase, received, sampleOrganization, type Database, ZONE } from '../support/database';

const policy = loadProgram('config/mnsure.json');
const TODAY = localDate('2026-11-24');
const COUNTY = sampleOrganization.counties[0] ?? '';

let database: Database;
let reader: SituationReader;
let referralId: string;
/** The reader has read the organizations before each test: what follows has to reach it as a change. */
beforeEach(async () => {
  database = await openDatabase();
  reader = new SituationReader(policy.routing);
  const lead = received('CRM-1');
  referralId = lead.id;
  await createLeadStore(database.prisma).receive(lead, null);
  await addOrganization('First');
  await addOrganization('Second');
  expect(namesOf(await situation())).toEqual(['First', 'Second']);
});
afterEach(() => database.drop());

async function addOrganization(name: string, counties = [COUNTY]): Promise<string> {
  const id = newId();
  const fields = { ...sampleOrganization, name, counties };
  await createOrganizationStore(database.prisma, ZONE).create(id, fields, NOW);
  return id;
}

async function situation(): Promise<RoutingSituation> {
  const sought = { referralId, directedTo: null, at: NOW, on: TODAY };
  const look = await reader.look(database.prisma, sought);
  reader.adopt(look);
  return look.situation;
}

const namesOf = ({ organizations }: RoutingSituation) => organizations.map(({ name }) => name).sort();
const named = ({ organizations }: RoutingSituation, name: string) =>
  organizations.find((organization) => organization.name === name);

test('every change of an organization is seen', async () => {
  await database.prisma.organization.updateMany({
    where: { name: 'First' },
    data: { name: 'Renamed', held: 3, capacity: 7, status: 'suspended', contactVerified: false },
  });
  const after = await situation();
  expect(namesOf(after)).toEqual(['Renamed', 'Second']);
  expect(named(after, 'Renamed')).toMatchObject({
    ...{ held: 3, capacity: 7, active: false, contactVerified: false, languages: ['en', 'so'] },
  });
});

test('who comes, goes elsewhere or is deleted', async () => {
  await addOrganization('Third');
  await addOrganization('Far away', ['27001']);
  expect(await situation()).toMatchObject({ elsewhere: 1 });
  expect(namesOf(await situation())).toEqual(['First', 'Second', 'Third']);

  await database.prisma.organization.updateMany({ where: { name: 'First' }, data: { counties: ['27001'] } });
  expect(namesOf(await situation())).toEqual(['Second', 'Third']);

  await database.prisma.organizationEvent.deleteMany({ where: { organization: { name: 'Second' } } });
  await database.prisma.organization.deleteMany({ where: { name: 'Second' } });
  await addOrganization('Fourth');
  expect(namesOf(await situation())).toEqual(['Fourth', 'Third']);
  expect(await situation()).toMatchObject({ elsewhere: 2 });
});

test('a change that was not committed at the last look, and whose transaction began before it, is seen later', async () => {
  await database.prisma.$transaction(async (tx) => {
    await tx.organization.updateMany({ where: { name: 'First' }, data: { held: 4 } });
    // Later transactions come and go meanwhile.
    await database.prisma.organization.updateMany({ where: { name: 'Second' }, data: { held: 2 } });
    expect(named(await situation(), 'First')).toMatchObject({ held: 0 });
    expect(named(await situation(), 'Second')).toMatchObject({ held: 2 });
  });
  expect(named(await situation(), 'First')).toMatchObject({ held: 4 });
});

test('a change that was rolled back is not seen', async () => {
  const work = database.prisma.$transaction(async (tx) => {
    await tx.organization.updateMany({ where: { name: 'First' }, data: { held: 4 } });
    throw new Error('changed its mind');
  });
  await expect(work).rejects.toThrow('changed its mind');
  expect(named(await situation(), 'First')).toMatchObject({ held: 0 });
});

test('an absence is judged by the day', async () => {
  const first = await database.prisma.organization.findFirstOrThrow({ where: { name: 'First' } });
  await database.prisma.absence.create({
    data: {
      id: newId(),
      organizationId: first.id,
      from: new Date('2026-11-24'),
      until: new Date('2026-11-24'),
    },
  });
  expect(named(await situation(), 'First')).toMatchObject({ absent: true });
  expect(named(await situation(), 'Second')).toMatchObject({ absent: false });
});

test('what a transaction has written and taken back is not kept', async () => {
  const sought = { referralId, directedTo: null, at: NOW, on: TODAY };
  const work = database.prisma.$transaction(async (tx) => {
    await tx.organization.updateMany({ where: { name: 'First' }, data: { held: 4 } });
    // Not adopted: that is for after the commit, which never comes.
    expect(named((await reader.look(tx, sought)).situation, 'First')).toMatchObject({ held: 4 });
    throw new Error('changed its mind');
  });
  await expect(work).rejects.toThrow('changed its mind');
  expect(named(await situation(), 'First')).toMatchObject({ held: 0 });
});

/** Point 21: a freed place is offered by arrival, moved by half the policy's days for what is scarce. */
describe('who waits ahead is counted in steps as the domain moves arrivals', () => {
  const HALF = 7 * DAY_MS;
  /** Around each boundary of a step, in milliseconds after the referral that is routed. */
  const OFFSETS = [-2, -1, 0, 1, 2].flatMap((steps) => [-1, 0, 1].map((ms) => steps * HALF + ms));
  const LANGUAGES = ['so', 'en'];
  /** One speaks Somali, of whom there is little there; the other one does not. */
  const STANDING = { First: { so: 1, en: 0 }, Second: { so: -1, en: 0 } } as const;

  beforeEach(async () => {
    const { organization } = database.prisma;
    await organization.updateMany({ where: { name: 'First' }, data: { languages: ['en'], capacity: 100 } });
    await organization.updateMany({ where: { name: 'Second' }, data: { capacity: 5 } });
    for (const [n, offset] of OFFSETS.entries()) {
      for (const language of LANGUAGES) {
        const lead = received(`CRM-${n}-${language}`, plusMillis(NOW, offset));
        await createLeadStore(database.prisma).receive(lead, null);
        await database.prisma.referral.update({
          where: { id: lead.id },
          data: { language, status: 'unassigned', waitsForRouting: true },
        });
      }
    }
  });

  test.each(
    [14, 0].flatMap((waitDays) => LANGUAGES.map((language) => [waitDays, language as 'so' | 'en'] as const)),
  )('nobody waits longer than %i days for a language; the referral asks for %s', async (waitDays, own) => {
    const { scarceLanguages } = policy.routing;
    reader = new SituationReader({ ...policy.routing, scarceLanguages: { ...scarceLanguages, waitDays } });
    await database.prisma.referral.update({ where: { id: referralId }, data: { language: own } });
    const seen = await situation();
    for (const name of ['First', 'Second'] as const) {
      const offered = (offset: number, language: 'so' | 'en') =>
        offeredAs(plusMillis(NOW, offset), STANDING[name][language], waitDays);
      const ahead = OFFSETS.flatMap((offset) => [offered(offset, 'so'), offered(offset, 'en')]).filter(
        (theirs) => theirs < offered(0, own),
      );
      expect([name, named(seen, name)?.waitingAhead]).toEqual([name, ahead.length]);
    }
  });
});
