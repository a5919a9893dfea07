import { plusMillis } from '../../src/domain/time';
import { DEFERRED, LOST, REFUSED, SENT } from './support/post-office';
import { beingMailed, contactOn, CRM, sentAmong, withdraw } from './support/scene';
import { minute } from '../support/minute';
import { Service, SPOC } from './support/service';

/** The lead's mail and a mail server that refuses it for good, not now, or not at all. Summer: 17:00 is 22:00Z. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

/** A county of its own, with one organization. */
async function only(name: string) {
  const county = service.newCounty();
  return { county, organization: await service.addOrganization({ name, counties: [county] }) };
}

test('refused for good: the address is distrusted, the SPOC told, and the next organization gets it at once', async () => {
  await service.goTo('2034-06-07T15:00:00.000Z');
  const { county, organization: outdated } = await only('Outdated');
  const next = await service.addOrganization({ name: 'Next', counties: [county], held: 1 });
  service.postOffice.answer(outdated.contactEmail, () => REFUSED);

  const referral = await service.post(county);
  const sent = await referral.recorded('sent');
  expect(minute(sent.at)).toBe('2034-06-07T15:00');
  expect(await referral.story()).toEqual([
    ...['received', 'assigned', 'delivery-refused', 'escalated delivery-failed', 'assigned', 'sent'],
  ]);
  expect(await referral.events('delivery-refused')).toMatchObject([{ smtpCode: 550 }]);
  expect(await service.organization(outdated.id)).toMatchObject({ contactVerified: false, held: 0 });
  expect((await service.organization(next.id)).held).toBe(2);
  expect(referral.delivered('lead').map(({ to }) => to)).toEqual([next.contactEmail]);
  expect(await referral.escalations()).toMatchObject([
    { reason: 'delivery-failed', subject: `organization:${outdated.id}`, organizationId: outdated.id },
  ]);
  expect(referral.delivered('escalation').map(({ to }) => to)).toEqual([SPOC]);

  // The next lead passes the outdated address by.
  const later = await service.post(county);
  await later.recorded('sent');
  expect((await later.explanations())[0]?.excluded).toEqual([
    { organizationId: outdated.id, name: 'Outdated', reasons: ['contact-unverified'] },
  ]);
});

test('two leads refused by one address open one escalation', async () => {
  await service.goTo('2034-06-08T15:00:00.000Z');
  const { county, organization } = await only('Outdated too');
  const held = service.postOffice.hold(organization.contactEmail, () => REFUSED);
  const one = await service.receive(county);
  const oneFollowed = service.followers.run();
  await held.underWay(1);
  const other = await service.receive(county);
  const otherFollowed = service.followers.run();
  await held.underWay(2);
  held.letGo();
  await Promise.all([oneFollowed, otherFollowed]);

  const [failed, gap] = await one.escalations();
  expect([failed, gap]).toEqual(await other.escalations());
  expect(failed).toMatchObject({ reason: 'delivery-failed', occurrences: 2 });
  expect(gap).toMatchObject({ reason: 'no-eligible-organization', occurrences: 2 });
  expect(failed?.referralIds).toHaveLength(2);
  // One for the address, one for the gap.
  const mails = service.postOffice.attempts.filter(({ to, date }) => to === SPOC && date >= '2034-06-08');
  expect(mails).toHaveLength(2);
});

test('not now: tried again with a text made anew, under one Message-ID; the clocks start with the sending', async () => {
  // Friday, ten seconds before closing: the first text says Tuesday, what is sent after closing says Wednesday.
  await service.goTo('2034-10-13T21:59:50.000Z');
  const { county, organization } = await only('Greylisting');
  let refusals = 3;
  service.postOffice.answer(organization.contactEmail, () => {
    refusals -= 1;
    return refusals >= 0 ? DEFERRED : SENT;
  });
  const referral = await service.post(county);
  expect(referral.shown).toMatchObject({
    headline: 'Assigned; the lead is being mailed',
    // Found by its organization while somebody may wonder why it is not sent.
    attributes: { OrganizationId: organization.id, ReferralStatus: 'received' },
  });
  await service.goTo('2034-10-13T22:05:00.000Z');
  const sent = await referral.recorded('sent');

  const tries = service.postOffice.attemptsFor(referral.id, 'lead');
  expect(tries.map(({ answer }) => answer)).toEqual(['deferred', 'deferred', 'deferred', 'sent']);
  expect(tries.map(({ date }) => date)).toEqual([
    ...['2034-10-13T21:59:50.000Z', '2034-10-13T22:00:00.000Z'],
    ...['2034-10-13T22:00:20.000Z', '2034-10-13T22:01:00.000Z'],
  ]);
  expect(new Set(tries.map(({ messageId }) => messageId)).size).toBe(1);
  expect(tries[0]?.subject).toContain('Tuesday, October 17, 2034, 5:00 p.m. CDT');
  expect(tries[3]?.subject).toContain('Wednesday, October 18, 2034, 5:00 p.m. CDT');
  expect(sent.clocks.contact.dueAt).toBe('2034-10-18T22:00:00.000Z');
  expect(await referral.escalations()).toEqual([]);
});

test('unsent after 30 minutes: escalated once while the tries go on; sent in the end', async () => {
  await service.goTo('2034-11-01T15:00:00.000Z');
  const { county, organization } = await only('Unreachable');
  service.postOffice.answer(organization.contactEmail, () => DEFERRED);
  const referral = await service.post(county);
  await service.goTo('2034-11-01T15:29:00.000Z');
  expect(await referral.escalations()).toEqual([]);
  await service.goTo('2034-11-01T17:00:00.000Z');
  // The tries double from 10 seconds to 5 minutes: the last before is at 25:10, and without regard to the alert the next
  // would be at 30:10.
  expect((await referral.recorded('escalated')).at).toBe('2034-11-01T15:30:00.000Z');
  expect(await referral.escalations()).toMatchObject([
    { reason: 'delivery-failed', subject: `referral:${referral.id}`, state: 'open' },
  ]);

  service.postOffice.answer(organization.contactEmail, () => SENT);
  await service.goTo('2034-11-01T17:06:00.000Z');
  expect((await referral.recorded('sent')).at).toBe('2034-11-01T17:05:00.000Z');
  expect(await referral.story()).toEqual(['received', 'assigned', 'escalated delivery-failed', 'sent']);
  expect(await referral.escalations()).toMatchObject([{ state: 'resolved', resolvedBy: 'system' }]);
  await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
  expect(referral.result).toEqual({ status: 'resolved', resolution: 'no-longer-needs-assistance' });
});

test('a reminder is tried again inside business hours only, and is dropped when it would come too late', async () => {
  // Monday; reminder on Wednesday at 8:00, deadline at 17:00.
  await service.goTo('2034-11-13T16:00:00.000Z');
  const { referral, organizations } = await sentAmong(service, ['Down for a day']);
  service.postOffice.answer(organizations[0].contactEmail, () => DEFERRED);
  await service.goTo('2034-11-16T16:00:00.000Z');
  await referral.recorded('milestone-breached');
  const tries = service.postOffice
    .attemptsFor(referral.id, 'contact-reminder')
    .map(({ date }) => minute(date));
  expect(tries[0]).toBe('2034-11-15T14:00');
  expect(tries.length).toBeGreaterThan(30);
  expect(tries.every((at) => at >= '2034-11-15T14:00' && at < '2034-11-15T23:00')).toBe(true);
  const reminder = (await referral.messages()).find(({ kind }) => kind === 'contact-reminder');
  expect(reminder).toMatchObject({ state: 'overtaken', attempts: tries.length });
});

test('a reminder that does not get through by closing time is tried again when business opens', async () => {
  // Wednesday; the appointment is due on Wednesday, December 6, its reminder on Friday, December 1.
  await service.goTo('2034-11-22T16:00:00.000Z');
  const { referral, organizations } = await sentAmong(service, ['Down on a Friday']);
  await referral.act(contactOn('2034-11-22'));
  service.postOffice.answer(organizations[0].contactEmail, ({ date }) =>
    date < '2034-12-03' ? DEFERRED : SENT,
  );
  await service.goTo('2034-12-04T16:00:00.000Z');
  const tries = service.postOffice
    .attemptsFor(referral.id, 'appointment-reminder')
    .map(({ date }) => minute(date));
  expect(tries[0]).toBe('2034-12-01T14:00');
  expect(tries.filter((at) => at >= '2034-12-01T23:00')).toEqual(['2034-12-04T14:00']);
  expect(referral.delivered('appointment-reminder')).toHaveLength(1);
});

test('a refused reminder tells the SPOC and leaves the referral where it is', async () => {
  await service.goTo('2034-12-11T16:00:00.000Z');
  const { referral, organizations } = await sentAmong(service, ['Gone meanwhile']);
  await referral.act({ kind: 'open' });
  service.postOffice.answer(organizations[0].contactEmail, () => REFUSED);
  await service.goTo('2034-12-13T15:00:00.000Z');
  expect(await referral.story()).toEqual([
    ...['received', 'assigned', 'sent', 'opened', 'milestone-due-soon contact'],
    'escalated delivery-failed',
  ]);
  expect((await referral.row()).status).toBe('sent');
  expect((await service.organization(organizations[0].id)).contactVerified).toBe(false);
});

describe('the lead is withdrawn when the server has not taken it', () => {
  const cases = [
    { when: 'it said “not now”: nobody has it', answers: [DEFERRED], told: 0 },
    { when: 'no answer came: it may have it', answers: [LOST], told: 1 },
    {
      when: 'no answer came, and a later try was put off: it may have the first',
      answers: [LOST, DEFERRED],
      told: 1,
    },
  ];

  test.each(cases)('$when', async ({ answers, told }) => {
    const { county, organization } = await only('Hardly reached');
    const left = [...answers];
    service.postOffice.answer(organization.contactEmail, ({ kind }) =>
      kind === 'lead' ? (left.shift() ?? DEFERRED) : SENT,
    );
    const referral = await service.post(county);
    await service.goTo(plusMillis(service.now(), (answers.length - 1) * 10_000));
    expect(service.postOffice.attemptsFor(referral.id, 'lead')).toHaveLength(answers.length);
    await referral.act(withdraw, CRM);
    expect(referral.delivered('withdrawn')).toHaveLength(told);
    expect(referral.result).toEqual({ status: 'withdrawn', resolution: null });
    expect(service.postOffice.attemptsFor(referral.id, 'lead')).toHaveLength(answers.length);
  });

  test.each([
    { when: 'while it is on its way, and put off then', answer: DEFERRED, told: 0 },
    { when: 'while it is on its way, and the connection is lost then', answer: LOST, told: 1 },
  ])('$when', async ({ answer, told }) => {
    const { referral, organizations, letGo } = await beingMailed(service, ['Slow'], ({ kind }) =>
      kind === 'lead' ? answer : SENT,
    );
    await referral.act(withdraw, CRM);
    expect(referral.result).toBeUndefined();
    await letGo();
    expect(referral.delivered('withdrawn').map(({ to }) => to)).toEqual(
      Array.from({ length: told }, () => organizations[0].contactEmail),
    );
    expect(referral.result).toEqual({ status: 'withdrawn', resolution: null });
  });
});

test('no answer came, and who has the link acts: the lead has arrived, and is not mailed again', async () => {
  const { county, organization } = await only('Silent server');
  service.postOffice.answer(organization.contactEmail, () => LOST);
  const referral = await service.post(county);
  const { at } = await referral.recorded('assigned');
  await referral.act({ kind: 'decline', reason: 'other' });
  expect((await referral.story()).slice(0, 3)).toEqual(['received', 'assigned', 'sent']);
  expect((await referral.recorded('sent')).at).toBe(at);
  await service.goTo(plusMillis(at, 3_600_000));
  expect(service.postOffice.attemptsFor(referral.id, 'lead')).toHaveLength(1);
});

test('no answer came, and a re-route takes the lead away: that proves nothing', async () => {
  const { county, organization } = await only('Silent server, re-routed');
  service.postOffice.answer(organization.contactEmail, () => LOST);
  const referral = await service.post(county);
  const { assignmentId } = await referral.recorded('assigned');
  await referral.act({ kind: 'reassign', directedTo: null }, { actor: 'coordinator', assignmentId });
  expect((await referral.story()).slice(0, 3)).toEqual(['received', 'assigned', 'handed-on']);
  expect(await referral.events('sent')).toEqual([]);
});
