import { consumerKeys } from '../../../../src/domain/referral/consumer-keys';
import { call } from '../support/client';
import { sampleLead } from '../support/samples';
import type { Served } from '../support/serve';
import { World } from '../support/world';

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  server = await world.serve();
});
afterEach(() => server.close());

const post = (lead: unknown, headers: Record<string, string> = {}) =>
  call(server, 'POST', '/api/v1/referrals', lead, headers);
const received = () => world.leads.received.map(({ lead }) => lead);

const withConsumer = (changes: object) => {
  const lead = sampleLead();
  return { ...lead, consumer: { ...lead.consumer, ...changes } };
};
const withAddress = (changes: object) => {
  const lead = sampleLead();
  return { ...lead, address: { ...lead.address, ...changes } };
};

describe('a lead with everything as people write it', () => {
  test.each([
    ['one name, as the first', { lastName: undefined }, { firstName: 'Sample' }],
    ['one name, as the last', { firstName: null }, { firstName: undefined, lastName: 'Consumer' }],
    ['one name beside an empty one', { firstName: ' ' }, { firstName: undefined, lastName: 'Consumer' }],
    ['invisible characters in a name', { firstName: '\u200ESam\u00ADple\uFEFF' }, { firstName: 'Sample' }],
    ['a name of nothing to see', { firstName: '\u200B' }, { firstName: undefined }],
    [
      'null for every optional field',
      { email: null, preferredContact: null, bestTimeToContact: null },
      { email: undefined },
    ],
    [
      'empty text for every optional field',
      { email: '', preferredContact: '', bestTimeToContact: '' },
      { email: undefined },
    ],
    ['a phone that is empty', { phone: '' }, { phone: undefined, phoneExtension: undefined }],
    ['no language', { preferredLanguage: '' }, { preferredLanguage: 'en' }],
    ['a language by its name', { preferredLanguage: 'Vietnamese' }, { preferredLanguage: 'vi' }],
    ['a language by three letters', { preferredLanguage: 'eng' }, { preferredLanguage: 'en' }],
    [
      'an extension in the number',
      { phone: '+1 651 555 0123 x45' },
      { phone: '+16515550123', phoneExtension: '45' },
    ],
    [
      'an extension in words',
      { phone: '(651) 555-0123 ext. 7' },
      { phone: '+16515550123', phoneExtension: '7' },
    ],
    ['an extension of its own', { phoneExtension: 'x 45' }, { phone: '+16515550123', phoneExtension: '45' }],
    [
      'the same extension twice',
      { phone: '651-555-0123x45', phoneExtension: '45' },
      { phoneExtension: '45' },
    ],
    ['a number pasted with marks', { phone: '\u202A(651) 555-0123\u202C' }, { phone: '+16515550123' }],
    [
      'a mail address with every sign',
      { email: " a&b/c=d#e!f+g_h'i{j}@example.org " },
      { email: "a&b/c=d#e!f+g_h'i{j}@example.org" },
    ],
  ])('%s', async (_what, changes, kept) => {
    expect((await post(withConsumer(changes))).status).toBe(201);
    expect(received()).toMatchObject([{ consumer: kept }]);
  });

  test.each([
    ['five digits', { zip: ' 55802 ' }, '55802'],
    ['nine digits', { zip: '558021234' }, '55802-1234'],
    ['nine digits with a space', { zip: '55802 1234' }, '55802-1234'],
    ['nine digits with a dash', { zip: '55802–1234' }, '55802-1234'],
    ['county with the state', { county: 'St. Louis County, MN' }, '55802'],
    ['county abbreviated', { county: 'St Louis Co.' }, '55802'],
    ['county of', { county: 'COUNTY OF SAINT LOUIS' }, '55802'],
    ['no county', { county: '' }, '55802'],
    ['no street', { line1: null, line2: '', city: null }, '55802'],
  ])('an address: %s', async (_what, changes, zip) => {
    expect((await post(withAddress(changes))).status).toBe(201);
    expect(received()).toMatchObject([{ address: { zip, countyFips: '27137', county: 'St. Louis' } }]);
  });
});

describe('a lead that says too little or too much', () => {
  test.each([
    ['no name at all', withConsumer({ firstName: '', lastName: null }), 'consumer.lastName'],
    ['neither phone nor mail', withConsumer({ phone: null, email: '' }), 'consumer.phone'],
    [
      'an extension without a number',
      withConsumer({ phone: null, phoneExtension: '45' }),
      'consumer.phoneExtension',
    ],
    [
      'two extensions',
      withConsumer({ phone: '651-555-0123x45', phoneExtension: '46' }),
      'consumer.phoneExtension',
    ],
    ['two dots in an address', withConsumer({ email: 'a..b@example.org' }), 'consumer.email'],
    ['an address without a domain', withConsumer({ email: 'a@localhost' }), 'consumer.email'],
    [
      'an address with a line end',
      withConsumer({ email: 'a@example.org\nBcc: b@example.org' }),
      'consumer.email',
    ],
    ['what XML cannot hold in a name', withConsumer({ firstName: 'A\uFFFE' }), 'consumer.firstName'],
    ['what XML cannot hold in prose', { ...sampleLead(), reason: 'help\uFFFF' }, 'reason'],
    ['what is no character', { ...sampleLead(), guidance: 'so \u{1FFFE}' }, 'guidance'],
    ['no reason', { ...sampleLead(), reason: '\u200B' }, 'reason'],
  ])('%s', async (_what, lead, path) => {
    const reply = await post(lead);
    expect(reply.status).toBe(422);
    expect(reply.body['errors']).toMatchObject([{ path }]);
    expect(received()).toEqual([]);
  });

  test('what is no language is answered with suggestions', async () => {
    const reply = await post(withConsumer({ preferredLanguage: 'Spansh' }));
    expect(reply.status).toBe(422);
    expect(reply.body['errors']).toEqual([
      {
        path: 'consumer.preferredLanguage',
        message: expect.stringContaining('Did you mean Spanish (es)?') as string,
      },
    ]);
  });
});

describe('the same Idempotency-Key', () => {
  const key = { 'idempotency-key': 'once' };
  const turned = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, part]) => [name, turned(part)]),
        );

  test.each([
    ['another order of the fields', () => JSON.stringify(turned(sampleLead()))],
    ['other white space', () => JSON.stringify(sampleLead(), null, 4)],
    ['letters written as numbers', () => JSON.stringify(sampleLead()).replace('"Sample"', '"\\u0053ample"')],
  ])('is the same request with %s', async (_what, body) => {
    const first = await post(sampleLead(), key);
    const again = await post(body(), key);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(received()).toHaveLength(1);
  });

  test('is another request with another value', async () => {
    await post(sampleLead(), key);
    const other = await post({ ...sampleLead(), reason: 'Something else' }, key);
    expect(other.body['type']).toBe('/problems/idempotency-key-reused');
  });
});

test.each([
  ['Đặng', 'Dang'],
  ['Łukasz', 'Lukasz'],
  ['Søren', 'Soren'],
  ['Groß', 'Gross'],
  ['GROẞ', 'gross'],
  ['Ægir', 'Aegir'],
  ['Işık', 'Isik'],
  ['İpek', 'Ipek'],
  ['Þór', 'Thor'],
  ['Guðrún', 'Gudrun'],
  ['Ħelen', 'Helen'],
  ['Œuvre', 'Oeuvre'],
  ['Ɗan', 'Dan'],
])('%s and %s are one name', (written, plain) => {
  const keyOf = (firstName: string) => consumerKeys({ firstName, preferredLanguage: 'en' }).name;
  expect(keyOf(written)).toBe(keyOf(plain));
});

test('a person with one name is the same one, wherever the name stands', () => {
  const preferredLanguage = 'en';
  expect(consumerKeys({ firstName: 'Sample', preferredLanguage })).toEqual(
    consumerKeys({ lastName: 'SAMPLE', preferredLanguage }),
  );
});
