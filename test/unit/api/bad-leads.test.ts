import { call } from './support/client';
import { sampleLead } from './support/samples';
import type { Served } from './support/serve';
import { World } from './support/world';

/** The contract's lead with one part exchanged: `with_('consumer.phone', 'x')`; undefined takes the part away. */
function with_(path: string, value: unknown): unknown {
  const lead: Record<string, unknown> = sampleLead();
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = lead;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return lead;
}

const asText = (change: (text: string) => string) => change(JSON.stringify(sampleLead()));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

/** What is sent, the status, the problem's type, and the path of the first error (null: none is named). */
const table: readonly [string, unknown, number, string, string | null][] = [
  ['an empty body', '', 400, 'malformed-request', null],
  ['no JSON', 'lead', 400, 'malformed-request', null],
  ['half of a JSON', '{"externalId": "CRM-1",', 400, 'malformed-request', null],
  ['two JSON texts', '{}{}', 400, 'malformed-request', null],
  ['a trailing comma', '{"externalId": "CRM-1",}', 400, 'malformed-request', null],
  ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 400, 'malformed-request', null],
  ['an overlong UTF-8 form', new Uint8Array([0x22, 0xc0, 0x80, 0x22]), 400, 'malformed-request', null],
  ['UTF-16', new Uint8Array(Buffer.from('{}', 'utf16le')), 400, 'malformed-request', null],
  ['NaN', '{"externalId": NaN}', 400, 'malformed-request', null],
  ['more than 100 kB', with_('reason', 'x'.repeat(103_000)), 413, 'body-too-large', null],
  ['null', 'null', 422, 'validation', ''],
  ['a string', '"lead"', 422, 'validation', ''],
  ['a number beyond all numbers', '1e999', 422, 'validation', ''],
  ['a list of leads', [sampleLead()], 422, 'validation', ''],
  ['an empty object', {}, 422, 'validation', 'externalId'],
  ['10,000 lists in each other', nested(10_000), 422, 'validation', ''],
  ['depth inside a field', asText((t) => t.replace('"qhp"', nested(500))), 422, 'validation', ''],
  [
    '__proto__',
    asText((t) => t.replace('{', '{"__proto__":{"admin":true},')),
    422,
    'validation',
    '__proto__',
  ],
  ['constructor', with_('constructor', { prototype: {} }), 422, 'validation', 'constructor'],
  [
    '__proto__ further in',
    asText((t) => t.replace('"consumer":{', '"consumer":{"__proto__":1,')),
    422,
    'validation',
    'consumer.__proto__',
  ],
  ['an unknown field', with_('priority', 'high'), 422, 'validation', 'priority'],
  ['an unknown field further in', with_('consumer.nickname', 'S'), 422, 'validation', 'consumer.nickname'],
  ['no external id', with_('externalId', undefined), 422, 'validation', 'externalId'],
  ['an empty external id', with_('externalId', ' '), 422, 'validation', 'externalId'],
  ['an external id as a number', with_('externalId', 1234), 422, 'validation', 'externalId'],
  ['an external id of 101 characters', with_('externalId', 'x'.repeat(101)), 422, 'validation', 'externalId'],
  ['a NUL', with_('externalId', 'CRM\0'), 422, 'validation', 'externalId'],
  [
    'a line break in a name',
    with_('consumer.firstName', 'A\r\nBcc: x'),
    422,
    'validation',
    'consumer.firstName',
  ],
  ['half a surrogate pair', with_('consumer.lastName', '\ud800'), 422, 'validation', 'consumer.lastName'],
  ['a NUL in free text', with_('reason', 'help\0me'), 422, 'validation', 'reason'],
  ['an escape character in free text', with_('guidance', '\u001b[31m'), 422, 'validation', 'guidance'],
  [
    'a name of 101 characters',
    with_('consumer.firstName', 'x'.repeat(101)),
    422,
    'validation',
    'consumer.firstName',
  ],
  [
    'neither phone nor mail',
    asText((t) => t.replace(/"phone":.*?"email":"[^"]*",/, '')),
    422,
    'validation',
    'consumer.phone',
  ],
  ['a phone that is none', with_('consumer.phone', 'call me'), 422, 'validation', 'consumer.phone'],
  ['a phone too short', with_('consumer.phone', '555-0123'), 422, 'validation', 'consumer.phone'],
  [
    'a phone with an extension',
    with_('consumer.phone', '651-555-0123 ext 5'),
    422,
    'validation',
    'consumer.phone',
  ],
  ['a phone as a number', with_('consumer.phone', 16515550123), 422, 'validation', 'consumer.phone'],
  ['a mail address that is none', with_('consumer.email', 'consumer@'), 422, 'validation', 'consumer.email'],
  [
    'two mail addresses',
    with_('consumer.email', 'a@example.org,b@example.org'),
    422,
    'validation',
    'consumer.email',
  ],
  [
    'a language that is none',
    with_('consumer.preferredLanguage', 'Somali!'),
    422,
    'validation',
    'consumer.preferredLanguage',
  ],
  [
    'an unknown way of contact',
    with_('consumer.preferredContact', 'fax'),
    422,
    'validation',
    'consumer.preferredContact',
  ],
  ['a ZIP code of four digits', with_('address.zip', '5580'), 422, 'validation', 'address.zip'],
  ['a ZIP code as a number', with_('address.zip', 55802), 422, 'validation', 'address.zip'],
  ['an address as a list', with_('address', []), 422, 'validation', 'address'],
  ['active as a word', with_('account.active', 'yes'), 422, 'validation', 'account.active'],
  [
    'a day that does not exist',
    with_('application.submittedOn', '2026-02-30'),
    422,
    'validation',
    'application.submittedOn',
  ],
  ['a date with a time', with_('consent.on', '2026-11-23T10:00:00Z'), 422, 'validation', 'consent.on'],
  ['the year 0', with_('consent.on', '0000-01-01'), 422, 'validation', 'consent.on'],
  ['consent without a date', with_('consent.on', undefined), 422, 'validation', 'consent.on'],
  ['no word of consent', with_('consent', undefined), 422, 'validation', 'consent'],
  ['consent as a word', with_('consent.given', 'true'), 422, 'validation', 'consent.given'],
  ['an unknown determination', with_('determinations', ['medicare']), 422, 'validation', 'determinations[0]'],
  ['a determination twice', with_('determinations', ['qhp', 'qhp']), 422, 'validation', 'determinations'],
  ['determinations as a word', with_('determinations', 'qhp'), 422, 'validation', 'determinations'],
  ['no kind of help', with_('assistance', []), 422, 'validation', 'assistance'],
  ['an unknown kind of help', with_('assistance', ['apply', 'pray']), 422, 'validation', 'assistance[1]'],
  ['no reason', with_('reason', '  '), 422, 'validation', 'reason'],
  ['a reason of 2,001 characters', with_('reason', 'x'.repeat(2001)), 422, 'validation', 'reason'],
  ['guidance that is null', with_('guidance', null), 422, 'validation', 'guidance'],
  ['no consent', with_('consent', { given: false }), 422, 'consent-required', 'consent.given'],
  ['no consent, dated', with_('consent.given', false), 422, 'consent-required', 'consent.given'],
  ['consent from tomorrow', with_('consent.on', '2026-11-25'), 422, 'date-in-future', 'consent.on'],
  [
    'an application from tomorrow',
    with_('application.submittedOn', '2026-11-25'),
    422,
    'date-in-future',
    'application.submittedOn',
  ],
  ['a ZIP code of another state', with_('address.zip', '90210'), 422, 'zip-unknown', 'address.zip'],
  ['a county that is none', with_('address.county', 'Cascadia'), 422, 'county-unknown', 'address.county'],
  [
    'a county of another ZIP code',
    with_('address.county', 'Hennepin'),
    422,
    'zip-county-mismatch',
    'address.county',
  ],
  [
    'a ZIP code that spans counties, alone',
    with_('address', { zip: '56304' }),
    422,
    'county-required',
    'address.county',
  ],
];

const world = new World();
let server: Served;
beforeAll(async () => {
  server = await world.serve();
});
afterAll(() => server.close());

test('the table has at least 40 rows, and the lead that they are made from is taken', async () => {
  expect(table.length).toBeGreaterThanOrEqual(40);
  const ownWorld = new World();
  const ownServer = await ownWorld.serve();
  const reply = await call(ownServer, 'POST', '/api/v1/referrals', sampleLead());
  await ownServer.close();
  expect(reply.status).toBe(201);
  expect(ownWorld.leads.received).toHaveLength(1);
});

test.each(table)('%s', async (_name, body, status, type, firstPath) => {
  const reply = await call(server, 'POST', '/api/v1/referrals', body, { 'idempotency-key': 'bad' });
  const errors = reply.body['errors'] as { path: string }[] | undefined;
  expect({
    status: reply.status,
    contentType: reply.headers.get('content-type'),
    type: reply.body['type'],
    said: reply.body['status'],
    firstPath: errors?.[0]?.path ?? null,
  }).toEqual({
    status,
    contentType: 'application/problem+json; charset=utf-8',
    type: `/problems/${type}`,
    said: status,
    firstPath,
  });
  expect(world.leads.received).toEqual([]);
  expect(world.started).toEqual([]);
  expect([...world.idempotency.kept]).toEqual([]);
});

describe('content types and encodings', () => {
  const send = (headers: Record<string, string>, body: BodyInit = JSON.stringify(sampleLead())) =>
    call(server, 'POST', '/api/v1/referrals', body as string, headers);

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/jsonp', 415],
    ['application/problem+json', 415],
  ])('%s: %i', async (contentType, status) => {
    expect(await send({ 'content-type': contentType })).toMatchObject({
      status,
      body: { type: '/problems/unsupported-media-type' },
    });
  });

  test('an encoding nobody knows: 415', async () => {
    expect((await send({ 'content-encoding': 'rot13' })).status).toBe(415);
  });

  test('gzip that is none: 400', async () => {
    expect((await send({ 'content-encoding': 'gzip' })).status).toBe(400);
  });

  test('nothing of it was stored', () => {
    expect(world.leads.received).toEqual([]);
  });
});
