import { v7 as newId } from 'uuid';
import type { OutgoingMail } from '../../src/activities/ports';
import { createFollowerRows } from '../../src/infra/prisma/followers/rows';
import { DEFERRED, SENT } from './support/post-office';
import { minute } from '../support/minute';
import { Service, SPOC, type AddedOrganization } from './support/service';

const COUNTIES = [
  { fips: '27137', name: 'St. Louis' },
  { fips: '27031', name: 'Cook' },
];
const EVERYWHERE = COUNTIES.map(({ fips }) => fips);

let service: Service;
let navigator: AddedOrganization;
let broker: AddedOrganization;

beforeAll(async () => {
  service = await Service.start({ startsAt: '2034-11-16T18:00:00Z', counties: COUNTIES });
  navigator = await service.addOrganization({
    name: 'Helpful Navigators',
    counties: EVERYWHERE,
    capacity: 5,
  });
  broker = await service.addOrganization({
    ...{ name: 'Sample Brokers', type: 'broker', counties: EVERYWHERE, capacity: 5 },
  });
});
afterAll(() => service.stop());

const attempts = () => service.postOffice.attempts.filter(({ kind }) => kind === 'digest');
const mails = (): OutgoingMail[] => attempts().filter(({ answer }) => answer === 'sent');
const dates = (): string[] => mails().map(({ date }) => minute(date));
const last = (): string => mails().at(-1)?.text ?? '';

/** Open, of Helpful Navigators unless told; each of another subject. */
async function openEscalation(
  reason: string,
  about: { readonly openedAt: string; readonly dueAt: string } & Partial<{
    readonly subject: string;
    readonly organizationId: string;
    readonly countyFips: string;
    readonly owner: string;
    readonly occurrences: number;
  }>,
): Promise<string> {
  const id = newId();
  const common = { id, reason, subject: `referral:${id}`, state: 'open', openedBy: id };
  await service.prisma.escalation.create({
    data: { ...common, organizationId: navigator.id, owner: SPOC, ...about },
  });
  return id;
}

async function linkOf(escalationId: string): Promise<string> {
  const link = await service.prisma.link.findFirstOrThrow({
    where: { purpose: 'escalation', subjectId: escalationId },
  });
  return `https://leads.example.org/l/${link.id}`;
}

/** Chicago is 6 hours behind UTC in winter: 8:30 is 14:30Z. A year to come, by hand. */
test('once a business day at its time, and never on a weekend or a holiday', async () => {
  const rows = createFollowerRows(service.prisma, { policy: service.policy, owner: SPOC });
  await rows.ensureDigest(service.now());
  await rows.ensureDigest(service.now());
  await service.followers.run();

  // Friday: nothing is open, and somebody is everywhere: no mail.
  await service.goTo('2034-11-17T18:00:00Z');
  expect(await service.prisma.digest.findMany()).toMatchObject([
    { on: new Date('2034-11-17'), at: new Date('2034-11-17T14:30:00Z'), gaps: [] },
  ]);
  expect(attempts()).toEqual([]);

  const one = await openEscalation('contact-missed', {
    countyFips: '27137',
    openedAt: '2034-11-16T20:00:00Z',
    dueAt: '2034-11-17T23:00:00Z',
  });
  const two = await openEscalation('delivery-failed', {
    subject: `organization:${broker.id}`,
    organizationId: broker.id,
    owner: 'sample.coordinator@example.org',
    occurrences: 7,
    openedAt: '2034-11-16T21:00:00Z',
    dueAt: '2034-11-21T23:00:00Z',
  });
  for (let more = 0; more < 48; more += 1) {
    await openEscalation('lead-not-opened', {
      openedAt: '2034-11-17T15:00:00Z',
      dueAt: '2034-11-24T23:00:00Z',
    });
  }
  // Two leads for which there is nobody: one escalation more, for their gap.
  const nowhere = service.newCounty();
  await service.post(nowhere);
  await service.post(nowhere);
  await service.prisma.organizationRequest.create({
    data: {
      ...{ id: newId(), organizationId: navigator.id, kind: 'capacity', source: 'link', payload: {} },
      ...{ needs: 'decision', state: 'open', createdAt: service.now(), dueAt: '2034-11-20T23:00:00Z' },
    },
  });
  await service.goTo('2034-11-20T18:00:00Z');
  expect(dates()).toEqual(['2034-11-20T14:30']);
  const [monday] = mails();
  expect(monday).toMatchObject({
    kind: 'digest',
    to: SPOC,
    subject: 'Open on Monday, November 20, 2034: 51 escalations, 1 overdue',
  });
  const text = (monday?.text ?? '').replace(/\s+/g, ' ');
  expect(text).toContain(
    '- Contact deadline missed: Helpful Navigators; St. Louis County; OVERDUE since Friday, November 17, 2034, ' +
      `5:00 p.m. CST; owner ${SPOC} ${await linkOf(one)}`,
  );
  expect(text).toContain(
    '- Mail to an organization came back: Sample Brokers; due Tuesday, November 21, 2034, 5:00 p.m. CST; 7 times; ' +
      `owner sample.coordinator@example.org ${await linkOf(two)}`,
  );
  expect(text).toContain('And 1 more.');
  expect(text).toContain('Referrals without an organization: 2 Open requests of organizations: 1');
  expect(text).not.toContain('Nobody can help');

  // The navigator leaves Cook County; the broker will be away from next week's Tuesday on.
  await service.prisma.organization.update({ where: { id: navigator.id }, data: { counties: ['27137'] } });
  await service.prisma.absence.create({
    data: { id: newId(), organizationId: broker.id, from: new Date('2034-11-28'), until: null },
  });
  await service.goTo('2034-11-21T18:00:00Z');
  expect(mails()).toHaveLength(2);
  expect(last()).toContain('- No navigator: Cook (NEW)\n');
  expect(last()).toContain('Nobody can help a week from now');
  expect(last()).toContain('- No broker: St. Louis, Cook\n');

  // Wednesday; then Thanksgiving, the day after it and a weekend; then Monday.
  await service.goTo('2034-11-27T18:00:00Z');
  expect(dates().slice(2)).toEqual(['2034-11-22T14:30', '2034-11-27T14:30']);
  expect(last()).toContain('- No navigator: Cook\n');
});

test('a mail server that is down holds it up until it is back, and no longer than business is open', async () => {
  service.postOffice.answer(SPOC, () => DEFERRED);
  await service.goTo('2034-11-28T16:00:00Z');
  expect(attempts().length - mails().length).toBeGreaterThan(6);
  service.postOffice.answer(SPOC, () => SENT);
  await service.goTo('2034-11-28T18:00:00Z');
  expect(mails()).toHaveLength(5);
  expect(dates().at(-1)?.slice(0, 10)).toBe('2034-11-28');

  service.postOffice.answer(SPOC, () => DEFERRED);
  await service.goTo('2034-11-30T03:00:00Z');
  service.postOffice.answer(SPOC, () => SENT);
  await service.goTo('2034-11-30T18:00:00Z');
  expect(mails()).toHaveLength(6);
  expect(dates().at(-1)).toBe('2034-11-30T14:30');
  const tooLate = attempts().filter(({ date }) => date > '2034-11-29T23:00' && date < '2034-11-30T14:30');
  expect(tooLate).toEqual([]);
});

test('one follower, which always rests until the next one is due; one message a day, each at its end', async () => {
  const followers = await service.prisma.follower.findMany({ where: { kind: 'digest' } });
  expect(followers).toMatchObject([
    { workflowId: 'digest', subjectId: '', behindSince: null, wakeAt: new Date('2034-12-01T14:30:00Z') },
  ]);
  const messages = await service.prisma.message.findMany({
    where: { kind: 'digest' },
    orderBy: { createdAt: 'asc' },
  });
  expect(messages.map(({ key, state }) => [key, state])).toEqual([
    ['digest/2034-11-17', 'overtaken'],
    ['digest/2034-11-20', 'sent'],
    ['digest/2034-11-21', 'sent'],
    ['digest/2034-11-22', 'sent'],
    ['digest/2034-11-27', 'sent'],
    ['digest/2034-11-28', 'sent'],
    ['digest/2034-11-29', 'overtaken'],
    ['digest/2034-11-30', 'sent'],
  ]);
});

test('a service that was down for days sends the digest of the day, and none of those that are over', async () => {
  const before = mails().length;
  // Friday, December 1, to Wednesday, December 6, 11:00, without a worker.
  service.followers.sleepUntil('2034-12-06T17:00:00Z');
  await service.goTo('2034-12-06T17:00:00Z');
  expect(dates().slice(before)).toEqual(['2034-12-06T17:00']);
  expect(mails().at(-1)?.subject).toContain('Wednesday, December 6, 2034');
});
