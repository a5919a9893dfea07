import { setImmediate as turn } from 'node:timers/promises';
import { recordHistory } from '../../../src/activities/record-history';
import { instant, localDate } from '../../../src/domain/time';
import { loadProgram } from '../../../src/infra/program-file';
import type { NumberedEvent } from '../../../src/workflows/referral/events';

/** What is recorded can move reports: their workflows are woken, and nothing waits for that. */

const policy = loadProgram('config/mnsure.json');
const unasked = async (): Promise<never> => {
  throw new Error('nobody asked for this');
};
const contact: NumberedEvent = {
  ...{
    seq: 4,
    type: 'contact-made',
    on: localDate('2026-11-24'),
    beforeReferral: false,
    status: 'contacted',
  },
  ...{ at: instant('2026-11-24T17:00:00Z'), actor: 'assister', assignmentId: 'assignment', actId: 'act' },
};

function recording(reports: readonly string[], nudge: (reportId: string) => Promise<void>) {
  const warned: object[] = [];
  const { recordEvents } = recordHistory({
    policy,
    history: { append: async () => reports, appendSent: unasked, proofOf: unasked, appendResumed: unasked },
    reportNudges: { nudge },
    waiting: { nextPlaceable: unasked },
    waitlist: { nudge: unasked },
    log: { info: () => undefined, warn: (fields) => warned.push(fields), error: () => undefined },
  });
  return { warned, record: () => recordEvents({ referralId: 'referral', events: [contact] }) };
}

test('each report that changed is woken, and no other', async () => {
  const woken: string[] = [];
  const { record } = recording(['report-1', 'report-2'], async (reportId) => void woken.push(reportId));
  await record();
  expect(woken).toEqual(['report-1', 'report-2']);
  await recording([], unasked).record();
});

test('what is recorded does not wait for a report to wake', async () => {
  const { record } = recording(['report-1'], () => new Promise(() => undefined));
  await expect(record()).resolves.toBeUndefined();
});

test('a report that cannot be woken is a line in the log, and the event is recorded all the same', async () => {
  const down = new Error('Temporal is away');
  const { record, warned } = recording(['report-1'], () => Promise.reject(down));
  await record();
  await turn();
  expect(warned).toEqual([{ err: down, reportId: 'report-1' }]);
});
