import { v7 as newId } from 'uuid';
import type { AssignmentReader, ReferralReader } from '../../../src/api/ports';
import { appointmentDeadline, contactDeadline } from '../../../src/domain/deadlines';
import { instant, localDate, type Instant } from '../../../src/domain/time';
import { loadProgram } from '../../../src/infra/program-file';
import { createLinkIssuer } from '../../../src/infra/prisma/activities/link-issuer';
import { createReferralHistory } from '../../../src/infra/prisma/activities/referral-history';
import { createRoutingStore } from '../../../src/infra/prisma/activities/routing-store';
import { createActStore } from '../../../src/infra/prisma/api/act-store';
import { createAssignmentReader } from '../../../src/infra/prisma/api/assignment-reader';
import { createLeadStore } from '../../../src/infra/prisma/api/lead-store';
import { createOrganizationStore } from '../../../src/infra/prisma/api/organization-store';
import { createReferralReader } from '../../../src/infra/prisma/api/referral-reader';
import type { RecordedEvent } from '../../../src/activities/ports';
import { NOW, openDatabase, received, sampleOrganization, type Database } from './database';

/* What the worker's adapters write, the API's adapters read: both are the real ones here. */

const policy = loadProgram('config/mnsure.json');
// Tuesday, November 24, 2026, 10:00:01 in Minnesota.
const SENT_AT: Instant = instant('2026-11-24T16:00:01Z');

let database: Database;
let referrals: ReferralReader;
let assignments: AssignmentReader;
beforeAll(async () => {
  database = await openDatabase();
  referrals = createReferralReader(database.prisma);
  assignments = createAssignmentReader(database.prisma);
});
afterAll(() => database.drop());

interface Sent {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly organizationId: string;
}

async function sendReferral(externalId: string): Promise<Sent> {
  const { prisma } = database;
  const lead = received(externalId);
  await createLeadStore(prisma).receive(lead, null);
  const organization = await createOrganizationStore(prisma).create(newId(), sampleOrganization, NOW);
  const [referralId, assignmentId, organizationId] = [lead.id, newId(), organization.id];
  const kept = await createRoutingStore(prisma).keep({
    command: { referralId, routing: 1, retry: false, seq: 2, hop: 1, at: NOW },
    outcome: {
      outcome: 'assigned',
      assignmentId,
      organizationId,
      organizationName: organization.name,
      languageMatch: true,
      load: 0,
    },
    explanation: {
      assisterType: 'broker',
      assisterTypeRule: 'qhp',
      county: '27137',
      language: 'so',
      candidates: [
        { organizationId, name: organization.name, languageMatch: true, load: 0, lastAssignedAt: null },
      ],
      excluded: [],
      elsewhere: { reason: 'outside-service-area', count: 3 },
    },
    ruleVersion: 'routing-1',
    policyVersion: policy.version,
  });
  expect(kept).toBe(true);
  const contact = contactDeadline(policy, SENT_AT);
  const appointment = appointmentDeadline(policy, SENT_AT);
  await createReferralHistory(prisma).appendSent({
    referralId,
    assignmentId,
    seq: 3,
    sentAt: SENT_AT,
    milestones: {
      contact: { ...contact, dueOn: contact.proof.dueOn },
      appointment: { ...appointment, dueOn: appointment.proof.dueOn },
    },
  });
  return { referralId, assignmentId, organizationId };
}

const append = (referralId: string, ...events: RecordedEvent[]) =>
  createReferralHistory(database.prisma).append(referralId, events);

function eventsOfContact({ assignmentId }: Sent, at: Instant): RecordedEvent[] {
  const base = { at, actor: 'assister', assignmentId, actId: newId(), status: 'contacted' } as const;
  const on = localDate('2026-11-25');
  return [
    { ...base, seq: 4, type: 'contact-made', on, beforeReferral: false, metAt: null },
    { ...base, seq: 5, type: 'milestone-met', milestone: 'contact', state: 'met', metOn: on, metAt: at },
  ];
}

test('a referral as the contract has it, from its arrival to its end', async () => {
  const sent = await sendReferral('CRM-ROAD');
  const { referralId, assignmentId, organizationId } = sent;
  const fresh = await referrals.find(referralId);
  expect(fresh).toEqual({
    id: referralId,
    externalId: 'CRM-ROAD',
    workflowId: `referral-${referralId}`,
    status: 'sent',
    assisterType: 'broker',
    assignment: {
      id: assignmentId,
      organization: { id: organizationId, name: 'Sample Brokers', type: 'broker' },
      sentAt: '2026-11-24T16:00:01.000Z',
      openedAt: null,
      milestones: [
        {
          name: 'contact',
          // Day 0 is Tuesday, day 1 Wednesday; Thanksgiving, the day after and the weekend are skipped; day 2 is Monday.
          dueAt: '2026-11-30T23:00:00.000Z',
          state: 'pending',
          metAt: null,
          breachedAt: null,
          proof: expect.objectContaining({ rule: 'contact-business-days', dueOn: '2026-11-30' }),
        },
        {
          name: 'appointment',
          dueAt: '2026-12-08T23:00:00.000Z',
          state: 'pending',
          metAt: null,
          breachedAt: null,
          proof: expect.objectContaining({ rule: 'appointment-calendar-days', dueOn: '2026-12-08' }),
        },
      ],
    },
    contact: null,
    appointment: null,
    resolution: null,
    createdAt: NOW,
    updatedAt: SENT_AT,
    version: 3,
  });

  const contactAt = instant('2026-11-25T18:00:00Z');
  await append(referralId, ...eventsOfContact(sent, contactAt));
  const contacted = await referrals.find(referralId);
  expect(contacted).toMatchObject({ status: 'contacted', contact: { madeOn: '2026-11-25' }, version: 5 });
  expect(contacted?.assignment?.milestones[0]).toMatchObject({ state: 'met', metAt: contactAt });

  const actId = newId();
  const closedAt = instant('2026-12-01T17:00:00Z');
  const payload = { resolution: 'enrolled-qhp', comments: 'Chose a silver plan' };
  await createActStore(database.prisma).store({
    ...{ id: actId, referralId, kind: 'resolution', actor: 'assister', payload, at: closedAt },
  });
  await append(referralId, {
    ...{ seq: 6, type: 'resolution-recorded', resolution: 'enrolled-qhp', interim: false },
    ...{ at: closedAt, actor: 'assister', assignmentId, actId, status: 'resolved', metAt: null },
  });
  expect(await referrals.find(referralId)).toMatchObject({
    status: 'resolved',
    resolution: { resolution: 'enrolled-qhp', comments: 'Chose a silver plan', interim: false },
    version: 6,
  });
  expect(await referrals.hasRecorded(referralId, actId)).toBe(true);
  expect(await referrals.hasRecorded(referralId, newId())).toBe(false);

  const events = await referrals.events(referralId, { afterSeq: 0, limit: 50 });
  expect(events.map(({ seq, type, status, comments }) => [seq, type, status, comments])).toEqual([
    [1, 'received', 'received', null],
    [2, 'assigned', 'received', null],
    [3, 'sent', 'sent', null],
    [4, 'contact-made', 'contacted', null],
    [5, 'milestone-met', 'contacted', null],
    [6, 'resolution-recorded', 'resolved', 'Chose a silver plan'],
  ]);
  expect(await referrals.events(referralId, { afterSeq: 5, limit: 1 })).toEqual([events[5]]);
});

test('the decision explains itself', async () => {
  const { referralId, assignmentId, organizationId } = await sendReferral('CRM-WHY');
  const [decision, ...others] = await referrals.decisions(referralId);
  expect(others).toEqual([]);
  expect(decision).toMatchObject({
    routing: 1,
    at: NOW,
    outcome: 'assigned',
    organizationId,
    assignmentId,
    ruleVersion: 'routing-1',
    explanation: {
      assisterTypeRule: 'qhp',
      candidates: [{ organizationId, load: 0 }],
      elsewhere: { reason: 'outside-service-area', count: 3 },
    },
  });
  expect(decision?.explanation).not.toHaveProperty('outcome');
});

test('an assignment’s page: by its link and by its id, with its own events only', async () => {
  const sent = await sendReferral('CRM-PAGE');
  await append(sent.referralId, ...eventsOfContact(sent, instant('2026-11-25T18:00:00Z')));
  expect(await assignments.find(sent.assignmentId)).toBeNull();
  const links: { id: string; expiresAt: Instant }[] = [];
  await createLinkIssuer(database.prisma, (link) => {
    links.push(link);
    return 'https://leads.example.org/l/x';
  }).assignmentLink({
    assignmentId: sent.assignmentId,
    recipient: 'leads@example.org',
    expiresAt: instant('2027-01-23T16:00:01Z'),
    at: NOW,
  });

  const record = await assignments.findByLink(links[0]?.id ?? '');
  expect(record).toEqual(await assignments.find(sent.assignmentId));
  expect(record).toMatchObject({
    id: sent.assignmentId,
    link: { expiresAt: '2027-01-23T16:00:01.000Z', revokedAt: null },
    organizationName: 'Sample Brokers',
    current: true,
    sentAt: SENT_AT,
    openedAt: null,
    endedAt: null,
    lead: { consumer: { firstName: 'Sample' } },
    status: 'contacted',
    contactMadeOn: '2026-11-25',
    milestones: [
      { name: 'contact', state: 'met', metAt: '2026-11-25T18:00:00.000Z' },
      { name: 'appointment', state: 'pending' },
    ],
    explanation: { assisterType: 'broker' },
  });
  expect(record?.events.map(({ seq, type, at }) => [seq, type, at])).toEqual([
    [2, 'assigned', NOW],
    [3, 'sent', SENT_AT],
    [4, 'contact-made', '2026-11-25T18:00:00.000Z'],
    [5, 'milestone-met', '2026-11-25T18:00:00.000Z'],
  ]);
  expect(record?.events[2]).toMatchObject({ on: '2026-11-25', beforeReferral: false });
});

test('each filter finds what it should, and only that', async () => {
  const found = async (filter: Parameters<ReferralReader['list']>[0]) =>
    (await referrals.list(filter, { after: null, limit: 50 })).map(({ externalId }) => externalId);
  const sent = await sendReferral('CRM-FILTER');
  await createLeadStore(database.prisma).receive(received('CRM-WAITING'), null);

  expect(await found({ externalId: 'CRM-FILTER' })).toEqual(['CRM-FILTER']);
  expect(await found({ organizationId: sent.organizationId })).toEqual(['CRM-FILTER']);
  expect(await found({ status: 'received' })).toEqual(['CRM-WAITING']);
  expect(await found({ countyFips: '27031' })).toEqual([]);
  const breached = { names: ['contact'], states: ['breached'] } as const;
  expect(await found({ milestone: breached })).toEqual([]);
  await append(sent.referralId, {
    ...{ seq: 4, type: 'milestone-breached', milestone: 'contact', status: 'sent', metAt: null },
    ...{ at: instant('2026-11-30T23:00:00Z'), actor: 'system', assignmentId: sent.assignmentId, actId: null },
  });
  expect(await found({ milestone: breached })).toEqual(['CRM-FILTER']);
  expect(await found({ milestone: { names: ['appointment'], states: ['breached'] } })).toEqual([]);
  expect(await found({ milestone: breached, status: 'sent', countyFips: '27137' })).toEqual(['CRM-FILTER']);
});

test('pages join without a gap or a repetition, newest first', async () => {
  const all = await referrals.list({}, { after: null, limit: 200 });
  const paged: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<ReferralReader['list']>> = await referrals.list({}, { after, limit: 2 });
    paged.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  expect(all.length).toBeGreaterThanOrEqual(4);
  expect(paged).toEqual(all.map(({ id }) => id));
  expect(paged).toEqual([...paged].sort().reverse());
});

test('an act stored twice is one act', async () => {
  const acts = createActStore(database.prisma);
  const act = { id: newId(), referralId: newId(), kind: 'decline', actor: 'assister', at: NOW } as const;
  await acts.store({ ...act, payload: { reason: 'other', comments: 'first' } });
  await acts.store({ ...act, payload: { reason: 'other', comments: 'second' } });
  const rows = await database.prisma.act.findMany({ where: { referralId: act.referralId } });
  expect(rows.map(({ payload }) => payload)).toEqual([{ reason: 'other', comments: 'first' }]);
});
