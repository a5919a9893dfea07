import { routeNowUpdate } from '../../src/workflows/referral/messages';
import { eventually } from './support/eventually';
import type { PostedReferral } from './support/posted-referral';
import { Service } from './support/service';

/**
 * PostgreSQL takes so long over one call that updates arrive in the middle of it. The worker lets them in when half a
 * workflow task's time-out is over, which takes its seconds: both cases wait for it together.
 */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

test('what comes in while a sending or a routing is being recorded undoes neither', async () => {
  const { db } = service.world;
  const served = service.world.newCounty();
  service.world.addOrganization({ name: 'Very fast reader', counties: [served] });
  const finishSending = db.hold('appendSent');
  const mailed = await service.post(served);
  await eventually('the mail', () => mailed.delivered('lead').length === 1);
  const opening = mailed.act({ kind: 'open' });

  const finishRouting = db.hold('routing');
  const routed = await service.post(service.world.newCounty());
  const turn = routed.handle.executeUpdate(routeNowUpdate);
  await eventually(
    'both updates',
    async () => (await accepted(mailed)) === 1 && (await accepted(routed)) === 1,
  );
  finishSending();
  finishRouting();

  await opening;
  expect(mailed.story()).toEqual(['received', 'assigned', 'sent', 'opened']);
  expect(mailed.row.events.map(({ status }) => status)).toEqual(['received', 'received', 'sent', 'sent']);
  expect(mailed.row.status).toBe('sent');
  // The turn came too early to know that nobody is there: it waits for the routing, and then tells the truth.
  expect(await turn).toEqual({ placed: false });
  await routed.recorded('escalated');
  expect(routed.story()).toEqual(['received', 'unassigned', 'escalated no-eligible-organization']);
});

async function accepted({ handle }: PostedReferral): Promise<number> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length;
}
