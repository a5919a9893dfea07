import { plusMillis } from '../../../../src/domain/time';
import { call } from '../support/client';
import { hidden, PAGE, PageVisitor, REACHED } from '../support/page-visitor';
import { ASSIGNMENT_ID, REFERRAL_ID, sampleAssignment, sampleLink } from '../support/samples';

let visitor: PageVisitor;
beforeEach(async () => {
  visitor = await PageVisitor.arrive();
});
afterEach(() => visitor.server.close());

describe('who may see it', () => {
  test('the browser that pressed the button', async () => {
    const page = await visitor.get();
    expect(page.status).toBe(200);
    expect(page.text).toContain('Sample Consumer');
    expect(page.text).toContain('(651) 555-0123');
  });

  test.each([
    ['no cookie', () => ''],
    ['a cookie somebody made', () => 'assignment=AAAA'],
    ['an altered cookie', () => `${visitor.cookie.slice(0, -1)}${visitor.cookie.endsWith('A') ? 'B' : 'A'}`],
  ])('not with %s: 403, and nothing personal', async (_name, other) => {
    const page = await visitor.get(PAGE, { cookie: other() });
    expect(page.status).toBe(403);
    expect(page.text).not.toContain('Sample Consumer');
    expect((await visitor.post('contact', REACHED, { cookie: other() })).status).toBe(403);
    expect(visitor.world.acted).toEqual([]);
  });

  test('not with the session of another assignment', async () => {
    const other = ASSIGNMENT_ID.replace(/2$/, '9');
    visitor.world.assignments.set(other, sampleAssignment({ id: other }));
    expect((await visitor.get(`/assignments/${other}`)).status).toBe(403);
  });

  test('not once the session’s hour is over', async () => {
    visitor.world.now = plusMillis(visitor.world.now, 60 * 60_000 - 1);
    expect((await visitor.get()).status).toBe(200);
    visitor.world.now = plusMillis(visitor.world.now, 1);
    expect((await visitor.get()).status).toBe(403);
  });

  test('not once the link is revoked: 410', async () => {
    visitor.world.addAssignment(sampleAssignment(), sampleLink({ revoked: true }));
    const page = await visitor.get();
    expect(page.status).toBe(410);
    expect(page.text).not.toContain('Sample Consumer');
  });

  test('a session ends with its link', async () => {
    visitor.world.now = plusMillis(sampleLink().expiresAt, -60_000);
    visitor.cookie = await visitor.openSession();
    expect((await visitor.get()).status).toBe(200);
    visitor.world.now = plusMillis(visitor.world.now, 60_000);
    expect((await visitor.get()).status).toBe(403);
  });

  test('once it is over, nobody: 410', async () => {
    const over = { endedAt: visitor.world.now, endReason: 'declined', current: false } as const;
    visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment(over));
    const page = await visitor.get();
    expect(page.status).toBe(410);
    expect(page.text).not.toContain('Sample Consumer');
  });
});

describe('forms', () => {
  test('a form without the page’s token, or with another session’s, changes nothing: 403', async () => {
    const { actId } = hidden(await visitor.get(), 'contact');
    const strange = hidden(await visitor.get(PAGE, { cookie: await visitor.openSession() }), 'contact').token;
    const forged: Record<string, string>[] = [
      { actId },
      { actId, token: '' },
      { actId, token: 'x' },
      { actId, token: strange },
    ];
    for (const fields of forged) {
      expect((await visitor.post('contact', { ...REACHED, ...fields })).status).toBe(403);
    }
    expect(visitor.world.acted).toEqual([]);
  });

  test('a date before the referral is asked about once: the same form again is the answer', async () => {
    const early = { ...REACHED, day: '3' };
    const { token, actId } = hidden(await visitor.get(), 'contact');
    const asked = await visitor.post('contact', { token, actId, ...early });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('November 3, 2026 is before the day of the referral');
    expect(asked.text).toContain('name="sure" value="2026-11-03"');
    expect(visitor.world.acted).toEqual([]);
    // Another date is another question.
    const other = await visitor.post('contact', { token, actId, ...early, day: '4', sure: '2026-11-03' });
    expect(other.status).toBe(422);
    const sure = await visitor.post('contact', { token, actId, ...early, sure: '2026-11-03' });
    expect(sure.status).toBe(303);
    expect(visitor.world.acted).toMatchObject([{ act: { on: '2026-11-03' } }]);
  });

  test.each([
    ['contact', REACHED, { kind: 'contact', made: true, on: '2026-11-24' }],
    [
      'contact',
      { ...REACHED, outcome: 'not-reached', day: '23' },
      { kind: 'contact', made: false, on: '2026-11-23' },
    ],
    [
      'appointment',
      { outcome: 'agreed', month: '12', day: '1', year: '2026', time: '14:30' },
      { kind: 'appointment', at: '2026-12-01T20:30:00.000Z', held: false },
    ],
    [
      'appointment',
      { outcome: 'held', month: '11', day: '24', year: '2026', time: '9:05 a.m.' },
      { kind: 'appointment', at: '2026-11-24T15:05:00.000Z', held: true },
    ],
    [
      'appointment',
      { outcome: 'agreed', month: '07', day: '01', year: '2027', time: '12:00 pm' },
      { kind: 'appointment', at: '2027-07-01T17:00:00.000Z', held: false },
    ],
    [
      'resolution',
      { resolution: 'unable-to-contact', comments: ' Three tries \r\n' },
      { kind: 'resolution', resolution: 'unable-to-contact' },
    ],
    ['decline', { reason: 'language', comments: '' }, { kind: 'decline', reason: 'language' }],
  ])('%s %j is recorded', async (form, fields, expected) => {
    const { token, actId } = hidden(await visitor.get(), 'contact');
    const reply = await visitor.post(form, { token, actId, ...fields });
    expect(reply.status).toBe(303);
    expect(visitor.world.acted).toEqual([
      {
        referralId: REFERRAL_ID,
        act: { ...expected, actId: expect.any(String), actor: 'assister', assignmentId: ASSIGNMENT_ID },
        payload: expect.any(Object),
      },
    ]);
    const recorded = visitor.world.acted[0]?.act.actId;
    expect(reply.headers.get('location')).toBe(`${PAGE}?recorded=${recorded}`);
  });

  test('the words are kept beside the act, which events are made of', async () => {
    const { token, actId } = hidden(await visitor.get(), 'resolution');
    await visitor.post('resolution', {
      token,
      actId,
      resolution: 'unable-to-contact',
      comments: 'Left a voice mail',
    });
    expect(visitor.world.acted[0]?.payload).toEqual({
      resolution: 'unable-to-contact',
      comments: 'Left a voice mail',
    });
    expect(JSON.stringify(visitor.world.acted[0]?.act)).not.toContain('voice mail');
  });

  test('the button pressed twice is one act', async () => {
    const fields = { ...hidden(await visitor.get(), 'contact'), ...REACHED };
    await Promise.all([visitor.post('contact', fields), visitor.post('contact', fields)]);
    const ids = visitor.world.acted.map(({ act }) => act.actId);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  test.each([
    ['contact', { month: '11', day: '24', year: '2026' }],
    ['contact', { outcome: 'perhaps', month: '11', day: '24', year: '2026' }],
    ['contact', { ...REACHED, day: '' }],
    ['contact', { ...REACHED, month: '2', day: '30' }],
    ['contact', { ...REACHED, year: '26' }],
    ['contact', { ...REACHED, day: '1e1' }],
    ['appointment', { ...REACHED, outcome: 'agreed' }],
    ['appointment', { ...REACHED, outcome: 'agreed', time: '25:00' }],
    ['appointment', { ...REACHED, outcome: 'agreed', time: '13:00 pm' }],
    ['appointment', { ...REACHED, outcome: 'agreed', time: '10:60' }],
    ['resolution', { resolution: '' }],
    ['resolution', { resolution: '__proto__' }],
    ['resolution', { resolution: 'unable-to-contact', comments: 'x'.repeat(2001) }],
    ['resolution', { resolution: 'unable-to-contact', comments: 'a\0b' }],
    ['resolution', { resolution: 'unable-to-contact', comments: 'a\uFFFEb' }],
    ['decline', {}],
  ])('%s comes back: 422, and nothing is recorded (%#)', async (form, fields) => {
    visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ contactMadeOn: null }));
    const { token, actId } = hidden(await visitor.get(), 'contact');
    const reply = await visitor.post(form, { token, actId, ...(fields as Record<string, string>) });
    expect(reply.status).toBe(422);
    expect(visitor.world.acted).toEqual([]);
  });

  test('a field twice, a name from JavaScript, a body that is no form: never a 500', async () => {
    const { token, actId } = hidden(await visitor.get(), 'decline');
    const raw = (body: string, contentType = 'application/x-www-form-urlencoded') =>
      call(visitor.server, 'POST', `${PAGE}/decline`, body, {
        cookie: visitor.cookie,
        'content-type': contentType,
      });
    expect((await raw(`token=${token}&actId=${actId}&reason=other&reason=language`)).status).toBe(422);
    expect((await raw(`token=${token}&actId=${actId}&__proto__=1&constructor=2`)).status).toBe(422);
    expect((await raw(`token=${token}&token=${token}`)).status).toBe(403);
    expect((await raw('{"token":1}', 'application/json')).status).toBe(403);
    expect((await raw('%ff%zz=%&&&===')).status).toBe(403);
    expect((await raw(`comments=${'x'.repeat(110_000)}`)).status).toBe(413);
    expect((await raw(Array.from({ length: 1100 }, (_, n) => `a${n}=1`).join('&'))).status).toBe(413);
    expect(visitor.world.acted).toEqual([]);
  });

  test('an act id that is none still makes one act', async () => {
    const { token } = hidden(await visitor.get(), 'decline');
    const reply = await visitor.post('decline', { token, actId: "'; DROP TABLE acts", reason: 'other' });
    expect(reply.status).toBe(303);
    expect(visitor.world.acted[0]?.act.actId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
