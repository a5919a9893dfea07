import fc from 'fast-check';
import { nextExpected, RULES, spreadMs } from '../../../src/domain/referral/rules';
import type { ReferralState } from '../../../src/domain/referral/state';
import { instant, millis, type Instant } from '../../../src/domain/time';
import { after, assigned, REFERRAL, resumed, SENT_AT, sentTimes, states } from './states';

/** What comes next by itself, and when, for every state by hand. */

const { clocks } = sentTimes;
const offered = { ...sentTimes, acceptBy: instant('2028-02-02T17:00:00Z') };
const told = (milestone: 'contact' | 'appointment') => ({ type: 'milestone-due-soon', milestone }) as const;
const missed = (milestone: 'contact' | 'appointment') => ({ type: 'milestone-breached', milestone }) as const;
const opened = { type: 'opened' } as const;
const interim = {
  type: 'resolution-recorded',
  resolution: 'contact-made-appointment-scheduled',
  interim: true,
} as const;

const NEXT: Record<string, readonly [ReferralState, step: string | null, at: string | null]> = {
  'to be routed': [states.routing, 'route', SENT_AT],
  'to be left to a person': [states.leftOver, 'leave-to-person', SENT_AT],
  'waiting for the rules': [states.waiting, null, null],
  'waiting for a person': [states.stuck, null, null],
  'being mailed': [states.sending, null, null],
  // Four business hours.
  'sent, not opened': [states.open, 'alert-unopened', '2028-02-02T20:00:00.000Z'],
  opened: [after(states.open, [opened]), 'remind contact', clocks.contact.remindAt],
  'opened, reminded of the contact': [
    after(states.open, [opened, told('contact')]),
    ...(['breach contact', clocks.contact.dueAt] as const),
  ],
  'opened, contact missed': [
    after(states.open, [opened, missed('contact')]),
    ...(['remind appointment', clocks.appointment.remindAt] as const),
  ],
  'not accepted': [states.offered, 'expire-acceptance', offered.acceptBy],
  accepted: [
    after(states.offered, [opened, { type: 'accepted' }]),
    'remind contact',
    clocks.contact.remindAt,
  ],
  // Who answers has the lead.
  'tried three times': [states.tried, 'remind contact', clocks.contact.remindAt],
  contacted: [states.contacted, 'remind appointment', clocks.appointment.remindAt],
  'contacted, reminded of the appointment': [
    after(states.contacted, [told('appointment')]),
    ...(['breach appointment', clocks.appointment.dueAt] as const),
  ],
  agreed: [states.agreed, 'remind appointment', clocks.appointment.remindAt],
  // Thirty days, to the close of business.
  paused: [states.paused, 'end-pause', '2028-03-03T23:00:00.000Z'],
  resumed: [
    after(states.paused, [{ type: 'clock-resumed', milestone: 'appointment', clock: resumed }]),
    ...(['remind appointment', '2028-02-15T14:00:00.000Z'] as const),
  ],
  'resumed when all is overdue already': [
    after(states.paused, [{ type: 'clock-resumed', milestone: 'appointment', clock: clocks.appointment }], {
      at: instant('2028-02-20T12:00:00Z'),
    }),
    ...(['remind appointment', clocks.appointment.remindAt] as const),
  ],
  held: [states.held, null, null],
  // 14 days after the appointment was due.
  'both missed, opened': [after(states.breached, [opened]), 'release-place', '2028-03-01T23:00:00.000Z'],
  'both missed, and the place given back': [
    after(states.breached, [opened, { type: 'capacity-released' }]),
    ...([null, null] as const),
  ],
  // 30 days after the appointment.
  'interim, appointment held': [after(states.held, [interim]), 'close-interim', '2028-03-04T20:00:00.000Z'],
  'interim, appointment agreed and missed': [
    after(states.agreed, [interim, missed('appointment'), { type: 'capacity-released' }]),
    ...(['close-interim', '2028-03-11T20:00:00.000Z'] as const),
  ],
  interim: [states.interim, 'remind appointment', clocks.appointment.remindAt],
  closed: [states.closed, null, null],
  withdrawn: [states.withdrawn, null, null],
};

test.each(Object.entries(NEXT))('%s', (_standing, [state, step, at]) => {
  const next = nextExpected(state);
  const milestone = next !== null && 'milestone' in next.rule ? ` ${next.rule.milestone}` : '';
  expect(next === null ? [null, null] : [`${next.rule.step}${milestone}`, next.at]).toEqual([step, at]);
});

test('of two that are due at one instant the one that stands higher goes first', () => {
  const { contact } = clocks;
  const both = { ...sentTimes, unopenedAlertAt: contact.remindAt };
  expect(nextExpected(after(states.sending, [{ type: 'sent', ...both }]))?.rule.step).toBe('remind');
});

test('every rule says for a coordinator what it is about', () => {
  expect(RULES.map(({ says }) => says)).toEqual([...new Set(RULES.map(({ says }) => says))]);
  expect(RULES.every(({ says }) => /^[A-Z][A-Za-z ]+$/.test(says))).toBe(true);
});

describe('reminders and alerts are spread, deadlines never', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{8}$/);
  const minutes = fc.integer({ min: 0, max: 120 });
  const spread = (id: string, spreadMinutes: number) =>
    spreadMs({
      referralId: `0199a000-0000-7000-8000-0000${id}`,
      carriedPolicy: { ...states.open.carriedPolicy, spreadMinutes },
    });

  test('by whole milliseconds, of nothing up to the policy’s minutes, and the same for a referral always', () => {
    fc.assert(
      fc.property(hex, minutes, (id, spreadMinutes) => {
        const ms = spread(id, spreadMinutes);
        return (
          Number.isInteger(ms) && ms >= 0 && ms <= spreadMinutes * 60_000 && ms === spread(id, spreadMinutes)
        );
      }),
    );
  });

  test('evenly: ten thousand referrals over ten minutes are about a thousand a minute', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) =>
      Math.ceil((index / 10_000) * 0x1_0000_0000)
        .toString(16)
        .padStart(8, '0'),
    );
    const perMinute = new Array<number>(10).fill(0);
    for (const id of ids) {
      const minute = Math.floor(spread(id, 10) / 60_000);
      perMinute[minute] = (perMinute[minute] ?? 0) + 1;
    }
    expect(perMinute).toEqual(new Array(10).fill(1_000));
  });

  test.each<[step: string, isSpread: boolean, ReferralState]>([
    ['alert-unopened', true, states.open],
    ['remind', true, states.contacted],
    ['breach', false, after(states.open, [opened, told('contact')])],
    ['expire-acceptance', false, states.offered],
    ['close-interim', false, after(states.held, [interim])],
    ['release-place', false, after(states.breached, [opened])],
  ])('%s: %s', (step, isSpread, state) => {
    const half = {
      ...state,
      referralId: `${REFERRAL.slice(0, -8)}80000000`,
      carriedPolicy: { ...state.carriedPolicy, spreadMinutes: 10 },
    };
    const [plain, moved] = [nextExpected(state), nextExpected(half)];
    expect([plain?.rule.step, moved?.rule.step]).toEqual([step, step]);
    const ms = (at: Instant | undefined) => millis(at ?? SENT_AT);
    expect(ms(moved?.at) - ms(plain?.at)).toBe(isSpread ? 300_000 : 0);
  });
});

test('an assignment that has ended expects nothing, whatever stood in it', () => {
  const closing = { type: 'withdrawn', reason: 'duplicate' } as const;
  const closed = Object.values(states).map((state) => after(state, [closing]));
  expect(closed.map(nextExpected)).toEqual(closed.map(() => null));
  expect(nextExpected(after(states.withdrawn, [{ type: 'reopened' }, assigned(2)]))).toBeNull();
});
