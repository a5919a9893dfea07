import { nextChaseStep, type ChaseStep } from '../../../src/domain/report/chase';
import { chaseSteps, reportDueOn } from '../../../src/domain/report/chase-plan';
import { instant, localDate } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';

const steps = (dueOn: string): string[] =>
  chaseSteps(minnesota, localDate(dueOn)).map(({ kind, at }) => `${kind} ${at.slice(0, 16)}`);

test('over Christmas and New Year: business days before and after the due date, when business opens', () => {
  expect(steps('2028-12-27')).toEqual([
    'before-due 2028-12-22T14:00',
    'due-today 2028-12-27T14:00',
    'overdue 2028-12-28T14:00',
    'overdue 2029-01-02T14:00',
    'escalate 2029-01-04T14:00',
  ]);
});

test('due on a closed day: the reminder of the day comes on the business day before, and once when both would be one', () => {
  expect(steps('2034-08-13').slice(0, 2)).toEqual([
    'before-due 2034-08-10T13:00',
    'due-today 2034-08-11T13:00',
  ]);
  const oneBefore = { ...minnesota, reports: { ...minnesota.reports, remindBusinessDaysBefore: 1 } };
  const kinds = chaseSteps(oneBefore, localDate('2034-08-13')).map(({ kind }) => kind);
  expect(kinds).toEqual(['before-due', 'overdue', 'overdue', 'escalate']);
});

test('a report that is sent late has the full time, one that is sent as published has the published date', () => {
  const period = { sendOn: localDate('2028-11-22'), dueOn: localDate('2028-11-29') };
  expect(reportDueOn(period, localDate('2028-11-22'))).toBe('2028-11-29');
  expect(reportDueOn(period, localDate('2028-11-24'))).toBe('2028-12-01');
});

const at = (day: number): ChaseStep['at'] => instant(`2034-05-0${day}T13:00:00Z`);
const ALL: readonly ChaseStep[] = [
  { kind: 'before-due', at: at(1) },
  { kind: 'due-today', at: at(3) },
  { kind: 'overdue', at: at(4) },
  { kind: 'escalate', at: at(8) },
];

test.each([
  ['all is still to come', 0, at(1), 'before-due'],
  ['two reminders were missed', 0, at(3), 'due-today'],
  ['everything was missed: the latest reminder, then the escalation', 0, at(9), 'overdue'],
  ['the first is done', 1, at(1), 'due-today'],
  ['all reminders are done', 3, at(4), 'escalate'],
])('next when %s', (_when, done, now, kind) => {
  expect(nextChaseStep(ALL, ALL.slice(0, done), now)?.kind).toBe(kind);
});

test('the escalation is never passed over, and after it nothing comes', () => {
  const [, , overdue, escalate] = ALL;
  expect(nextChaseStep(ALL, overdue ? [overdue] : [], at(9))).toBe(escalate);
  expect(nextChaseStep(ALL, ALL, at(9))).toBeNull();
});
