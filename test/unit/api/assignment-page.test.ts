import { DomainError } from '../../../src/domain/errors';
import { instant, localDate, plusMillis } from '../../../src/domain/time';
import { call, type Reply } from './support/client';
import { ASSIGNMENT_ID, REFERRAL_ID, sampleAssignment } from './support/samples';
import type { Served } from './support/serve';
import { World } from './support/world';

const PAGE = `/assignments/${ASSIGNMENT_ID}`;

let world: World;
let server: Served;
let cookie: string;
beforeEach(async () => {
  world = new World();
  world.assignments.set(ASSIGNMENT_ID, sampleAssignment());
  server = await world.serve();
  cookie = await openSession();
});
afterEach(() => server.close());

async function openSession(): Promise<string> {
  const token = world.links.tokenFor(sampleAssignment().link);
  const opened = await call(server, 'POST', `/l/${token}`);
  world.acted.splice(0);
  return (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

const get = (path = PAGE, headers: Record<string, string> = { cookie }) =>
  call(server, 'GET', path, undefined, headers);

const post = (form: string, fields: Record<string, string>, headers: Record<string, string> = { cookie }) =>
  call(server, 'POST', `${PAGE}/${form}`, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });

/** The hidden fields of a form on the page, as a browser would send them. */
function hidden(page: Reply, form: string): { token: string; actId: string } {
  const [, markup = ''] = page.text.split(`action="${PAGE}/${form}"`);
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(markup)?.[1] ?? '';
  return { token: value('token'), actId: value('actId') };
}

const REACHED = { outcome: 'reached', month: '11', day: '24', year: '2026' };

describe('who may see it', () => {
  test('the browser that pressed the button', async () => {
    const page = await get();
    expect(page.status).toBe(200);
    expect(page.text).toContain('Sample Consumer');
    expect(page.text).toContain('(651) 555-0123');
  });

  test.each([
    ['no cookie', () => ''],
    ['a cookie somebody made', () => 'assignment=AAAA'],
    ['an altered cookie', () => `${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`],
  ])('not with %s: 403, and nothing personal', async (_name, other) => {
    const page = await get(PAGE, { cookie: other() });
    expect(page.status).toBe(403);
    expect(page.text).not.toContain('Sample Consumer');
    expect((await post('contact', REACHED, { cookie: other() })).status).toBe(403);
    expect(world.acted).toEqual([]);
  });

  test('not with the session of another assignment', async () => {
    const other = ASSIGNMENT_ID.replace(/2$/, '9');
    world.assignments.set(other, sampleAssignment({ id: other }));
    expect((await get(`/assignments/${other}`)).status).toBe(403);
  });

  test('not once the session’s hour is over', async () => {
    world.now = plusMillis(world.now, 60 * 60_000 - 1);
    expect((await get()).status).toBe(200);
    world.now = plusMillis(world.now, 1);
    expect((await get()).status).toBe(403);
  });

  test('not once the link is revoked: 410', async () => {
    const { link } = sampleAssignment();
    world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ link: { ...link, revokedAt: world.now } }));
    const page = await get();
    expect(page.status).toBe(410);
    expect(page.text).not.toContain('Sample Consumer');
  });

  test('a session ends with its link', async () => {
    world.now = plusMillis(sampleAssignment().link.expiresAt, -60_000);
    cookie = await openSession();
    expect((await get()).status).toBe(200);
    world.now = plusMillis(world.now, 60_000);
    expect((await get()).status).toBe(403);
  });

  test('once it is over, nobody: 410', async () => {
    const over = { endedAt: world.now, endReason: 'declined', current: false };
    world.assignments.set(ASSIGNMENT_ID, sampleAssignment(over));
    const page = await get();
    expect(page.status).toBe(410);
    expect(page.text).not.toContain('Sample Consumer');
  });
});

describe('forms', () => {
  test('a form without the page’s token, or with another session’s, changes nothing: 403', async () => {
    const { actId } = hidden(await get(), 'contact');
    const strange = hidden(await get(PAGE, { cookie: await openSession() }), 'contact').token;
    const forged: Record<string, string>[] = [
      { actId },
      { actId, token: '' },
      { actId, token: 'x' },
      { actId, token: strange },
    ];
    for (const fields of forged) {
      expect((await post('contact', { ...REACHED, ...fields })).status).toBe(403);
    }
    expect(world.acted).toEqual([]);
    expect(world.storedActs).toEqual([]);
  });

  test.each([
    ['contact', REACHED, { kind: 'contact', made: true, on: '2026-11-24' }],
    [
      'contact',
      { ...REACHED, outcome: 'not-reached', day: '3' },
      { kind: 'contact', made: false, on: '2026-11-03' },
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
    const { token, actId } = hidden(await get(), 'contact');
    const reply = await post(form, { token, actId, ...fields });
    expect(reply.status).toBe(303);
    expect(world.acted).toEqual([
      {
        referralId: REFERRAL_ID,
        act: { ...expected, actId: expect.any(String), actor: 'assister', assignmentId: ASSIGNMENT_ID },
      },
    ]);
    const recorded = world.acted[0]?.act.actId;
    expect(reply.headers.get('location')).toBe(`${PAGE}?recorded=${recorded}`);
    expect(world.storedActs).toMatchObject([{ id: recorded, kind: form, actor: 'assister' }]);
  });

  test('the words go into the stored act, not to the workflow', async () => {
    const { token, actId } = hidden(await get(), 'resolution');
    await post('resolution', {
      token,
      actId,
      resolution: 'unable-to-contact',
      comments: 'Left a voice mail',
    });
    expect(world.storedActs[0]?.payload).toEqual({
      resolution: 'unable-to-contact',
      comments: 'Left a voice mail',
    });
    expect(JSON.stringify(world.acted)).not.toContain('voice mail');
  });

  test('the button pressed twice is one act', async () => {
    const fields = { ...hidden(await get(), 'contact'), ...REACHED };
    await Promise.all([post('contact', fields), post('contact', fields)]);
    const ids = world.acted.map(({ act }) => act.actId);
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
    ['decline', {}],
  ])('%s comes back: 422, and nothing is recorded (%#)', async (form, fields) => {
    world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ contactMadeOn: null }));
    const { token, actId } = hidden(await get(), 'contact');
    const reply = await post(form, { token, actId, ...(fields as Record<string, string>) });
    expect(reply.status).toBe(422);
    expect(world.storedActs).toEqual([]);
    expect(world.acted).toEqual([]);
  });

  test('a field twice, a name from JavaScript, a body that is no form: never a 500', async () => {
    const { token, actId } = hidden(await get(), 'decline');
    const raw = (body: string, contentType = 'application/x-www-form-urlencoded') =>
      call(server, 'POST', `${PAGE}/decline`, body, { cookie, 'content-type': contentType });
    expect((await raw(`token=${token}&actId=${actId}&reason=other&reason=language`)).status).toBe(422);
    expect((await raw(`token=${token}&actId=${actId}&__proto__=1&constructor=2`)).status).toBe(422);
    expect((await raw(`token=${token}&token=${token}`)).status).toBe(403);
    expect((await raw('{"token":1}', 'application/json')).status).toBe(403);
    expect((await raw('%ff%zz=%&&&===')).status).toBe(403);
    expect((await raw(`comments=${'x'.repeat(110_000)}`)).status).toBe(413);
    expect((await raw(Array.from({ length: 1100 }, (_, n) => `a${n}=1`).join('&'))).status).toBe(413);
    expect(world.acted).toEqual([]);
  });

  test('an act id that is none still makes one act', async () => {
    const { token } = hidden(await get(), 'decline');
    const reply = await post('decline', { token, actId: "'; DROP TABLE acts", reason: 'other' });
    expect(reply.status).toBe(303);
    expect(world.storedActs[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('what the workflow refuses', () => {
  const decline = async (comments = '') =>
    post('decline', { ...hidden(await get(), 'decline'), reason: 'other', comments });

  test('no answer in time: 503, and what was typed is still there, under the same act id', async () => {
    world.onAct = () => Promise.reject(new DomainError('unavailable', 'no answer'));
    const form = hidden(await get(), 'decline');
    const reply = await post('decline', { ...form, reason: 'other', comments: 'Typed <b>this</b>' });
    expect(reply.status).toBe(503);
    expect(reply.text).toContain('Typed &lt;b>this&lt;/b>');
    expect(hidden(reply, 'decline').actId).toBe(form.actId);
  });

  test('somebody was faster: 409 with the state of now', async () => {
    world.onAct = () => Promise.reject(new DomainError('already-recorded', 'It is recorded already.'));
    const reply = await decline('Keep this');
    expect(reply.status).toBe(409);
    expect(reply.text).toContain('Somebody else was faster');
    expect(reply.text).toContain('Keep this');
  });

  test('a date to come: 422 at the date', async () => {
    world.onAct = () =>
      Promise.reject(
        new DomainError('date-in-future', 'In the future.', {
          errors: [{ path: 'madeOn', message: 'This date is in the future.' }],
        }),
      );
    const reply = await post('contact', { ...hidden(await get(), 'contact'), ...REACHED, year: '2027' });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('This date is in the future.');
    expect(reply.text).toContain('value="2027"');
  });

  test('it is over meanwhile: a page that says so, without the consumer', async () => {
    const form = hidden(await get(), 'decline');
    world.onAct = async () => {
      world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ current: false }));
      throw new DomainError('assignment-over', 'No longer with this organization.');
    };
    const reply = await post('decline', { ...form, reason: 'other' });
    expect(reply.status).toBe(409);
    expect(reply.text).not.toContain('Sample Consumer');
  });

  test('an error nobody foresaw: 500 with a reference and nothing else', async () => {
    world.onAct = () => Promise.reject(new Error('secret detail'));
    const reply = await decline();
    expect(reply.status).toBe(500);
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.text).not.toMatch(/secret|Sample Consumer/);
    expect(reply.text).toContain(reply.headers.get('x-request-id') ?? 'no id');
  });
});

describe('after an act', () => {
  const recorded = {
    seq: 4,
    type: 'contact-made',
    at: instant('2026-11-24T16:00:00Z'),
    actor: 'assister',
    status: 'contacted',
    assignmentId: ASSIGNMENT_ID,
    actId: 'c0ffee00-0000-5000-8000-000000000001',
    on: localDate('2026-11-24'),
    beforeReferral: false,
    comments: null,
  } as const;

  test('the page says what is on record, in the words of its event', async () => {
    world.assignments.set(
      ASSIGNMENT_ID,
      sampleAssignment({ events: [recorded], contactMadeOn: recorded.on }),
    );
    const page = await get(`${PAGE}?recorded=${recorded.actId}`);
    expect(page.text).toContain('Recorded: consumer reached on Tuesday, November 24, 2026');
  });

  test.each(['nothing', '%00', recorded.actId.replace(/1$/, '2')])(
    'an act that is not there (%s) is not claimed',
    async (actId) => {
      world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ events: [recorded] }));
      const page = await get(`${PAGE}?recorded=${actId}`);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('Recorded:');
    },
  );

  test('the act that ended it is confirmed with 200, to its author only', async () => {
    const declined = { ...recorded, type: 'declined', reason: 'other' } as const;
    const over = { events: [declined], endedAt: world.now, endReason: 'declined', current: false };
    world.assignments.set(ASSIGNMENT_ID, sampleAssignment(over));
    expect((await get(`${PAGE}?recorded=${declined.actId}`)).status).toBe(200);
    expect((await get()).status).toBe(410);
  });
});

test('the acts offered are those that are possible', async () => {
  const offered = async () => {
    const page = await get();
    return ['contact', 'appointment', 'resolution', 'decline'].filter((form) =>
      page.text.includes(`action="${PAGE}/${form}"`),
    );
  };
  expect(await offered()).toEqual(['contact', 'resolution', 'decline']);
  const contactMadeOn = localDate('2026-11-24');
  world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ contactMadeOn, status: 'contacted' }));
  expect(await offered()).toEqual(['appointment', 'resolution', 'decline']);
  const appointment = { at: instant('2026-11-24T15:00:00Z'), held: true };
  world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ contactMadeOn, appointment }));
  expect(await offered()).toEqual(['resolution', 'decline']);
});
