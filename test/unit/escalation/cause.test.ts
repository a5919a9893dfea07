import type { CauseDetails } from '../../../src/domain/escalation/cause';
import { escalationKind } from '../../../src/domain/escalation/stored';
import { ESCALATION_KINDS as KINDS, ESCALATIONS } from '../../../src/domain/escalation/table';
import { instant, type Zone } from '../../../src/domain/time';

const ZONE = 'America/Chicago' as Zone;
const NOTHING: CauseDetails = {
  organizationName: 'Helpful Navigators',
  lastDecline: null,
  refusals: 0,
  smtpCode: null,
  mailGivenUp: false,
  contactEmail: 'leads@example.org',
  amendedParts: [],
  agreedAfterDeadline: null,
};

test.each([
  ['request', 'referral:1', null, 'exchange-must-resolve'],
  ['request', 'request:1', null, 'request'],
  ['delivery-failed', 'referral:1', null, 'lead-unsent'],
  ['delivery-failed', 'organization:1', null, 'delivery-failed'],
  ['too-many-declines', 'referral:1', 'directed-unavailable', 'directed-unavailable'],
  ['too-many-declines', 'referral:1', 'too-many-declines', 'too-many-declines'],
  ['no-eligible-organization', 'gap:27137/broker', null, 'no-eligible-organization'],
] as const)('%s about %s, waiting for %s, is %s', (reason, subject, waits, kind) => {
  expect(escalationKind(reason, subject, waits)).toBe(kind);
});

test.each([
  [
    'too-many-declines',
    { refusals: 3, lastDecline: 'at-capacity' },
    '3 organizations could not take it. Helpful Navigators said last: “We have no room for an appointment in time.”',
  ],
  ['too-many-declines', { refusals: 1 }, 'One organization could not take it.'],
  ['exchange-must-resolve', {}, 'Helpful Navigators says that it is not the one that can solve it.'],
  ['delivery-failed', { smtpCode: 550 }, 'The mail server refused leads@example.org for good (code 550).'],
  [
    'delivery-failed',
    { smtpCode: 451, mailGivenUp: true },
    'No mail server took our mail to leads@example.org for five days (code 451). We do not try any more.',
  ],
  [
    'lead-unsent',
    { smtpCode: 451 },
    'The mail server does not take the mail now (code 451). We go on trying.',
  ],
  ['lead-unsent', {}, 'The mail server cannot be reached. We go on trying.'],
  [
    'appointment-missed',
    { agreedAfterDeadline: instant('2026-12-15T20:30:00Z') },
    'The appointment was agreed for Tuesday, December 15, 2026, 2:30 p.m. CST, after the deadline.',
  ],
  ['appointment-missed', {}, null],
  [
    'amended-after-contact',
    { amendedParts: ['address', 'determinations'] },
    'Changed: the address, the household’s determinations.',
  ],
  ['contact-missed', {}, null],
] as const)('%s with %j', (kind, facts, sentence) => {
  expect(ESCALATIONS[kind].cause({ ...NOTHING, ...facts }, ZONE)).toBe(sentence);
});

test('every kind has words and steps of its own, and only a request is answered like one', () => {
  expect(KINDS).toHaveLength(15);
  expect(new Set(KINDS.map((kind) => ESCALATIONS[kind].words)).size).toBe(KINDS.length);
  expect(new Set(KINDS.map((kind) => ESCALATIONS[kind].steps[0])).size).toBeGreaterThan(KINDS.length - 3);
  const answered = KINDS.filter((kind) =>
    ESCALATIONS[kind].steps.some((step) => step.includes('approve or refuse')),
  );
  expect(answered).toEqual(['request']);
});
