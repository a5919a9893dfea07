import { v7 as newId } from 'uuid';
import type { ReferralReader } from '../../../src/api/referral/ports';
import { instant, localDate, type Instant } from '../../../src/domain/time';
import { createLinkStore } from '../../../src/infra/prisma/outbox/link-store';
import { createLinkIssuer } from '../../../src/infra/prisma/outbox/link-issuer';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { createReferralReader } from '../../../src/infra/prisma/referral/reader';
import { NOW, openDatabase, received, sampleOrganization, type Database, ZONE } from '../support/database';
import { act, advance, contact, policy, referralActs, SENT_AT, sendReferral } from './stored-referral';

/* What acts and followers write, the API's adapters read: all are the real ones here. */

let database: Database;
let referrals: ReferralReader;
beforeAll(async () => {
  database = await openDatabase();
  referrals = createReferralReader(database.prisma, policy.calendar);
});
afterAll(() => database.drop());

test('a referral as the API shows it, from its arrival to its end', async () => {
  const sent = await sendReferral(database, 'CRM-ROAD');
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
      acceptBy: null,
      acceptedAt: null,
      milestones: [
        {
          name: 'contact',
          // Day 0 is Tuesday, day 1 Wednesday; Thanksgiving, the day after and the weekend are skipped; day 2 is Monday.
          dueAt: '2026-11-30T23:00:00.000Z',
          state: 'pending',
          metAt: null,
          breachedAt: null,
          reportedAt: null,
          lateBy: null,
          pausedAt: null,
          pastDeadlines: [],
          proof: expect.objectContaining({ rule: 'contact-business-days', dueOn: '2026-11-30' }),
        },
        {
          name: 'appointment',
          dueAt: '2026-12-08T23:00:00.000Z',
          state: 'pending',
          metAt: null,
          breachedAt: null,
          reportedAt: null,
          lateBy: null,
          pausedAt: null,
          pastDeadlines: [],
          proof: expect.objectContaining({ rule: 'appointment-calendar-days', dueOn: '2026-12-08' }),
        },
      ],
    },
    contact: null,
    appointment: null,
    resolution: null,
    attempts: 0,
    sameConsumerAs: null,
    createdAt: NOW,
    updatedAt: SENT_AT,
    version: 3,
  });

  const contactAt = instant('2026-11-25T18:00:00Z');
  await contact(database, sent, contactAt);
  const contacted = await referrals.find(referralId);
  expect(contacted).toMatchObject({ status: 'contacted', contact: { madeOn: '2026-11-25' }, version: 5 });
  expect(contacted?.assignment?.milestones[0]).toMatchObject({ state: 'met', metAt: contactAt });

  const closedAt = instant('2026-12-01T17:00:00Z');
  const payload = { resolution: 'enrolled-qhp', comments: 'Chose a silver plan' };
  await act(
    database,
    referralId,
    { kind: 'resolution', resolution: 'enrolled-qhp' },
    { at: closedAt, payload },
  );
  expect(await referrals.find(referralId)).toMatchObject({
    status: 'resolved',
    resolution: { resolution: 'enrolled-qhp', comments: 'Chose a silver plan', interim: false },
    version: 7,
  });

  const events = await referrals.events(referralId, { afterSeq: 0, limit: 50 });
  expect(events.map(({ seq, type, status, comments }) => [seq, type, status, comments])).toEqual([
    [1, 'received', 'received', null],
    [2, 'assigned', 'received', null],
    [3, 'sent', 'sent', null],
    [4, 'contact-made', 'contacted', null],
    [5, 'milestone-met', 'contacted', null],
    // A final resolution is what the appointment was for.
    [6, 'milestone-met', 'contacted', 'Chose a silver plan'],
    [7, 'resolution-recorded', 'resolved', 'Chose a silver plan'],
  ]);
  expect(await referrals.events(referralId, { afterSeq: 5, limit: 1 })).toEqual([events[5]]);
});

test('the decision explains itself', async () => {
  const elsewhere = { ...sampleOrganization, counties: ['27001'] };
  await createOrganizationStore(database.prisma, ZONE).create(newId(), elsewhere, NOW);
  const { referralId, assignmentId, organizationId } = await sendReferral(database, 'CRM-WHY');
  const [decision, ...others] = await referrals.decisions(referralId);
  expect(others).toEqual([]);
  expect(decision).toMatchObject({
    routing: 1,
    at: NOW,
    outcome: 'assigned',
    organizationId,
    assignmentId,
    ruleVersion: 'routing-4',
    explanation: {
      assisterTypeRule: 'qhp',
      candidates: [{ organizationId, load: 0 }],
      elsewhere: { reason: 'outside-service-area', count: 1 },
    },
  });
  expect(decision?.explanation).not.toHaveProperty('outcome');
});

test('a link is one for its subject, and opens what it was made for', async () => {
  const made: { id: string; expiresAt: Instant }[] = [];
  const issuer = createLinkIssuer(database.prisma, (link) => {
    made.push(link);
    return 'https://leads.example.org/l/x';
  });
  const link = {
    purpose: 'escalation',
    subjectId: newId(),
    organizationId: null,
    recipient: 'spoc@example.org',
    at: NOW,
  } as const;
  await issuer.linkFor({ ...link, expiresAt: instant('2027-01-23T16:00:01Z') });
  await issuer.linkFor({ ...link, expiresAt: instant('2027-02-01T16:00:01Z') });
  const [first, again] = made;
  expect(again).toEqual(first);
  const store = createLinkStore(database.prisma, { spocEmail: 'spoc@example.org' });
  expect(await store.find(first?.id ?? '')).toEqual({
    ...{ id: first?.id, purpose: 'escalation', subjectId: link.subjectId },
    ...{ expiresAt: '2027-01-23T16:00:01.000Z', revoked: false },
  });
  expect(await store.find(newId())).toBeNull();
});

test('each filter finds what it should, and only that', async () => {
  const found = async (filter: Parameters<ReferralReader['list']>[0]) =>
    (await referrals.list(filter, { after: null, limit: 50 })).map(({ externalId }) => externalId);
  const sent = await sendReferral(database, 'CRM-FILTER');
  await createLeadStore(database.prisma).receive(received('CRM-WAITING'), null);

  expect(await found({ externalId: 'CRM-FILTER' })).toEqual(['CRM-FILTER']);
  expect(await found({ organizationId: sent.organizationId })).toEqual(['CRM-FILTER']);
  expect(await found({ status: 'received' })).toEqual(['CRM-WAITING']);
  expect(await found({ countyFips: '27031' })).toEqual([]);
  const breached = { names: ['contact'], states: ['breached'] } as const;
  expect(await found({ milestone: breached })).toEqual([]);
  // A second after the close of business on day 2.
  await advance(database, sent.referralId, instant('2026-11-30T23:00:01Z'));
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

test('an act sent twice is one act, with the words and the answer of the first time', async () => {
  const { referralId } = await sendReferral(database, 'CRM-TWICE');
  const attempt = { kind: 'contact', made: false, on: localDate('2026-11-24') } as const;
  const asked = {
    ...{ referralId, now: SENT_AT },
    act: { ...attempt, actId: newId(), actor: 'assister', assignmentId: null },
  } as const;
  const acts = referralActs(database);
  const first = await acts.record({ ...asked, payload: { comments: 'first' } });
  await act(database, referralId, attempt, { at: SENT_AT });
  const again = await acts.record({ ...asked, payload: { comments: 'second' } });
  expect([first, again]).toEqual([
    { version: 4, recorded: true },
    { version: 4, recorded: true },
  ]);
  const rows = await database.prisma.act.findMany({ where: { id: asked.act.actId } });
  expect(rows.map(({ payload }) => payload)).toEqual([{ comments: 'first' }]);
  expect(await referrals.find(referralId)).toMatchObject({ attempts: 2, version: 5 });
});

test('a contact kept late says by how many business minutes; told a day later, when that was', async () => {
  const sent = await sendReferral(database, 'CRM-LATE');
  const { referralId } = sent;
  // Due on Monday at 17:00; contacted on Tuesday, of which only the day is known: its close of business, nine hours on.
  const metAt = instant('2026-12-01T23:00:00Z');
  const at = instant('2026-12-02T16:00:00Z');
  await act(database, referralId, { kind: 'contact', made: true, on: localDate('2026-12-01') }, { at });
  const [met, appointment] = (await referrals.find(referralId))?.assignment?.milestones ?? [];
  expect(met).toMatchObject({ state: 'late', metAt, reportedAt: at, lateBy: 540 });
  expect(appointment).toMatchObject({ state: 'pending', lateBy: null });
});
