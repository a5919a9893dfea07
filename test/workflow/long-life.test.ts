import { v7 as newId } from 'uuid';
import { localDateIn, plusMillis, DAY_MS } from '../../src/domain/time';
import { attemptOn, contactOn, COORDINATOR, sentAmong } from './support/scene';
import { Service, withRouting } from './support/service';

/** A referral that stays open for a year, with hundreds of acts: its log is read whole each time, and stays right. */

let service: Service;
afterEach(() => service.stop());

const ACTS = 500;
/** A thousand transactions take seconds, and minutes on a machine that has other work. */
const PATIENCE_MS = 400_000;

/** The day in Minnesota. */
function today(): string {
  return localDateIn(service.policy.calendar.zone, service.now());
}

test(
  `${ACTS} acts in a year, some two and three at once, and the same one again: none is lost or taken twice`,
  async () => {
    service = await Service.start({ startsAt: '2034-02-01T16:00:00.000Z' });
    const { referral } = await sentAmong(service, ['Trying', 'Never asked']);
    let done = 0;
    for (let day = 0; done < ACTS; day += 1) {
      await service.goTo(plusMillis(service.now(), DAY_MS));
      const actIds = Array.from({ length: 1 + (day % 3) }, () => newId());
      const [again = ''] = actIds;
      const answers = await Promise.all(
        [...actIds, again].map((actId) => referral.decide(attemptOn(today()), { actId })),
      );
      await service.followers.run();
      // The same act has the same answer, whichever of the two came first.
      expect(answers.at(-1)).toEqual(answers[0]);
      done += actIds.length;
    }
    const attempts = await referral.events('contact-attempted');
    expect(attempts).toHaveLength(done);
    expect(new Set(attempts.map(({ actId }) => actId)).size).toBe(done);
    const state = await referral.state();
    expect(state.attempts).toBe(done);
    const log = await referral.log();
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    expect(state.version).toBe(log.length);
    expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).sort());
    // The first attempt came a day after the sending.
    const told = (await referral.events('escalated')).map(({ reason }) => reason);
    expect(told).toEqual(['lead-not-opened', 'contact-missed', 'appointment-missed']);
    expect(await referral.events('capacity-released')).toHaveLength(1);
    expect(referral.shown.attributes.ContactMilestone).toBe('breached');

    await referral.act(contactOn(today()));
    await referral.act({ kind: 'resolution', resolution: 'eligible-ma' });
    expect(referral.result).toEqual({ status: 'resolved', resolution: 'eligible-ma' });
  },
  PATIENCE_MS,
);

test(
  'hundreds of amendments before its contact was missed: it is still moved on, and nothing is told twice',
  async () => {
    service = await Service.start({
      policy: withRouting({ missedContact: 're-route', unopenedAlertMinutes: 60 }),
      startsAt: '2034-02-01T16:00:00.000Z',
    });
    const { referral } = await sentAmong(service, ['Silent', 'Next']);
    // Amendments are no answer: they make the log long while the organization is silent.
    const amend = { kind: 'amend', parts: ['account'], need: null, expectedVersion: null } as const;
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(Array.from({ length: 8 }, () => referral.decide(amend, COORDINATOR)));
      await service.followers.run();
    }
    expect(await referral.events('amended')).toHaveLength(320);
    await service.goTo('2034-02-06T16:00:00.000Z');
    await referral.recorded('sent', 2);
    expect(await referral.events('timed-out')).toMatchObject([{ missed: 'contact' }]);
    const told = (await referral.events('escalated')).map(({ reason }) => reason);
    expect(told.slice(0, 2)).toEqual(['lead-not-opened', 'contact-missed']);
  },
  PATIENCE_MS,
);
