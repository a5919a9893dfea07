import { DomainError } from '../../../src/domain/errors';
import { appointmentDeadline } from '../../../src/domain/deadlines';
import type { Act } from '../../../src/domain/referral/commands';
import { NO_CONTEXT } from '../../../src/domain/referral/commands';
import { decide } from '../../../src/domain/referral/decide';
import type { ReferralEventBody } from '../../../src/domain/referral/events';
import { overcomeBy } from '../../../src/domain/referral/overcome';
import { nextExpected } from '../../../src/domain/referral/rules';
import { resumedClock } from '../../../src/domain/referral/sent-times';
import type { ReferralState } from '../../../src/domain/referral/state';
import { applyStatement } from '../../../src/domain/report/apply-statement';
import { isComplete, statementProblems } from '../../../src/domain/report/statement';
import { contactDates } from '../../../src/domain/contact-dates';
import { instant, type Instant } from '../../../src/domain/time';
import { RESOLUTIONS } from '../../../src/domain/vocabulary';
import { minnesota } from '../support/minnesota';
import { act, after, ASSIGNMENT, day, report, states } from './states';

/** Rules that are asked in several places say the same in each. Sent on February 2, 2028; see states.ts. */

const NOW = instant('2028-02-03T21:00:00Z');

function told(state: ReferralState, of: Act, now: Instant = NOW): string[] {
  const resumed = of.kind === 'resume' ? resumedClock(minnesota, state, now) : null;
  try {
    return decide(state, of, now, { ...NO_CONTEXT, resumed }).map((event) =>
      event.type === 'escalated' ? event.reason : event.type,
    );
  } catch (error) {
    if (error instanceof DomainError) return [`!${error.code}`];
    throw error;
  }
}

function afterwards(state: ReferralState, of: Act, now: Instant = NOW): ReferralState {
  const resumed = of.kind === 'resume' ? resumedClock(minnesota, state, now) : null;
  return after(state, decide(state, of, now, { ...NO_CONTEXT, resumed }), { at: now });
}

const agree = (at: string) => act({ kind: 'appointment', at: instant(at), held: false });
const hold = (at: string) => act({ kind: 'appointment', at: instant(at), held: true });
const pause = act({ kind: 'pause', reason: 'other' });
const resume = act({ kind: 'resume' });
const attempt = (on: string): ReferralEventBody => ({ type: 'contact-attempted', on: day(on) });

describe('a contact and “unable to contact” exclude each other, for acts, corrections, reports and rows', () => {
  const unable = act({ kind: 'resolution', resolution: 'unable-to-contact' });
  const dates = contactDates({ referredOn: day('2028-02-02'), today: day('2028-02-03'), daysBefore: 30 });

  test('an act, also after three days of attempts', () => {
    const tried = after(states.tried, [
      { type: 'contact-made', on: day('2028-02-03'), beforeReferral: false },
    ]);
    expect(told(tried, unable)).toEqual(['!resolution-excludes-contact']);
  });

  test('a coordinator’s correction', () => {
    const correct: Act = { ...unable, actor: 'coordinator', assignmentId: null };
    expect(told(states.closed, correct)).toEqual(['!resolution-excludes-contact']);
  });

  test('a report, with the contact in it or on record', () => {
    const says = report({ contactOn: day('2028-02-03'), resolution: 'unable-to-contact' });
    for (const state of [states.open, states.contacted, states.closed]) {
      expect(told(state, says)).toEqual(['!resolution-excludes-contact']);
    }
    const ended = after(states.open, [
      { type: 'resolution-recorded', resolution: 'unable-to-contact', interim: false },
    ]);
    expect(told(ended, report({ contactOn: day('2028-02-03'), resolution: null }))).toEqual([
      '!resolution-excludes-contact',
    ]);
  });

  test.each(RESOLUTIONS.flatMap((resolution) => [true, false].map((made) => [resolution, made] as const)))(
    '%s with contact %s: a row is good and complete exactly when a report can say it',
    (resolution, contactMade) => {
      const contactOn = contactMade ? day('2028-02-03') : null;
      const row = { contactMade, contactOn, resolution, comments: null };
      const refused = told(states.agreed, report({ contactOn, resolution }))[0]?.startsWith('!') === true;
      expect([isComplete(row), statementProblems(row, dates).length === 0]).toEqual([!refused, !refused]);
    },
  );
});

describe('attempts count by day', () => {
  const unable = act({ kind: 'resolution', resolution: 'unable-to-contact' });

  test.each<[string, string[], boolean]>([
    ['three on one day', ['2028-02-03', '2028-02-03', '2028-02-03'], false],
    ['five on two days', ['2028-02-02', '2028-02-03', '2028-02-03', '2028-02-02', '2028-02-03'], false],
    ['three on three days, in any order', ['2028-02-03', '2028-02-01', '2028-02-02'], true],
  ])('%s: %s', (_name, days, enough) => {
    const tried = after(states.open, days.map(attempt));
    expect(tried.attempts).toBe(days.length);
    expect(told(tried, unable)[0] === '!more-attempts-needed').toBe(!enough);
  });
});

describe('an appointment on the due day is in time at any hour, agreed as well as held', () => {
  // 18:00 in Chicago on Wednesday, February 16, the day on which it is due at 17:00.
  const evening = '2028-02-17T00:00:00Z';

  test('agreed for that evening, nothing is escalated, at closing neither', () => {
    expect(told(states.contacted, agree(evening))).toEqual(['appointment-agreed']);
    const reminded = after(afterwards(states.contacted, agree(evening)), [
      { type: 'milestone-due-soon', milestone: 'appointment' },
    ]);
    expect(nextExpected(reminded)).toMatchObject({
      rule: { step: 'breach' },
      at: '2028-02-17T06:00:00.000Z',
    });
    const held = decide(reminded, hold(evening), instant('2028-02-17T01:00:00Z'));
    expect(held.at(-1)).toMatchObject({ type: 'milestone-met', state: 'met' });
  });

  test('while the day lasts it can still be paused; when it is over it is overdue', () => {
    const agreed = afterwards(states.contacted, agree(evening));
    expect(told(agreed, pause, instant('2028-02-17T05:59:59.999Z'))).toEqual(['clock-paused']);
    expect(told(agreed, pause, instant('2028-02-17T06:00:00Z'))).toEqual(['!clock-not-running']);
  });

  test('an appointment earlier that day, of which nothing is told, is overdue at closing', () => {
    const morning = after(afterwards(states.contacted, agree('2028-02-16T16:00:00Z')), [
      { type: 'milestone-due-soon', milestone: 'appointment' },
    ]);
    expect(nextExpected(morning)?.at).toBe('2028-02-16T23:00:00.000Z');
  });

  test('on the next day it is too late in both places', () => {
    expect(told(states.contacted, agree('2028-02-17T06:00:00Z'))).toEqual([
      'appointment-agreed',
      'appointment-missed',
    ]);
    const held = decide(states.contacted, hold('2028-02-17T06:00:00Z'), instant('2028-02-18T12:00:00Z'));
    expect(held.at(-1)).toMatchObject({ type: 'milestone-met', state: 'late' });
  });
});

describe('the escalation of a late appointment', () => {
  const late = afterwards(states.contacted, agree('2028-03-20T15:00:00Z'));

  function closes(state: ReferralState, of: Act): boolean {
    const resumed = of.kind === 'resume' ? resumedClock(minnesota, state, NOW) : null;
    const events = decide(state, of, NOW, { ...NO_CONTEXT, resumed });
    return overcomeBy(after(state, events), events).kinds.includes('appointment-missed');
  }

  test('closes when the appointment is moved to a day on which it is in time', () => {
    expect(late.lastEscalation).toBe('appointment-missed');
    expect(closes(late, agree('2028-02-16T15:00:00Z'))).toBe(true);
    expect(afterwards(late, agree('2028-02-16T15:00:00Z')).lastEscalation).toBeNull();
    expect(closes(late, agree('2028-03-01T15:00:00Z'))).toBe(false);
  });

  test('stays open when the deadline is missed already', () => {
    const breached = after(states.contacted, [{ type: 'milestone-breached', milestone: 'appointment' }]);
    expect(closes(breached, agree('2028-02-16T15:00:00Z'))).toBe(false);
  });

  test('closes when a pause has moved the deadline behind the appointment', () => {
    const soon = afterwards(states.contacted, agree('2028-02-18T15:00:00Z'));
    const paused = afterwards(soon, pause, instant('2028-02-04T15:00:00Z'));
    const at = instant('2028-02-09T15:00:00Z');
    const events = decide(paused, resume, at, {
      ...NO_CONTEXT,
      resumed: resumedClock(minnesota, paused, at),
    });
    const state = after(paused, events, { at });
    // Five days later than Wednesday, February 16 is Monday, February 21: a holiday.
    expect(state.assignment?.clocks?.appointment.dueOn).toBe('2028-02-22');
    expect(overcomeBy(state, events).kinds).toContain('appointment-missed');
    expect(state.lastEscalation).toBeNull();
  });
});

describe('a pause', () => {
  const paused = afterwards(states.contacted, pause);

  test('agreed meanwhile for much later: when the clock goes on, it is escalated', () => {
    const agreed = afterwards(paused, agree('2029-01-10T15:00:00Z'), NOW);
    expect(agreed.lastEscalation).toBeNull();
    const at = instant('2028-02-07T15:00:00Z');
    expect(told(agreed, resume, at)).toEqual(['clock-resumed', 'appointment-missed']);
    // In time by the deadline that the pause has moved: nobody is troubled.
    const soon = afterwards(paused, agree('2028-02-17T15:00:00Z'), NOW);
    expect(told(soon, resume, at)).toEqual(['clock-resumed']);
  });

  test('ends by itself after the policy’s days, at the close of business', () => {
    expect(nextExpected(paused)).toMatchObject({
      rule: { step: 'end-pause' },
      at: '2028-03-04T23:00:00.000Z',
    });
    const agreed = afterwards(paused, agree('2029-01-10T15:00:00Z'), NOW);
    const at = instant('2028-03-04T23:00:00Z');
    const resumed = resumedClock(minnesota, agreed, at);
    if (resumed === null) throw new Error('nothing is paused');
    // Thirty days after Wednesday, February 16 is Friday, March 17.
    expect(resumed).toMatchObject({ dueOn: '2028-03-17', dueAt: '2028-03-17T22:00:00.000Z' });
    expect(decide(agreed, { kind: 'end-pause', resumed }, at)).toMatchObject([
      { type: 'clock-resumed', actor: 'system' },
      { type: 'escalated', reason: 'appointment-missed' },
    ]);
  });

  test('that nobody could end in time counts for no longer than it may last', () => {
    const late = instant('2028-05-01T15:00:00Z');
    expect(resumedClock(minnesota, paused, late)?.dueOn).toBe('2028-03-17');
    expect(afterwards(paused, resume, late).assignment?.pausedDays).toBe(30);
  });

  test('all pauses of an assignment count together, so none holds its place for ever', () => {
    const once = afterwards(paused, resume, instant('2028-02-13T15:00:00Z'));
    expect(once.assignment?.pausedDays).toBe(10);
    const again = afterwards(once, pause, instant('2028-02-13T16:00:00Z'));
    expect(nextExpected(again)?.at).toBe('2028-03-04T23:00:00.000Z');
    const used = afterwards(again, resume, instant('2028-03-04T23:00:00Z'));
    expect(told(used, pause, instant('2028-03-05T15:00:00Z'))).toEqual(['!pause-used-up']);
    const breached = after(used, [{ type: 'milestone-breached', milestone: 'appointment' }], {
      at: instant('2028-03-17T22:00:00Z'),
    });
    expect(nextExpected(breached)).toMatchObject({ rule: { step: 'release-place' } });
  });

  test('the deadline that it began with is the program’s own', () => {
    const sentAt = instant('2028-02-02T16:00:00Z');
    expect(appointmentDeadline(minnesota, sentAt).dueAt).toBe(
      states.open.assignment?.clocks?.appointment.dueAt,
    );
  });
});

describe('an interim resolution', () => {
  const interim = act({ kind: 'resolution', resolution: 'contact-made-appointment-scheduled' });

  test('needs an appointment on record, in an act and in a report', () => {
    const says = report({ contactOn: day('2028-02-03'), resolution: 'contact-made-appointment-scheduled' });
    expect(told(states.contacted, interim)).toEqual(['!appointment-required']);
    expect(told(states.contacted, says)).toEqual(['!appointment-required']);
    expect(told(states.agreed, interim)).toEqual(['resolution-recorded']);
    expect(told(states.agreed, says)).toEqual(['resolution-recorded']);
  });

  test('a second time is refused as an act, and says nothing new in a report', () => {
    const once = afterwards(states.agreed, interim);
    expect(told(once, interim)).toEqual(['!already-recorded']);
    expect(
      told(once, report({ contactOn: day('2028-02-03'), resolution: 'contact-made-appointment-scheduled' })),
    ).toEqual([]);
  });

  test('without an appointment a report’s row still tells of the contact', () => {
    const statement = {
      ...{ contactMade: true, contactOn: day('2028-02-03'), comments: null },
      resolution: 'contact-made-appointment-scheduled',
    } as const;
    const applied = applyStatement(states.open, { id: 'act-9', assignmentId: ASSIGNMENT, statement }, NOW);
    expect(applied.outcome).toBe('appointment-required');
    expect(applied.events.map(({ type }) => type)).toEqual(['contact-made', 'milestone-met']);
  });
});

describe('dates that nobody means', () => {
  const contact = (on: string, made = true) => act({ kind: 'contact', made, on: day(on) });

  test.each<[string, Act, string]>([
    ['a contact in 1900', contact('1900-01-01'), '!date-too-early'],
    ['last year’s date', contact('2027-02-03'), '!date-too-early'],
    ['an attempt in 1900', contact('1900-01-01', false), '!date-too-early'],
    ['31 days before the lead', contact('2028-01-02'), '!date-too-early'],
    ['30 days before the lead', contact('2028-01-03'), 'contact-made'],
    ['the day before the lead', contact('2028-02-01'), 'contact-made'],
    ['tomorrow', contact('2028-02-04'), '!date-in-future'],
    ['a report of 1900', report({ contactOn: day('1900-01-01'), resolution: null }), '!date-too-early'],
    [
      'a report 31 days before',
      report({ contactOn: day('2028-01-02'), resolution: null }),
      '!date-too-early',
    ],
    ['a report 30 days before', report({ contactOn: day('2028-01-03'), resolution: null }), 'contact-made'],
  ])('%s', (_name, of, first) => {
    expect(told(states.open, of)[0]).toBe(first);
  });

  test.each<[string, Act, string]>([
    ['held in 1950', hold('1950-01-01T12:00:00Z'), '!date-too-early'],
    ['held last year', hold('2027-02-10T15:00:00Z'), '!date-too-early'],
    ['held 31 days before the lead', hold('2028-01-02T18:00:00Z'), '!date-too-early'],
    ['held 30 days before the lead', hold('2028-01-03T18:00:00Z'), 'appointment-held'],
    ['agreed for 9999', agree('9999-01-01T15:00:00Z'), '!appointment-too-far'],
    ['agreed 801 days ahead', agree('2030-04-14T15:00:00Z'), '!appointment-too-far'],
    ['agreed 800 days ahead', agree('2030-04-13T15:00:00Z'), 'appointment-agreed'],
    ['corrected to 1900', report({ contactOn: day('1900-01-01'), resolution: null }), '!date-too-early'],
  ])('%s', (_name, of, first) => {
    expect(told(states.contacted, of)[0]).toBe(first);
  });

  test('the refusal names the field and the earliest day', () => {
    expect(() => decide(states.open, contact('2027-02-03'), NOW)).toThrow(
      expect.objectContaining({
        message: 'The earliest day for this referral is 2028-01-03.',
        details: {
          errors: [
            {
              path: 'madeOn',
              message:
                'This date is too long before the referral, which was sent on February 2, 2028. ' +
                'The earliest day is January 3, 2028. Please check the year.',
            },
          ],
        },
      }),
    );
  });
});
