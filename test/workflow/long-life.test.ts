import { v7 as uuidv7 } from 'uuid';
import { eventually } from './support/eventually';
import { attemptOn, contactOn, COORDINATOR, sentAmong } from './support/scene';
import { withRouting } from './support/policies';
import { Service } from './support/service';

/** A referral that stays open for a year, with hundreds of acts: it goes on as a new run before its history is long. */

let service: Service;
afterEach(() => service.stop());

/** Enough for two changes of run with hundreds of events to spare: acts that come together share some of theirs. */
const ACTS = 500;
const LONG = 1_100;

test(`${ACTS} acts in a year, some two and three at once, and the same one again: none is lost or taken twice`, async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
  const { referral } = await sentAmong(service, ['Trying', 'Never asked']);
  const runs = new Map<string, number>();
  let done = 0;
  for (let day = 0; done < ACTS; day += 1) {
    await service.env.sleep('1 day');
    const on = (await service.now()).slice(0, 10);
    const actIds = Array.from({ length: 1 + (day % 3) }, () => uuidv7());
    const again = actIds[0] ?? '';
    await Promise.all([
      ...actIds.map((actId) => referral.act(attemptOn(on), { actId })),
      referral.act(attemptOn(on), { actId: again }),
    ]);
    done += actIds.length;
    const { runId, historyLength } = await referral.handle.describe();
    runs.set(runId, historyLength);
  }
  expect(referral.events('contact-attempted')).toHaveLength(done);
  expect(new Set(referral.events('contact-attempted').map(({ actId }) => actId)).size).toBe(done);
  expect((await referral.state()).attempts).toBe(done);
  expect(referral.row.events.map(({ seq }) => seq)).toEqual(referral.row.events.map((_, index) => index + 1));
  expect(runs.size).toBeGreaterThan(2);
  expect(Math.max(...runs.values())).toBeLessThan(LONG);
  // The first attempt came a day after the sending. What was told before a change of run is told once.
  const told = referral.events('escalated').map(({ reason }) => reason);
  expect(told).toEqual(['lead-not-opened', 'contact-missed', 'appointment-missed']);
  expect(referral.events('capacity-released')).toHaveLength(1);
  expect((await referral.seen()).attributes['ContactMilestone']).toBe('breached');

  await referral.act(contactOn((await service.now()).slice(0, 10)));
  await referral.act({ kind: 'resolution', resolution: 'eligible-ma' });
  expect(await referral.handle.result()).toEqual({ status: 'resolved', resolution: 'eligible-ma' });
});

test('continued before its contact was missed: the next run still moves it on, and tells nothing twice', async () => {
  service = await Service.start({
    policy: withRouting({ missedContact: 're-route', unopenedAlertMinutes: 60 }),
  });
  await service.goTo('2034-02-01T16:00:00.000Z');
  const { referral } = await sentAmong(service, ['Silent', 'Next']);
  const first = (await referral.handle.describe()).runId;
  // Amendments are no answer: they make the history long while the organization is silent.
  const amend = { kind: 'amend', parts: ['account'], need: null, expectedVersion: null } as const;
  while ((await referral.handle.describe()).historyLength < 1_000) {
    await Promise.all(Array.from({ length: 8 }, () => referral.act(amend, COORDINATOR)));
  }
  // As soon as no act and no mail is under way.
  await eventually('the next run', async () => (await referral.handle.describe()).runId !== first);
  await service.goTo('2034-02-06T16:00:00.000Z');
  await referral.recorded('sent', 2);
  expect(referral.events('timed-out')).toMatchObject([{ missed: 'contact' }]);
  expect(
    referral
      .events('escalated')
      .map(({ reason }) => reason)
      .slice(0, 2),
  ).toEqual(['lead-not-opened', 'contact-missed']);
});
