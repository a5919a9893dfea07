import type { Act } from '../../../src/domain/referral/commands';
import { decide } from '../../../src/domain/referral/decide';
import type { ReferralEventBody } from '../../../src/domain/referral/events';
import { applyStatement } from '../../../src/domain/report/apply-statement';
import { isComplete, statementProblems } from '../../../src/domain/report/statement';
import { contactDates } from '../../../src/domain/contact-dates';
import { act, after, ASSIGNMENT, day, report, states } from './states';
import { afterwards, agree, hold, NOW, told } from './told';
import { RESOLUTIONS, rules } from '../../support/minnesota-terms';

/** Rules that are asked in several places say the same in each. Sent on February 2, 2028; see states.ts. */

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
      expect([isComplete(row, rules), statementProblems(row, dates, rules).length === 0]).toEqual([
        !refused,
        !refused,
      ]);
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
