import { plusDays } from '../../../src/domain/local-time';
import { v7 as newId } from 'uuid';
import { CAPACITY_MEANINGS, type CapacityMeaning } from '../../../src/domain/policy';
import { endsAfterWhich } from '../../../src/domain/routing/had-before';
import { exclusionReasons, isHardExclusion, type ExclusionReason } from '../../../src/domain/routing/rules';
import { leadsToday, NO_LEADS, withLead, type RecentLeads } from '../../../src/domain/routing/recent-leads';
import { instant, localDate } from '../../../src/domain/time';
import { ASSIGNMENT_ENDS, type AssignmentEnd } from '../../../src/domain/vocabulary';
import type { Prisma } from '../../../src/infra/prisma/generated/client';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { createExclusionReader } from '../../../src/infra/prisma/routing/exclusion-reader';
import {
  countLead,
  leadsToday as leadsTodayInSql,
  mayTake,
} from '../../../src/infra/prisma/routing/may-take';
import { loadProgram } from '../../../src/infra/program-file';
import { SituationReader } from '../../../src/infra/prisma/routing/situation';
import { NOW, openDatabase, received, sampleOrganization, type Database } from '../support/database';

/* Who may take a referral is a rule of the domain and a condition in SQL: here the two are held against each other. */

const policy = loadProgram('config/mnsure.json');
const READINGS = CAPACITY_MEANINGS.map((capacityMeans) => [capacityMeans] as const);
const TODAY = localDate('2026-11-24');
const YESTERDAY = new Date('2026-11-23');
const TOMORROW = new Date('2026-11-25');

/** What may be so of an organization, and what keeps it from the referral then. */
interface Fact {
  readonly what: string;
  readonly against: readonly ExclusionReason[];
  /** Only when capacity means this. */
  readonly when?: CapacityMeaning;
  readonly data?: Partial<Prisma.OrganizationCreateInput>;
  readonly away?: { readonly kind?: 'suspension'; readonly from: Date; readonly until: Date | null };
  readonly had?: AssignmentEnd;
}

const TRIED = endsAfterWhich('passed-over');
const TODAY_ONLY = { from: new Date(TODAY), until: new Date(TODAY) };

const FACTS: readonly Fact[] = [
  { what: 'all is well', against: [] },
  { what: 'another type', against: ['wrong-type'], data: { type: 'navigator' } },
  { what: 'suspended', against: ['suspended'], data: { status: 'suspended' } },
  { what: 'no address that works', against: ['contact-unverified'], data: { contactVerified: false } },
  { what: 'one place left', against: [], data: { capacity: 3, held: 2 } },
  { what: 'full', against: ['no-capacity'], data: { capacity: 3, held: 3 } },
  { what: 'more than full', against: ['no-capacity'], data: { capacity: 1, held: 3 } },
  {
    what: 'as many in a fortnight as it has places, the last one today',
    ...{ against: ['no-capacity'], when: 'fortnight' },
    data: {
      capacity: 3,
      held: 0,
      leadsOn: new Date(TODAY),
      leadsByDay: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2],
    },
  },
  {
    what: 'one of them was fourteen days ago, and no longer counts',
    against: [],
    data: {
      capacity: 3,
      held: 0,
      leadsOn: YESTERDAY,
      leadsByDay: [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    },
  },
  {
    what: 'the latest was thirteen days ago, and still counts',
    ...{ against: ['no-capacity'], when: 'fortnight' },
    data: { capacity: 3, held: 1, leadsOn: new Date('2026-11-11'), leadsByDay: [3] },
  },
  {
    what: 'the latest was fourteen days ago',
    against: [],
    data: { capacity: 3, held: 1, leadsOn: new Date('2026-11-10'), leadsByDay: [3] },
  },
  {
    what: 'by a clock that is ahead the latest was tomorrow',
    ...{ against: ['no-capacity'], when: 'fortnight' },
    data: { capacity: 3, held: 1, leadsOn: TOMORROW, leadsByDay: [3] },
  },
  { what: 'away today only', against: ['absent'], away: TODAY_ONLY },
  { what: 'away until further notice', against: ['absent'], away: { from: YESTERDAY, until: null } },
  { what: 'back today', against: [], away: { from: YESTERDAY, until: YESTERDAY } },
  { what: 'away from tomorrow', against: [], away: { from: TOMORROW, until: null } },
  { what: 'suspended by date', against: ['suspended'], away: { ...TODAY_ONLY, kind: 'suspension' } },
  ...ASSIGNMENT_ENDS.map((had): Fact => ({
    what: `had it: ${had}`,
    against: TRIED.includes(had) ? ['already-tried'] : [],
    had,
  })),
];

let database: Database;
let referralId: string;
const ids = new Map<string, string>();
beforeAll(async () => {
  database = await openDatabase();
  const lead = received('CRM-1');
  referralId = lead.id;
  await createLeadStore(database.prisma).receive(lead, null);
  for (const each of pairs()) ids.set(each.what, await createOrganization(each));
});
afterAll(() => database.drop());

/** Each fact alone, and with each later one: of two that touch the same, the second holds. */
function pairs(): Fact[] {
  return FACTS.flatMap((one, at) => [
    one,
    ...FACTS.slice(at + 1)
      .filter((other) => !(one.away && other.away) && !(one.had && other.had))
      .map((other) => ({
        ...{ ...one, ...other, data: { ...one.data, ...other.data } },
        ...{ what: `${one.what}, ${other.what}`, against: [] },
      })),
  ]);
}

async function createOrganization({ what, data, away, had }: Fact): Promise<string> {
  const { absences: _none, ...fields } = sampleOrganization;
  const id = newId();
  await database.prisma.organization.create({
    data: {
      ...{ ...fields, ...data, id, name: what, counties: [...fields.counties] },
      ...{ languages: [...fields.languages], createdAt: NOW, updatedAt: NOW },
      ...(away === undefined ? {} : { absences: { create: { id: newId(), ...away } } }),
    },
  });
  if (had !== undefined) {
    const times = { assignedAt: NOW, endedAt: instant('2026-11-24T17:00:00Z'), holdsCapacity: false };
    await database.prisma.assignment.create({
      data: { id: newId(), referralId, organizationId: id, hop: 1, endReason: had, ...times },
    });
  }
  return id;
}

async function reasonsByOrganization(
  capacityMeans: CapacityMeaning,
): Promise<Map<string, ExclusionReason[]>> {
  const sought = { referralId, directedTo: null, at: NOW, on: TODAY };
  const { situation } = await new SituationReader(policy.routing).look(database.prisma, sought);
  return new Map(
    situation.organizations.map(
      (each) => [each.name, exclusionReasons(situation.need, each, { capacityMeans })] as const,
    ),
  );
}

async function mayTakeIt(capacityMeans: CapacityMeaning): Promise<string[]> {
  const rows = await database.prisma.$queryRaw<{ name: string }[]>`
    SELECT o.name FROM organizations o, referrals w WHERE w.id = ${referralId}::uuid AND ${mayTake(TODAY, { capacityMeans })}`;
  return rows.map(({ name }) => name).sort();
}

describe.each(READINGS)('capacity means %s', (capacityMeans) => {
  test.each(FACTS.map((fact) => [fact.what, fact] as const))(
    'the rule: %s',
    async (what, { against, when }) => {
      const counts = when === undefined || when === capacityMeans;
      expect((await reasonsByOrganization(capacityMeans)).get(what)).toEqual(counts ? against : []);
    },
  );

  test('SQL lets take a referral exactly whom the rule lets', async () => {
    const reasons = await reasonsByOrganization(capacityMeans);
    expect(reasons.size).toBe(ids.size);
    const allowed = [...reasons].filter(([, against]) => against.length === 0).map(([name]) => name);
    expect(await mayTakeIt(capacityMeans)).toEqual(allowed.sort());
  });

  test('who chooses is told the same facts that the rule goes by', async () => {
    const facts = createExclusionReader(database.prisma, { capacityMeans });
    for (const [name, against] of await reasonsByOrganization(capacityMeans)) {
      const told = await facts.exclusions(ids.get(name) ?? '', TODAY);
      expect({ name, told }).toEqual({ name, told: against.filter(isHardExclusion) });
    }
  });
});

test('a lead is counted in SQL as the domain counts it, whichever days pass in between', async () => {
  const id = await createOrganization({ what: 'counts its leads', against: [] });
  let recent: RecentLeads = NO_LEADS;
  const days = [
    '2026-11-02',
    '2026-11-02',
    '2026-11-03',
    '2026-11-02',
    '2026-11-09',
    '2026-11-17',
    '2026-12-20',
  ];
  for (const day of days.map(localDate)) {
    recent = withLead(recent, day);
    await database.prisma.$executeRaw`UPDATE organizations o SET ${countLead(day)} WHERE id = ${id}::uuid`;
    const [row] = await database.prisma.$queryRaw<RecentLeads[]>`
      SELECT leads_on::text AS "leadsOn", leads_by_day AS "leadsByDay" FROM organizations WHERE id = ${id}::uuid`;
    expect(row).toEqual(recent);
    // Asked on that day, on the day before and on the day after.
    for (const on of [-1, 0, 1].map((days) => plusDays(day, days))) {
      const [counted] = await database.prisma.$queryRaw<{ leads: number }[]>`
        SELECT ${leadsTodayInSql(on)}::int AS leads FROM organizations o WHERE id = ${id}::uuid`;
      expect([on, counted?.leads]).toEqual([on, leadsToday(recent, on)]);
    }
  }
  expect(recent).toEqual({ leadsOn: '2026-12-20', leadsByDay: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] });
  await database.prisma.organization.delete({ where: { id } });
});
