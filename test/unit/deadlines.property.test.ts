import fc from 'fast-check';
import { isBusinessDay } from '../../src/domain/business-calendar';
import { appointmentDeadline, contactDeadline } from '../../src/domain/deadlines';
import { instant, type Instant } from '../../src/domain/time';
import { minnesota } from './support/minnesota';

const { calendar, milestones } = minnesota;

const sentAt = fc
  .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2036-11-30T00:00:00Z') })
  .map((ms) => instant(ms));

const deadlines = [contactDeadline, appointmentDeadline] as const;

/** What the clocks in Chicago show, read without the code under test. */
function wallClock(at: Instant): { date: string; time: string } {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: 'America/Chicago', hourCycle: 'h23' },
    ...{
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    },
  });
  const part = Object.fromEntries(
    format.formatToParts(Date.parse(at)).map(({ type, value }) => [type, value]),
  );
  return {
    date: `${part['year']}-${part['month']}-${part['day']}`,
    time: `${part['hour']}:${part['minute']}:${part['second']}`,
  };
}

/** The day of the contact deadline, found by stepping through the days one at a time. */
function contactDueOn(at: Instant): string {
  const closures = new Set<string>(calendar.closures.map(({ on }) => on));
  const sent = wallClock(at);
  let day = sent.date;
  let counted = -1;
  for (;;) {
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    const open = weekday !== 0 && weekday !== 6 && !closures.has(day);
    const tooLate = day === sent.date && sent.time >= '17:00:00';
    if (open && !tooLate) counted += 1;
    if (counted === milestones.contactBusinessDays) return day;
    day = new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  }
}

test('a contact deadline falls on the day that counting one by one finds', () => {
  fc.assert(
    fc.property(sentAt, (at) => {
      expect(contactDeadline(minnesota, at).proof.dueOn).toBe(contactDueOn(at));
    }),
    { numRuns: 500 },
  );
});

test('deadlines are at closing, reminders at opening, both on business days, in order, after the sending', () => {
  fc.assert(
    fc.property(sentAt, fc.constantFrom(...deadlines), (at, deadline) => {
      const { remindAt, dueAt, proof } = deadline(minnesota, at);
      const [reminder, due] = [wallClock(remindAt), wallClock(dueAt)];
      expect([reminder.time, due.time]).toEqual(['08:00:00', '17:00:00']);
      expect(due.date).toBe(proof.dueOn);
      expect(isBusinessDay(calendar, proof.dueOn)).toBe(true);
      expect(calendar.closures.map(({ on }) => on as string)).not.toContain(reminder.date);
      expect([0, 6]).not.toContain(new Date(`${reminder.date}T12:00:00Z`).getUTCDay());
      expect(at < remindAt && remindAt < dueAt).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a lead sent later is never due earlier', () => {
  fc.assert(
    fc.property(
      sentAt,
      fc.integer({ min: 0, max: 5 * 86_400_000 }),
      fc.constantFrom(...deadlines),
      (at, later, deadline) => {
        const first = deadline(minnesota, at);
        const second = deadline(minnesota, instant(Date.parse(at) + later));
        expect(second.dueAt >= first.dueAt).toBe(true);
        expect(second.remindAt >= first.remindAt).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test('the proof of a contact deadline names every day once, each with its number or its reason', () => {
  fc.assert(
    fc.property(sentAt, (at) => {
      const { counted, skipped, sentOn, dueOn, dayZero } = contactDeadline(minnesota, at).proof;
      const named = [...counted, ...skipped].map(({ on }) => on).sort();
      const days = (Date.parse(dueOn) - Date.parse(sentOn)) / 86_400_000 + 1;
      expect(named).toHaveLength(days);
      expect(new Set(named).size).toBe(days);
      expect([named[0], named.at(-1)]).toEqual([sentOn, dueOn]);
      expect(counted.map(({ day }) => day)).toEqual([0, 1, 2]);
      expect([counted[0]?.on, counted.at(-1)?.on]).toEqual([dayZero, dueOn]);
      expect(skipped.every(({ why }) => why.length > 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
