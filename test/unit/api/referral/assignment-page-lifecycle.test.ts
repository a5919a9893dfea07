import type { CommentedEvent } from '../../../../src/api/referral/page/ports';
import { DomainError } from '../../../../src/domain/errors';
import { instant, localDate } from '../../../../src/domain/time';
import { hidden, PAGE, PageVisitor } from '../support/page-visitor';
import { ASSIGNMENT_ID, REFERRAL_ID, sampleAssignment } from '../support/samples';

let visitor: PageVisitor;
beforeEach(async () => {
  visitor = await PageVisitor.arrive();
});
afterEach(() => visitor.server.close());

const show = (changes: Parameters<typeof sampleAssignment>[0]) =>
  visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment(changes));
const [contact, appointment] = sampleAssignment().milestones;
const event: Pick<CommentedEvent, 'seq' | 'at' | 'actor' | 'status' | 'assignmentId' | 'actId' | 'comments'> =
  {
    ...{ seq: 4, at: instant('2026-11-24T16:00:00Z'), actor: 'assister', status: 'sent' },
    ...{ assignmentId: ASSIGNMENT_ID, actId: null, comments: null },
  };

describe('what waits to be accepted', () => {
  beforeEach(() => show({ acceptBy: instant('2026-11-24T20:00:00Z') }));

  test('shows no consumer and two forms', async () => {
    const page = await visitor.get();
    expect(page.status).toBe(200);
    expect(page.text).toContain('Can you take this referral?');
    expect(page.text).not.toMatch(/Sample Consumer|555-0123|Elm/);
    expect([...page.text.matchAll(/action="([^"]+)"/g)].map(([, action]) => action)).toEqual([
      `${PAGE}/accept`,
      `${PAGE}/decline`,
    ]);
  });

  test('an error shows no consumer either', async () => {
    const form = hidden(await visitor.get(), 'accept');
    const reply = await visitor.post('accept', { ...form, outcome: '' });
    expect(reply.status).toBe(422);
    expect(reply.text).not.toContain('Sample Consumer');
    visitor.world.onAct = () => Promise.reject(new DomainError('acceptance-required', 'Accept it first.'));
    const early = await visitor.post('contact', {
      ...{ ...form, outcome: 'reached', month: '11', day: '24', year: '2026' },
    });
    expect(early.status).toBe(409);
    expect(early.text).not.toContain('Sample Consumer');
  });

  test('once accepted it shows everything', async () => {
    show({ acceptBy: instant('2026-11-24T20:00:00Z'), acceptedAt: instant('2026-11-24T16:00:00Z') });
    expect((await visitor.get()).text).toContain('Sample Consumer');
  });
});

test.each([
  ['accept', { outcome: 'accepted' }, { kind: 'accept' }, {}],
  [
    'pause',
    { reason: 'consumer-asked-to-wait', comments: 'Until the holiday' },
    { kind: 'pause', reason: 'consumer-asked-to-wait' },
    { reason: 'consumer-asked-to-wait', comments: 'Until the holiday' },
  ],
  ['resume', { outcome: 'ready' }, { kind: 'resume' }, {}],
])('%s %j is recorded', async (form, fields, expected, payload) => {
  const { token, actId } = hidden(await visitor.get(), 'decline');
  const reply = await visitor.post(form, { token, actId, ...(fields as Record<string, string>) });
  expect(reply.status).toBe(303);
  expect(visitor.world.acted).toEqual([
    {
      referralId: REFERRAL_ID,
      act: { ...expected, actId: expect.any(String), actor: 'assister', assignmentId: ASSIGNMENT_ID },
      payload,
    },
  ]);
});

test.each([
  ['accept', {}],
  ['accept', { outcome: 'yes' }],
  ['pause', {}],
  ['pause', { reason: 'at-capacity' }],
  ['pause', { reason: 'other', comments: 'x'.repeat(2001) }],
  ['resume', {}],
  ['resume', { outcome: 'accepted' }],
])('%s %j comes back: 422, and nothing is recorded', async (form, fields) => {
  const { token, actId } = hidden(await visitor.get(), 'decline');
  expect((await visitor.post(form, { token, actId, ...(fields as Record<string, string>) })).status).toBe(
    422,
  );
  expect(visitor.world.acted).toEqual([]);
});

describe('which forms there are', () => {
  const forms = async () =>
    [...(await visitor.get()).text.matchAll(/id="(\w+)-form"/g)].map(([, name]) => name);

  test('a running clock can be paused, a paused one resumed, another one neither', async () => {
    expect(await forms()).toEqual(['contact', 'pause', 'resolution', 'decline']);
    if (contact === undefined || appointment === undefined) throw new Error('no milestones');
    show({ milestones: [contact, { ...appointment, state: 'paused', pausedAt: event.at }] });
    expect(await forms()).toEqual(['contact', 'resume', 'resolution', 'decline']);
    show({ milestones: [contact, { ...appointment, state: 'breached' }] });
    expect(await forms()).toEqual(['contact', 'resolution', 'decline']);
  });

  test('unable to contact is offered after attempts on as many days as the policy asks for', async () => {
    const attempts = (...days: number[]): CommentedEvent[] =>
      days.map((day) => ({
        ...event,
        ...{ type: 'contact-attempted' as const, on: localDate(`2026-11-${day}`) },
      }));
    const offered = async () => (await visitor.get()).text.includes('value="unable-to-contact"');
    show({ events: attempts(24, 24, 24, 23) });
    expect(await offered()).toBe(false);
    show({ events: attempts(22, 23, 24) });
    expect(await offered()).toBe(true);
  });
});

test('the latest change by the exchange is announced', async () => {
  const amended = { ...event, type: 'amended', actor: 'crm', need: null } as const;
  show({
    events: [
      { ...amended, parts: ['reason'] },
      { ...amended, seq: 5, parts: ['address'] },
    ],
  });
  const { text } = await visitor.get();
  expect(text).toMatch(/Changed by the exchange on [^<]*<\/strong> the address\. This page shows the latest/);
});

test('what ended before the act could be recorded is shown as over: 409, and why', async () => {
  const form = hidden(await visitor.get(), 'decline');
  visitor.world.onAct = async () => {
    const withdrawn = { ...event, type: 'withdrawn', actor: 'crm', reason: 'duplicate' } as const;
    show({ status: 'withdrawn', endedAt: event.at, endReason: 'withdrawn', events: [withdrawn] });
    throw new DomainError('assignment-over', 'No longer with this organization.');
  };
  const reply = await visitor.post('decline', { ...form, reason: 'other' });
  expect(reply.status).toBe(409);
  expect(reply.text).toContain('Somebody else was faster');
  expect(reply.text).toContain('This referral was withdrawn');
  expect(reply.text).toContain('The referral was sent twice');
  expect(reply.text).not.toContain('Sample Consumer');
});
