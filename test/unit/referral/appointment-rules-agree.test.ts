import { appointmentDeadline } from '../../../src/domain/deadlines';
import type { Act } from '../../../src/domain/referral/commands';
import { NO_CONTEXT } from '../../../src/domain/referral/commands';
import { decide } from '../../../src/domain/referral/decide';
import { overcomeBy } from '../../../src/domain/referral/overcome';
import { nextExpected } from '../../../src/domain/referral/rules';
import { resumedClock } from '../../../src/domain/referral/sent-times';
import type { ReferralState } from '../../../src/domain/referral/state';
import { instant } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';
import { after, states } from './states';
import { afterwards, agree, hold, NOW, pause, resume, told } from './told';

/** Rules that are asked in several places say the same in each. Sent on February 2, 2028; see states.ts. */

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
