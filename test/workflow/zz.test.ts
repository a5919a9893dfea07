import { Service } from './support/service';
let service: Service;
beforeAll(async () => {
  service = await Service.start({ maxCachedWorkflows: 2 });
});
afterAll(() => service.stop());
test('x', async () => {
  const county = service.world.newCounty();
  service.world.addOrganization({ name: 'name', counties: [county], capacity: 20 });
  let t = Date.now();
  const referrals = await Promise.all(Array.from({ length: 12 }, () => service.post(county)));
  await Promise.all(referrals.map((referral) => referral.recorded('sent')));
  console.log('sent', Date.now() - t);
  t = Date.now();
  const took: number[] = [];
  await Promise.all(referrals.map(async (referral, i) => {
     await referral.act({ kind: 'open' }); took[i] = Date.now() - t; }));
  console.log(took);
  for (const [i, r] of referrals.entries()) {
    const { events } = await r.handle.fetchHistory();
    const text = events!.map((e) => `${e.eventId} ${e.eventType} ${new Date(Number(e.eventTime!.seconds) * 1000 + Number(e.eventTime!.nanos) / 1e6).toISOString().slice(14)} ${JSON.stringify(e.workflowTaskScheduledEventAttributes ?? e.workflowTaskFailedEventAttributes ?? e.workflowTaskTimedOutEventAttributes ?? '')}`);
    const sent = r.row.events[2]!.at;
    console.log(i, sent, text.join('\n'));
  }
});
