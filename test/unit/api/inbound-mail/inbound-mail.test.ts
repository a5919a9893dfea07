import { call } from '../support/client';
import { idOf, LEAD, TO_SPOC, type Mailroom } from '../support/mailroom';
import type { Served } from '../support/serve';
import { READ_KEY, World } from '../support/world';
import { deliveryReport, mime, reply } from '../../support/mime';

const PATH = '/api/v1/inbound-mail';
const RFC822 = { 'content-type': 'message/rfc822' };
let world: World;
let room: Mailroom;
let server: Served;
beforeEach(async () => {
  world = new World();
  room = world.mailroom;
  server = await world.serve();
});
afterEach(() => server.close());

const handIn = (raw: Uint8Array | string, headers: Record<string, string> = RFC822) =>
  call(server, 'POST', PATH, raw, headers);

test('a permanent failure is kept with what follows from it, once; handed in again it changes nothing', async () => {
  const raw = deliveryReport({ originalMessageId: idOf(LEAD) });
  const first = await handIn(raw);
  const second = await handIn(raw);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(first.body).toMatchObject({
    ...{ kind: 'delivery-report', messageId: LEAD.id, referralId: LEAD.referralId },
    ...{ organizationId: LEAD.organizationId, requestId: null, receivedAt: world.now },
  });
  expect(second.body).toEqual(first.body);
  expect(room.consequences).toEqual([{ follows: 'bounce', smtpCode: 550 }]);
  expect([...room.kept.values()].map((kept) => kept.raw)).toEqual([raw]);
});

test.each([
  ['delayed', deliveryReport({ originalMessageId: idOf(LEAD), action: 'delayed', status: '4.4.1' }), LEAD.id],
  ['of a mail to the exchange itself', deliveryReport({ originalMessageId: idOf(TO_SPOC) }), TO_SPOC.id],
])('a report %s is kept, and nothing follows', async (_what, raw, messageId) => {
  const answer = await handIn(raw);
  expect(answer).toMatchObject({ status: 200, body: { kind: 'delivery-report', messageId } });
  expect(room.consequences).toEqual([{ follows: 'nothing' }]);
});

test('a mail is given back as it came, to whoever may read requests', async () => {
  const raw = reply({ from: 'leads@one.example.org' });
  const { body } = await handIn(raw);
  const source = await call(server, 'GET', `${PATH}/${String(body['requestId'])}/source`);
  expect(source).toMatchObject({ status: 200, text: raw.toString() });
  expect(source.headers.get('content-type')).toBe('message/rfc822');
  const none = '0199a000-0000-7000-8000-00000000ffff';
  expect(await call(server, 'GET', `${PATH}/${none}/source`)).toMatchObject({ status: 404 });
});

test('when PostgreSQL is away it answers 503 and keeps nothing, so that the hook comes again', async () => {
  const raw = deliveryReport({ originalMessageId: idOf(LEAD) });
  room.outage = true;
  expect((await handIn(raw)).status).toBe(503);
  expect(room.kept.size).toBe(0);
  room.outage = false;
  expect((await handIn(raw)).status).toBe(200);
  expect(room.consequences).toEqual([{ follows: 'bounce', smtpCode: 550 }]);
});

test.each([
  [
    'answers a lead',
    { from: 'colleague@elsewhere.example.com', inReplyTo: idOf(LEAD) },
    LEAD.organizationId,
    LEAD.referralId,
  ],
  ['comes from a contact point', { from: 'Leads@One.example.org' }, 'one', null],
  ['comes from a contact point that two share', { from: 'leads@shared.example.org' }, null, null],
])('who %s asks a question, with its referral', async (_what, about, organizationId, referralId) => {
  const answer = await handIn(reply(about));
  expect(answer).toMatchObject({ status: 200, body: { kind: 'reply', organizationId, referralId } });
  expect(room.consequences).toEqual([
    { follows: 'question', text: 'Who calls the consumer first?', unreached: null },
  ]);
  expect(answer.body['requestId']).toBe(answer.body['id']);
});

test.each([
  [
    'an absence note',
    reply({
      from: 'leads@one.example.org',
      inReplyTo: idOf(LEAD),
      headers: ['Auto-Submitted: auto-replied'],
    }),
  ],
  [
    'a mail of our own that came round',
    reply({ from: 'leads@one.example.org', headers: ['X-Message-Kind: lead'] }),
  ],
  ['a stranger’s mail', reply({ from: 'stranger@example.com' })],
  [
    'an answer of the exchange to its own mail',
    reply({ from: 'spoc@example.org', inReplyTo: idOf(TO_SPOC) }),
  ],
])('%s is kept and not asked', async (_what, raw) => {
  expect(await handIn(raw)).toMatchObject({ status: 200, body: { kind: 'other' } });
  expect(room.consequences).toEqual([{ follows: 'nothing' }]);
});

test('a new mail brings its subject along; what cannot be stored is left out, and a mail without text says so', async () => {
  await handIn(
    reply({ from: 'leads@one.example.org', subject: 'Holidays', text: 'Closed\0 on\u0007 Friday' }),
  );
  await handIn(mime('From: leads@one.example.org', 'Subject: Re: x', ''));
  expect(room.consequences).toEqual([
    { follows: 'question', text: 'Holidays\n\nClosed on Friday', unreached: null },
    { follows: 'question', text: '(The mail has no text.)', unreached: null },
  ]);
});

test('what is no mail, or not sent as one, is refused', async () => {
  const raw = reply({ from: 'leads@one.example.org' });
  const tooLarge = Buffer.concat([raw, Buffer.alloc(10 * 1024 * 1024, 65)]);
  expect(await handIn('')).toMatchObject({ status: 400, body: { type: '/problems/malformed-request' } });
  expect(await handIn('just words')).toMatchObject({ status: 400 });
  expect(await handIn(tooLarge)).toMatchObject({ status: 413, body: { type: '/problems/body-too-large' } });
  expect(await handIn(raw, { 'content-type': 'application/json' })).toMatchObject({
    status: 415,
    body: { type: '/problems/unsupported-media-type' },
  });
  expect(await handIn(raw, { 'content-type': 'message/rfc822-headers' })).toMatchObject({ status: 415 });
  expect(await handIn(raw, { ...RFC822, authorization: `Bearer ${READ_KEY}` })).toMatchObject({
    status: 403,
  });
  expect(await handIn(raw, { ...RFC822, authorization: '' })).toMatchObject({ status: 401 });
  expect(room.kept.size).toBe(0);
  expect(await handIn(raw, { 'content-type': 'Application/Octet-Stream' })).toMatchObject({ status: 200 });
});

test('nothing of a mail’s content is logged', async () => {
  await handIn(reply({ from: 'leads@one.example.org', text: 'Sample Consumer is at +1 651 555 0123' }));
  await handIn('Sample Consumer');
  expect(JSON.stringify(world.logged)).not.toMatch(/Sample Consumer|one\.example\.org/);
  expect(world.logged.length).toBeGreaterThan(1);
});
