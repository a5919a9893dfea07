import { setTimeout as delay } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { DomainError } from '../../src/domain/errors';
import type { Act } from '../../src/domain/referral/commands';
import { eventually } from '../support/eventually';
import { SENT } from './support/post-office';
import type { PostedReferral } from './support/posted-referral';
import { attemptOn, countyWith, sentAmong } from './support/scene';
import { Service } from './support/service';

/** PostgreSQL away for a while: everything happens a little later, once, in order. */

let service: Service;
beforeAll(async () => {
  service = await Service.start({ startsAt: '2034-02-01T16:00:00.000Z' });
});
afterEach(() => service.trouble.comeBack());
afterAll(() => service.stop());

const TODAY = '2034-02-01';

/** Away until an activity has failed of it at least so often. */
async function backAfter(repeats: number): Promise<void> {
  const before = service.followers.repeats;
  await eventually(`${repeats} failures`, () => service.followers.repeats >= before + repeats);
  service.trouble.comeBack();
}

/**
 * Sends an act again for as long as the answer is that the database cannot be reached, as a client does. Returns how
 * often that was.
 */
async function persistently(referralId: string, act: Act): Promise<number> {
  for (let refusals = 0; ; refusals += 1) {
    try {
      await service.decide(referralId, act);
      return refusals;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'unavailable') throw error;
      await delay(25);
    }
  }
}

async function expectNumbered(referral: PostedReferral): Promise<void> {
  const log = await referral.log();
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  expect(await referral.row()).toMatchObject({ version: log.length });
}

test('away while a lead is routed', async () => {
  const { county, organizations } = await countyWith(service, ['Steady']);
  const referral = await service.receive(county);
  service.trouble.goAway();
  await Promise.all([service.followers.run(), backAfter(3)]);
  expect(await referral.story()).toEqual(['received', 'assigned', 'sent']);
  expect(await service.held(organizations)).toEqual([1]);
  expect(referral.delivered('lead')).toHaveLength(1);
});

test('away while acts are recorded: each is told so, and sent again is answered, in order and without gaps', async () => {
  const { referral } = await sentAmong(service, ['Steady too']);
  const { assignmentId } = await referral.recorded('assigned');
  const about = () => ({ actId: newId(), actor: 'assister', assignmentId }) as const;
  const acts: Act[] = [
    { ...about(), ...attemptOn(TODAY) },
    { ...about(), kind: 'open' },
    { ...about(), ...attemptOn(TODAY) },
  ];
  service.trouble.goAway();
  const acting = Promise.all(acts.map((act) => persistently(referral.id, act)));
  await delay(200);
  service.trouble.comeBack();
  const refusals = await acting;
  expect(Math.min(...refusals)).toBeGreaterThan(0);
  expect((await referral.log()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect((await referral.story()).slice(3).sort()).toEqual([
    'contact-attempted',
    'contact-attempted',
    'opened',
  ]);
});

test('cut again and again while acts are being committed: each has left exactly one event', async () => {
  const { referral } = await sentAmong(service, ['Often cut']);
  const { assignmentId } = await referral.recorded('assigned');
  const actIds = Array.from({ length: 60 }, () => newId());
  // After each that is told, at another moment of the next one; those who wait for the referral are cut with the one that
  // has it.
  const acting = actIds.map(async (actId, index) => {
    const act = { actId, actor: 'assister', assignmentId, ...attemptOn(TODAY) } as const;
    const refusals = await persistently(referral.id, act);
    setTimeout(() => service.trouble.cut(), index % 9);
    return refusals;
  });
  const refusals = await Promise.all(acting);
  await delay(20);
  await service.followers.run();
  // Otherwise it was not cut at all.
  expect(Math.max(...refusals)).toBeGreaterThan(0);
  const attempts = await referral.events('contact-attempted');
  expect(attempts.map(({ actId }) => actId).sort()).toEqual([...actIds].sort());
  expect(await referral.row()).toMatchObject({ attempts: 60 });
  await expectNumbered(referral);
});

test('away for a moment between the mail server’s answer and our record: one mail', async () => {
  const { county, organizations } = await countyWith(service, ['Once']);
  service.postOffice.answer(organizations[0].contactEmail, () => {
    service.trouble.goAway();
    setTimeout(() => service.trouble.comeBack(), 300);
    return SENT;
  });
  const before = service.followers.repeats;
  const referral = await service.post(county);
  await referral.recorded('sent');
  expect(service.followers.repeats).toBe(before);
  expect(referral.delivered('lead')).toHaveLength(1);
});

test('away for long between the mail server’s answer and our record: the same mail again, under the same Message-ID', async () => {
  const { county, organizations } = await countyWith(service, ['Twice']);
  service.postOffice.answer(organizations[0].contactEmail, () => {
    service.postOffice.answer(organizations[0].contactEmail, () => SENT);
    service.trouble.goAway();
    return SENT;
  });
  const [referral] = await Promise.all([service.post(county), backAfter(1)]);
  const [first, again, ...more] = referral.delivered('lead');
  expect(again).toEqual(first);
  expect(more).toEqual([]);
  expect(await referral.story()).toEqual(['received', 'assigned', 'sent']);
});

test('away when a promise is broken: the breach keeps its instant', async () => {
  const { referral } = await sentAmong(service, ['Missed']);
  await referral.act({ kind: 'open' });
  await service.goTo('2034-02-03T22:59:59.000Z');
  service.trouble.goAway();
  await Promise.all([service.goTo('2034-02-03T23:00:00.000Z'), backAfter(3)]);
  expect((await referral.recorded('milestone-breached')).at).toBe('2034-02-03T23:00:00.000Z');
  const [escalation] = await referral.escalations();
  expect(escalation).toMatchObject({ reason: 'contact-missed', openedAt: '2034-02-03T23:00:00.000Z' });
});

test('the worker is gone before it could record the sending: opened by its link, the clocks run all the same', async () => {
  const { county, organizations } = await countyWith(service, ['Reads at once']);
  const { underWay, letGo } = service.postOffice.hold(organizations[0].contactEmail);
  const referral = await service.receive(county);
  const lost = service.followers.run();
  await underWay(1);
  await referral.act({ kind: 'open' });
  expect(await referral.story()).toEqual(['received', 'assigned', 'sent', 'opened']);
  // Friday, 17:00, and three business days.
  service.postOffice.answer(organizations[0].contactEmail, () => SENT);
  await service.goTo('2034-02-09T16:00:00.000Z');
  expect((await referral.recorded('milestone-breached')).at).toBe('2034-02-08T23:00:00.000Z');
  letGo();
  await lost;
  expect(await referral.events('sent')).toHaveLength(1);
});
