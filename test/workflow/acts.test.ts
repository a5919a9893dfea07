import { v7 as newId } from 'uuid';
import { instant } from '../../src/domain/time';
import { DEFERRED, REFUSED, SENT } from './support/post-office';
import type { PostedReferral } from './support/posted-referral';
import { attemptOn, beingMailed, contactOn, COORDINATOR, sentAmong } from './support/scene';
import { Service } from './support/service';

/** What people do is decided at once: once each, in order, and refused with the reason. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

const contact = contactOn('2034-02-01');
const unneeded = { kind: 'resolution', resolution: 'no-longer-needs-assistance' } as const;

async function sentReferral(): Promise<PostedReferral> {
  const { referral } = await sentAmong(service, ['Acting']);
  return referral;
}

test('the same act sent twice, at once and later, happens once', async () => {
  const referral = await sentReferral();
  const attempt = attemptOn('2034-02-01');
  const actId = newId();
  const [one, other] = await Promise.all([
    referral.act(attempt, { actId }),
    referral.act(attempt, { actId }),
  ]);
  const answer = { version: 4, recorded: true };
  expect([one, other, await referral.act(attempt, { actId })]).toEqual([answer, answer, answer]);
  expect(await referral.events('contact-attempted')).toMatchObject([{ actId, actor: 'assister' }]);
  expect(await referral.acts()).toMatchObject([{ id: actId, kind: 'contact', version: 4 }]);
});

test('the same act has its first answer for ever, whatever the referral has come to', async () => {
  const referral = await sentReferral();
  const actId = newId();
  await referral.act(attemptOn('2034-02-01'), { actId });
  await referral.act(unneeded);
  expect(await referral.act(attemptOn('2034-02-01'), { actId })).toEqual({ version: 4, recorded: true });
  expect(await referral.events('contact-attempted')).toHaveLength(1);
});

test('of two acts that race, the second is refused with its reason, and only the first is recorded', async () => {
  const races = [
    { act: contact, refusal: 'already-recorded', recorded: 'contact-made' },
    { act: { kind: 'decline', reason: 'other' }, refusal: 'assignment-over', recorded: 'declined' },
    { act: unneeded, refusal: 'referral-closed', recorded: 'resolution-recorded' },
  ] as const;
  for (const { act, refusal, recorded } of races) {
    const referral = await sentReferral();
    const outcomes = await Promise.allSettled([referral.act(act), referral.act(act)]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { name: 'DomainError', code: refusal } }]);
    expect(await referral.events(recorded)).toHaveLength(1);
    expect(await referral.acts()).toHaveLength(1);
  }
});

test('a refused act leaves nothing behind', async () => {
  const referral = await sentReferral();
  await referral.act({ kind: 'open' });
  const before = await referral.state();
  const woken = service.followers.woken.length;
  const held = instant('2034-02-01T15:00:00.000Z');
  const table = [
    [{ kind: 'resolution', resolution: 'enrolled-qhp' }, 'resolution-needs-contact'],
    [{ kind: 'appointment', at: held, held: true }, 'contact-required'],
    [contactOn('2034-02-02'), 'date-in-future'],
  ] as const;
  for (const [act, code] of table) {
    await expect(referral.act(act)).rejects.toMatchObject({ name: 'DomainError', code });
  }
  await expect(referral.act(contact, { assignmentId: newId() })).rejects.toMatchObject({
    code: 'assignment-over',
  });
  expect(await referral.state()).toEqual(before);
  expect(await referral.acts()).toEqual([]);
  expect(service.followers.woken).toHaveLength(woken);
  expect(await referral.story()).toEqual(['received', 'assigned', 'sent', 'opened']);
});

test('the refusal names its reason and the field', async () => {
  const referral = await sentReferral();
  await expect(
    referral.act(contactOn('2034-02-02'), { ...COORDINATOR, actor: 'assister' }),
  ).rejects.toMatchObject({
    name: 'DomainError',
    code: 'date-in-future',
    details: { errors: [{ path: 'madeOn', message: 'This date is in the future.' }] },
  });
});

test('opening twice is recorded once, and wakes nobody', async () => {
  const referral = await sentReferral();
  const woken = service.followers.woken.length;
  expect(await referral.act({ kind: 'open' })).toEqual({ version: 4, recorded: true });
  expect(await referral.act({ kind: 'open' })).toEqual({ version: 4, recorded: false });
  expect(await referral.events('opened')).toHaveLength(1);
  expect(service.followers.woken).toHaveLength(woken);
});

test('a coordinator acts for the organization without naming its assignment', async () => {
  const referral = await sentReferral();
  await referral.act(contact, COORDINATOR);
  const { assignmentId } = await referral.recorded('assigned');
  expect(await referral.events('contact-made')).toMatchObject([{ actor: 'coordinator', assignmentId }]);
});

test('a referral without an organization refuses acts, and a closed one too', async () => {
  const waiting = await service.post(service.newCounty());
  await waiting.recorded('escalated');
  await expect(waiting.act(contact)).rejects.toMatchObject({ code: 'referral-not-assigned' });
  const over = await sentReferral();
  await over.act(unneeded);
  await expect(over.act(contact)).rejects.toMatchObject({ code: 'referral-closed' });
});

describe('while the lead is being mailed, and its reader is faster than our record', () => {
  test('who has the link has the lead: the sending is put on record with the first act, and the clocks start', async () => {
    const { referral, letGo } = await beingMailed(service, ['Fast reader']);
    expect(await referral.act({ kind: 'open' })).toEqual({ version: 4, recorded: true });
    expect(await referral.act(contact)).toEqual({ version: 6, recorded: true });
    const story = ['received', 'assigned', 'sent', 'opened', 'contact-made', 'milestone-met contact'];
    expect(await referral.story()).toEqual(story);
    await letGo();
    expect(await referral.story()).toEqual(story);
    expect(await referral.statuses()).toEqual([
      ...['received', 'received', 'sent', 'sent', 'contacted', 'contacted'],
    ]);
    const { assignment } = await referral.state();
    const opened = await referral.recorded('opened');
    expect(assignment).toMatchObject({ openedAt: opened.at, sentAt: '2034-02-01T16:00:00.000Z' });
    expect(await referral.messages()).toMatchObject([{ kind: 'lead', state: 'sent', inDoubt: false }]);
    expect(service.postOffice.attemptsFor(referral.id, 'lead')).toHaveLength(1);
  });

  test('acts happen in their order, and the last one cuts off nothing that the others began', async () => {
    const { referral, letGo } = await beingMailed(service, ['Fast reader']);
    // Three weeks on: a promise that cannot be kept, to be escalated at once.
    const tooLate = { kind: 'appointment', at: instant('2034-02-22T16:00:00.000Z'), held: false } as const;
    for (const act of [contact, tooLate, unneeded]) await referral.decide(act);
    await letGo();
    await service.followers.run();
    expect(referral.result).toEqual({ status: 'resolved', resolution: 'no-longer-needs-assistance' });
    expect((await referral.story()).slice(2)).toEqual([
      ...[
        'sent',
        'contact-made',
        'milestone-met contact',
        'appointment-agreed',
        'escalated appointment-missed',
      ],
      ...['milestone-met appointment', 'resolution-recorded'],
    ]);
    expect(referral.delivered('escalation')).toHaveLength(1);
  });

  test('what a coordinator types in proves nothing about the mail: refused until the lead is sent', async () => {
    const { referral, letGo } = await beingMailed(service, ['Slow server']);
    await expect(referral.act(contact, COORDINATOR)).rejects.toMatchObject({ code: 'referral-not-assigned' });
    expect(await referral.story()).toEqual(['received', 'assigned']);
    await letGo();
    await referral.act(contact, COORDINATOR);
    expect((await referral.story()).slice(2)).toEqual(['sent', 'contact-made', 'milestone-met contact']);
  });

  test('a server that said “not now” has not passed it on: an act by its link is refused', async () => {
    const { referral, letGo } = await beingMailed(service, ['Deferring'], () => DEFERRED);
    await letGo();
    await expect(referral.act(contact)).rejects.toMatchObject({ code: 'assignment-over' });
    expect(await referral.story()).toEqual(['received', 'assigned']);
  });

  test('an act is refused when the mail was', async () => {
    const { referral, letGo } = await beingMailed(service, ['Refusing'], () => REFUSED);
    const { assignmentId } = await referral.recorded('assigned');
    await letGo();
    await expect(referral.act(contact, { assignmentId })).rejects.toMatchObject({ code: 'assignment-over' });
    expect(await referral.events('contact-made')).toEqual([]);
  });

  test('what the server says after an act has proved the lead to be there changes nothing', async () => {
    const { referral, organizations, letGo } = await beingMailed(service, ['Contradicting'], () => REFUSED);
    await referral.act(contact);
    await letGo();
    expect((await referral.story()).slice(2)).toEqual(['sent', 'contact-made', 'milestone-met contact']);
    expect(await service.organization(organizations[0].id)).toMatchObject({ contactVerified: true, held: 1 });
    expect(await referral.escalations()).toEqual([]);
  });

  test('an act is taken once the mail that was tried again is sent', async () => {
    const { referral, organizations, letGo } = await beingMailed(service, ['Greylisting'], () => DEFERRED);
    await letGo();
    service.postOffice.answer(organizations[0].contactEmail, () => SENT);
    await service.goTo('2034-02-01T16:00:10.000Z');
    await referral.act(contact);
    expect((await referral.story()).slice(2)).toEqual(['sent', 'contact-made', 'milestone-met contact']);
  });
});
