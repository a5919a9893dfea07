import { reasonsClosedOn, reasonsClosedWith } from '../../../src/domain/escalation/closing';
import type { EscalationKind } from '../../../src/domain/escalation/kind';
import type { Closing, ReferralTurn } from '../../../src/domain/escalation/rule';
import { escalationKind, storedAs } from '../../../src/domain/escalation/stored';
import type { EscalationSubject } from '../../../src/domain/escalation/subject';
import { ESCALATION_KINDS, ESCALATIONS } from '../../../src/domain/escalation/table';
import { escalateWaiting } from '../../../src/domain/referral/escalations';
import type { ReferralEventBody } from '../../../src/domain/referral/events';
import { overcomeBy } from '../../../src/domain/referral/overcome';
import { instant } from '../../../src/domain/time';
import { ESCALATION_REASONS } from '../../../src/domain/vocabulary';
import { byItself, day, met, need, resumed, sentTimes, states } from '../referral/states';

test('each reason that the API names is the kind of the same name, and no kind has another reason', () => {
  const reasons = ESCALATION_KINDS.map((kind) => ESCALATIONS[kind].reason);
  expect([...new Set(reasons)].sort()).toEqual([...ESCALATION_REASONS].sort());
  for (const reason of ESCALATION_REASONS) expect(ESCALATIONS[reason].reason).toBe(reason);
});

test('what is kept leads back to the kind that it was', () => {
  for (const kind of ESCALATION_KINDS) {
    const { reason, about } = ESCALATIONS[kind];
    expect([kind, escalationKind(reason, `${about}:1`, kind)]).toEqual([kind, kind]);
  }
});

test('the two meanings of a request are two kinds, kept apart by what they are about', () => {
  const requests = ESCALATION_KINDS.filter((kind) => ESCALATIONS[kind].reason === 'request');
  expect(requests.map(storedAs)).toEqual(['request/referral', 'request/request']);
});

test('words, and the rules where they may choose, are those of the acts', () => {
  const words = ESCALATION_KINDS.map((kind) => ESCALATIONS[kind].words);
  expect(new Set(words).size).toBe(words.length);
  for (const kind of ESCALATION_KINDS) {
    const { acts, rulesMayChoose } = ESCALATIONS[kind];
    expect(new Set(acts).size).toBe(acts.length);
    if (rulesMayChoose) expect([kind, acts]).toEqual([kind, expect.arrayContaining(['give'])]);
  }
});

/** What can end that which is about such a subject. */
const ENDS: Record<EscalationSubject['kind'], readonly Closing['with'][]> = {
  referral: ['referrals', 'nothing'],
  gap: ['referrals', 'nothing'],
  service: ['referrals', 'nothing'],
  organization: ['organization', 'nothing'],
  request: ['request', 'nothing'],
  report: ['report', 'nothing'],
  season: ['nothing'],
};

test('each kind is closed by what it is about', () => {
  for (const kind of ESCALATION_KINDS) {
    const { about, closes } = ESCALATIONS[kind];
    expect([kind, ENDS[about]]).toEqual([kind, expect.arrayContaining([closes.with])]);
  }
});

/** One event or more for each turn; what waits is told of by what it waits for. */
const TURNS: Record<Exclude<ReferralTurn, 'other-wait'>, readonly ReferralEventBody[]> = {
  'lead-sent': [{ type: 'sent', ...sentTimes }],
  'lead-opened': [{ type: 'opened' }],
  'contact-met': [met('contact', '2028-02-03')],
  'appointment-in-time': [
    { type: 'appointment-agreed', appointmentAt: instant('2028-02-10T20:00:00Z'), afterDeadline: false },
    { type: 'clock-resumed', milestone: 'appointment', clock: resumed },
  ],
  'appointment-met': [met('appointment', '2028-02-03')],
  'need-amended': [{ type: 'amended', parts: ['address'], need }],
  'assignment-over': [
    { type: 'declined', reason: 'conflict' },
    { type: 'timed-out', missed: 'contact' },
    { type: 'delivery-refused', smtpCode: 550 },
    { type: 'handed-on', cause: 'reassigned', directedTo: null },
  ],
};

function overAfter(body: ReferralEventBody, state = states.open): readonly EscalationKind[] {
  return overcomeBy(state, [{ ...body, ...byItself() }]).kinds;
}

test.each(ESCALATION_KINDS)('%s is over with the turns of its table, and with no other', (kind) => {
  const { closes } = ESCALATIONS[kind];
  const on: readonly ReferralTurn[] = closes.with === 'referrals' ? closes.on : [];
  for (const [turn, bodies] of Object.entries(TURNS)) {
    // With an appointment on record, which is in time.
    const over = bodies.map((body) => overAfter(body, states.agreed).includes(kind));
    expect([turn, new Set(over)]).toEqual([turn, new Set([on.some((one) => one === turn)])]);
  }
  const concernsReferrals = closes.with === 'referrals' || closes.with === 'organization';
  expect(overcomeBy(states.closed, []).kinds.includes(kind)).toBe(concernsReferrals);
});

/** As docs/program.md has it, whatever else comes to be over then. */
test.each<[ReferralEventBody, readonly EscalationKind[]]>([
  [{ type: 'sent', ...sentTimes }, ['no-eligible-organization', 'too-many-declines', 'lead-unsent']],
  [{ type: 'opened' }, ['lead-not-opened']],
  [met('contact', '2028-02-03'), ['contact-missed', 'lead-not-opened']],
  [met('appointment', '2028-02-03'), ['appointment-missed']],
  [
    { type: 'handed-on', cause: 'reassigned', directedTo: null },
    [
      'contact-missed',
      'appointment-missed',
      'lead-not-opened',
      'amended-after-contact',
      'exchange-must-resolve',
    ],
  ],
])('%j', (body, kinds) => {
  expect(overAfter(body)).toEqual(expect.arrayContaining([...kinds]));
});

test('what changes nothing for anybody ends nothing', () => {
  expect(overAfter({ type: 'accepted' })).toEqual([]);
  expect(overAfter({ type: 'amended', parts: ['consumer'], need: null })).toEqual([]);
  expect(overAfter({ type: 'contact-made', on: day('2028-02-03'), beforeReferral: false })).toEqual([]);
});

const WAITS = [
  'no-eligible-organization',
  'too-many-declines',
  'directed-unavailable',
  'exchange-must-resolve',
] as const;

test.each(WAITS)('who waits because of %s waits for nothing else, and the cause itself stays', (cause) => {
  const told = escalateWaiting(states.routing, cause);
  expect(told.reason).toBe(ESCALATIONS[cause].reason);
  const others = WAITS.filter((kind) => ESCALATIONS[kind].reason !== told.reason);
  expect([...overAfter(told, states.waiting)].sort()).toEqual([...others].sort());
});

test('what ends with an organization, a request or a report is found by a reason that is theirs alone', () => {
  expect(reasonsClosedOn('answered')).toContain('organization-unresponsive');
  expect(reasonsClosedOn('suspended')).toContain('organization-unresponsive');
  expect(reasonsClosedOn('address-trusted')).toContain('delivery-failed');
  expect(reasonsClosedWith('request')).toContain('request');
  expect(reasonsClosedWith('report')).toContain('report-late');
  // These have an organization too, and close with something else.
  const ofOrganizations = ESCALATION_KINDS.filter((kind) => ESCALATIONS[kind].closes.with === 'organization');
  const beside = ESCALATION_KINDS.filter((kind) => ['request', 'report'].includes(ESCALATIONS[kind].about));
  const reasonOf = (kind: EscalationKind) => ESCALATIONS[kind].reason;
  expect(ofOrganizations.map(reasonOf).filter((reason) => beside.map(reasonOf).includes(reason))).toEqual([]);
});
