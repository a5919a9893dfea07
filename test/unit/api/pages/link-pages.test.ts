import { createLinks } from '../../../../src/infra/links';
import { DomainError } from '../../../../src/domain/errors';
import { instant, plusMillis } from '../../../../src/domain/time';
import { call } from '../support/client';
import { ASSIGNMENT_ID, LINK_ID, REFERRAL_ID, sampleAssignment, sampleLink } from '../support/samples';
import type { Served } from '../support/serve';
import { LINK_KEYS, World } from '../support/world';

const PERSONAL = /Sample Consumer|555-0123|5550123|Wants help|Told that/;

let world: World;
let server: Served;
let token: string;
beforeEach(async () => {
  world = new World();
  world.addAssignment(sampleAssignment(), sampleLink());
  token = world.links.tokenFor(sampleLink());
  server = await world.serve();
});
afterEach(() => server.close());

const visit = (method: string, path: string) => call(server, method, path, undefined, { authorization: '' });

describe('following a link', () => {
  test('GET shows a summary with nothing personal and changes nothing', async () => {
    const page = await visit('GET', `/l/${token}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('Sample Brokers');
    expect(page.text).toContain('Somali');
    expect(page.text).not.toMatch(PERSONAL);
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(world.acted).toEqual([]);
  });

  test.each(['HEAD', 'OPTIONS'])('%s changes nothing', async (method) => {
    const reply = await visit(method, `/l/${token}`);
    expect(reply.text).toBe('');
    expect(reply.headers.get('set-cookie')).toBeNull();
    expect(world.acted).toEqual([]);
  });

  test('the button notes the opening and leads to an address without the token', async () => {
    const reply = await visit('POST', `/l/${token}`);
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe(`/assignments/${ASSIGNMENT_ID}`);
    expect(world.acted).toEqual([
      {
        referralId: REFERRAL_ID,
        act: { kind: 'open', actId: expect.any(String), actor: 'assister', assignmentId: ASSIGNMENT_ID },
        payload: {},
      },
    ]);
    const cookie = reply.headers.get('set-cookie') ?? '';
    expect(cookie).toContain(`Path=/assignments/${ASSIGNMENT_ID};`);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=3600'])
      expect(cookie).toContain(attribute);
    expect(cookie).not.toContain(token);
  });

  test('pressed twice it is one act; pressed after it was noted it is none', async () => {
    await visit('POST', `/l/${token}`);
    await visit('POST', `/l/${token}`);
    const [first, second] = world.acted.map(({ act }) => act.actId);
    expect(first).toBe(second);
    world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ openedAt: world.now }));
    await visit('POST', `/l/${token}`);
    expect(world.acted).toHaveLength(2);
  });

  test('the page opens also when the opening cannot be noted', async () => {
    world.onAct = () => Promise.reject(new DomainError('unavailable', 'no answer'));
    expect((await visit('POST', `/l/${token}`)).status).toBe(303);
    expect(world.logged).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'an opening was not noted' }),
    );
  });

  test('over plain HTTP the cookie cannot insist on TLS', async () => {
    const plain = await world.serve('http://127.0.0.1:3000');
    const reply = await call(plain, 'POST', `/l/${token}`);
    await plain.close();
    expect(reply.headers.get('set-cookie')).not.toContain('Secure');
  });
});

describe('a link that opens nothing', () => {
  const refused = async (path: string, status: number) => {
    for (const method of ['GET', 'POST']) {
      const reply = await visit(method, path);
      expect([method, reply.status]).toEqual([method, status]);
      expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(reply.text).toContain('mailto:spoc@example.org');
      expect(reply.text).not.toMatch(PERSONAL);
      expect(reply.headers.get('set-cookie')).toBeNull();
    }
    expect(world.acted).toEqual([]);
  };

  test('altered in any character: 403', async () => {
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const reply = await visit('GET', `/l/${token.slice(0, at)}${other}${token.slice(at + 1)}`);
      expect([at, reply.status]).toEqual([at, 403]);
    }
  });

  test.each([
    ['cut short', (good: string) => good.slice(0, -1)],
    ['made longer', (good: string) => `${good}A`],
    ['in capitals', (good: string) => good.toUpperCase()],
    ['padded', (good: string) => `${good}==`],
    ['one letter', () => 'x'],
    ['very long', () => 'A'.repeat(4000)],
    ['with a NUL', (good: string) => `${good}%00`],
  ])('%s: 403', async (_name, alter) => {
    await refused(`/l/${alter(token)}`, 403);
  });

  test('signed with a key that we do not have: 403', async () => {
    const stranger = createLinks({ keys: ['f'.repeat(32)], publicUrl: 'https://leads.example.org' });
    await refused(`/l/${stranger.tokenFor(sampleLink())}`, 403);
  });

  test('of a link that we do not know: 404', async () => {
    const unknown = sampleLink({ id: LINK_ID.replace(/3$/, '9') });
    await refused(`/l/${world.links.tokenFor(unknown)}`, 404);
  });

  test('expired, to the second: 410', async () => {
    const { expiresAt } = sampleLink();
    world.now = plusMillis(expiresAt, -1);
    expect((await visit('GET', `/l/${token}`)).status).toBe(200);
    world.now = expiresAt;
    await refused(`/l/${token}`, 410);
  });

  test('past the end that was signed, to the second, although its row was extended: 410', async () => {
    const { expiresAt } = sampleLink();
    const extended = sampleLink({ expiresAt: plusMillis(expiresAt, 30 * 86_400_000) });
    world.addAssignment(sampleAssignment(), extended);
    world.now = plusMillis(expiresAt, -1);
    const opened = await visit('POST', `/l/${token}`);
    expect(opened.headers.get('set-cookie')).toContain('Max-Age=0;');
    world.acted.splice(0);
    world.now = expiresAt;
    await refused(`/l/${token}`, 410);
    expect((await visit('GET', `/l/${world.links.tokenFor(extended)}`)).status).toBe(200);
  });

  test('before the end that was signed, but past its row’s: 410', async () => {
    world.addAssignment(sampleAssignment(), sampleLink({ expiresAt: world.now }));
    await refused(`/l/${token}`, 410);
  });

  test('revoked: 410', async () => {
    world.addAssignment(sampleAssignment(), sampleLink({ revoked: true }));
    await refused(`/l/${token}`, 410);
  });

  test.each([
    ['declined', { endedAt: instant('2026-11-24T15:00:00Z'), endReason: 'declined', current: false }],
    ['resolved', { endedAt: instant('2026-11-24T15:00:00Z'), endReason: 'resolved', status: 'resolved' }],
    ['withdrawn', { status: 'withdrawn' }],
    ['given to somebody else', { current: false }],
  ] as const)('of an assignment that is %s: 410', async (_name, changes) => {
    world.assignments.set(ASSIGNMENT_ID, sampleAssignment(changes));
    await refused(`/l/${token}`, 410);
  });
});

describe('the token', () => {
  test('keeps working when the keys are rotated, and stops when the old key is gone', async () => {
    const link = sampleLink();
    const rotated = createLinks({ keys: ['n'.repeat(32), ...LINK_KEYS], publicUrl: '' });
    expect(rotated.verify(token)).toMatchObject({ linkId: LINK_ID });
    expect(rotated.tokenFor(link)).not.toBe(token);
    expect(createLinks({ keys: ['n'.repeat(32)], publicUrl: '' }).verify(token)).toBe('altered');
  });

  test('is the same for the same link, short, and fit for an address as it is', () => {
    const link = sampleLink();
    expect(world.links.tokenFor(link)).toBe(token);
    expect(token).toMatch(/^[\w-]{50}$/);
    expect(world.links.urlFor(link)).toBe(`https://leads.example.org/l/${token}`);
    expect(world.links.verify(token)).toEqual({ linkId: LINK_ID, expiresAt: '2027-01-22T16:00:01.000Z' });
  });

  test('stands in no log line, no metric and no header of an answer', async () => {
    const replies = [
      await visit('GET', `/l/${token}`),
      await visit('POST', `/l/${token}`),
      await visit('PUT', `/l/${token}`),
      await visit('GET', `/l/${token}x`),
      await visit('GET', `/l/${token}/more`),
      await call(server, 'GET', '/metrics'),
    ];
    const seen = JSON.stringify([
      world.logged,
      replies.map(({ headers }) => [...headers]),
      replies.at(-1)?.text,
    ]);
    expect(replies.at(-1)?.text).toContain('route="/l/{token}"');
    expect(seen).not.toContain(token.slice(0, 20));
  });
});
