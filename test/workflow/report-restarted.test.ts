import { CycleOffice } from './support/cycle-office';
import type { ReportInMemory } from './support/cycle-rows';
import { eventually } from './support/eventually';
import { dates, sent } from './support/sent-report';
import { terminateIdle } from './support/terminate-idle';

let office: CycleOffice;
beforeAll(async () => {
  office = await CycleOffice.open();
});
afterAll(async () => {
  await office.close();
});

/** Ends the run once it waits for what it shows as next. */
async function terminate(report: ReportInMemory, whenNext: string): Promise<void> {
  const handle = office.reportHandle(report);
  await eventually(
    `next: ${whenNext}`,
    async () => (await handle.describe()).memo?.['next'],
    (next) => typeof next === 'string' && next.startsWith(whenNext),
  );
  await terminateIdle(handle);
}

test('terminated again and again it goes on where it was: no mail twice, and of missed reminders only the latest', async () => {
  const { report, mails } = await sent(
    office,
    dates('2034-08-03', '2034-08-09', '2034-08-16', '2034-08-23'),
    1,
  );
  await terminate(report, 'a reminder Mon, Aug 21');
  // Reminders were due on August 21 and 23, the notice on the 24th.
  await office.goTo('2034-08-24T14:30:00Z');
  expect(mails()).toEqual(['report 2034-08-16T14:00']);
  await office.reportWorkflows.nudge(report.id);
  await eventually('the notice', () => mails().length === 2);
  expect(mails()[1]).toBe('report-late 2034-08-24T14:30');
  expect(report.lateAt?.slice(0, 16)).toBe('2034-08-24T14:30');
  await eventually('the note', () => report.chased.length === 1);
  await terminate(report, 'a notice that it is late Mon, Aug 28');
  await office.reportWorkflows.nudge(report.id);
  await office.goTo('2034-08-28T14:00:00Z');
  expect(mails().slice(2)).toEqual(['report-late 2034-08-28T13:00']);
  await office.giveBack(report, 1);
  await office.reportHandle(report).result();
});

test('begun again at night, the reminder waits for the opening of business', async () => {
  const { report, mails } = await sent(
    office,
    dates('2034-08-24', '2034-08-30', '2034-09-06', '2034-09-13'),
    1,
  );
  await terminate(report, 'a reminder Mon, Sep 11');
  await office.goTo('2034-09-12T02:00:00Z');
  await office.reportWorkflows.nudge(report.id);
  await office.goTo('2034-09-12T13:01:00Z');
  await eventually('the reminder', () => mails().length === 2);
  expect(mails()[1]).toBe('report-reminder 2034-09-12T13:00');
  await office.giveBack(report, 1);
  await office.reportHandle(report).result();
});
