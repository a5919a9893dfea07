import { exampleLead } from '../../src/api/referral/example-lead';
import { plusDays } from '../../src/domain/local-time';
import { loadProgram } from '../../src/infra/program-file';
import type { LocalDate } from '../../src/domain/time';

/**
 * What a CRM may get wrong in a lead, for the API over stores in memory and for the real one: the body, the status, the
 * problem's type, and the path of the first error (null: none is named). Every body is made from the good lead of the
 * day on which it is sent, so that one thing is wrong with it.
 */
export type BadLead = readonly [
  name: string,
  /** Text and bytes are sent as they are, anything else as JSON. */
  body: (today: LocalDate) => unknown,
  status: number,
  type: string,
  firstPath: string | null,
];

const minnesota = loadProgram('config/mnsure.json');

/** The good lead with one part exchanged: `with_('consumer.phone', 'x')`; undefined takes the part away. */
const with_ = (path: string, value: unknown) => (today: LocalDate) =>
  exchanged(exampleLead(minnesota, today), path, value);

const withTomorrow = (path: string) => (today: LocalDate) =>
  exchanged(exampleLead(minnesota, today), path, plusDays(today, 1));

const asText = (change: (text: string) => string) => (today: LocalDate) =>
  change(JSON.stringify(exampleLead(minnesota, today)));

const just = (body: unknown) => () => body;

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

function exchanged(lead: Record<string, unknown>, path: string, value: unknown): unknown {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = lead;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return lead;
}

export const BAD_LEADS: readonly BadLead[] = [
  ['an empty body', just(''), 400, 'malformed-request', null],
  ['no JSON', just('lead'), 400, 'malformed-request', null],
  ['half of a JSON', just('{"externalId": "CRM-1",'), 400, 'malformed-request', null],
  ['two JSON texts', just('{}{}'), 400, 'malformed-request', null],
  ['a trailing comma', just('{"externalId": "CRM-1",}'), 400, 'malformed-request', null],
  ['bytes that are no UTF-8', just(new Uint8Array([0x22, 0xff, 0xfe, 0x22])), 400, 'malformed-request', null],
  ['an overlong UTF-8 form', just(new Uint8Array([0x22, 0xc0, 0x80, 0x22])), 400, 'malformed-request', null],
  ['UTF-16', just(new Uint8Array(Buffer.from('{}', 'utf16le'))), 400, 'malformed-request', null],
  ['NaN', just('{"externalId": NaN}'), 400, 'malformed-request', null],
  ['more than 100 kB', with_('reason', 'x'.repeat(103_000)), 413, 'body-too-large', null],
  ['null', just('null'), 422, 'validation', ''],
  ['a string', just('"lead"'), 422, 'validation', ''],
  ['a number beyond all numbers', just('1e999'), 422, 'validation', ''],
  ['a list of leads', (today) => [exampleLead(minnesota, today)], 422, 'validation', ''],
  ['an empty object', just({}), 422, 'validation', 'externalId'],
  ['10,000 lists in each other', just(nested(10_000)), 422, 'validation', ''],
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
  ['an extension without a phone', with_('consumer.phone', 'ext. 5'), 422, 'validation', 'consumer.phone'],
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
    with_('consumer.preferredLanguage', 'xx'),
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
  ['consent from tomorrow', withTomorrow('consent.on'), 422, 'date-in-future', 'consent.on'],
  [
    'an application from tomorrow',
    withTomorrow('application.submittedOn'),
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
