import { nextReportStep, type ReportToPlan } from '../../../src/domain/report/steps';
import { instant } from '../../../src/domain/time';

const at = (day: string) => instant(`2028-${day}T14:00:00Z`);
const [before, today, late, escalate] = [
  { kind: 'before-due', at: at('11-27') },
  { kind: 'due-today', at: at('11-29') },
  { kind: 'overdue', at: at('11-30') },
  { kind: 'escalate', at: at('12-06') },
] as const;

const SENT: ReportToPlan = {
  ...{
    complete: false,
    late: false,
    dueAt: instant('2028-11-30T06:00:00Z'),
    mail: 'ended',
    season: 'running',
  },
  ...{ chase: [before, today, late, escalate], chased: [] },
};

test.each<[string, Partial<ReportToPlan>, string, object | null]>([
  ['made: mailed at once', { mail: 'to-come' }, '11-22', { does: 'mail', at: at('11-22') }],
  ['made and complete: mailed all the same', { mail: 'to-come', complete: true }, '11-22', { does: 'mail' }],
  ['being mailed: nothing yet', { mail: 'under-way' }, '11-28', null],
  ['mailed: the first reminder', {}, '11-22', { does: 'remind', at: before.at, step: before }],
  ['complete: nothing', { complete: true }, '11-28', null],
  ['reminded once: the next one', { chased: [before] }, '11-27', { does: 'remind', step: today }],
  [
    'reminded twice: late at the end of the due date',
    { chased: [before, today] },
    '11-29',
    { does: 'mark-late' },
  ],
  ['two reminders missed: only the latest', {}, '11-29', { does: 'remind', step: today }],
  ['all missed: late first', {}, '12-01', { does: 'mark-late', at: SENT.dueAt }],
  ['all missed and late: the latest notice', { late: true }, '12-01', { does: 'remind', step: late }],
  [
    'only the escalation left: never passed over',
    { late: true, chased: [late] },
    '12-20',
    { does: 'escalate' },
  ],
  ['made in a season that is paused: nothing', { mail: 'to-come', season: 'paused' }, '11-22', null],
  ['mailed in a season that is paused: no reminder', { season: 'paused' }, '11-27', null],
  [
    'late in a season that is paused: nothing is sent or asked',
    { season: 'paused', late: true },
    '12-20',
    null,
  ],
  ['made in a season that was ended: never mailed', { mail: 'to-come', season: 'ended' }, '11-22', null],
  ['dropped in a season that was ended: never chased', { mail: 'dropped', season: 'ended' }, '12-20', null],
  [
    'mailed in a season that was ended: chased on',
    { season: 'ended' },
    '11-27',
    { does: 'remind', step: before },
  ],
  ['all done: nothing', { late: true, chased: [late, escalate] }, '12-20', null],
])('%s', (_what, facts, day, expected) => {
  const next = nextReportStep({ ...SENT, ...facts }, at(day));
  expect(next).toEqual(expected === null ? null : expect.objectContaining(expected));
});
