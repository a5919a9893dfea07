import { leadBodyOf } from '../../../src/api/referral/lead-body';
import { toLead } from '../../../src/api/referral/to-lead';
import { readDemoConfig, readSampleOrganizationsConfig } from '../../../src/config';
import { localDate } from '../../../src/domain/time';
import { banner } from '../../../scripts/start/banner.mjs';
import { EXCHANGES, idahoExchange, minnesotaExchange } from './exchanges';

/** What `npm start` prints, and which policy the demonstration takes. */

const setting = { variable: 'PORT', port: 1, what: 'a part' };
const parts = ['api', 'temporal', 'temporalUi', 'smtp', 'inbox', 'postgres'] as const;
const ports = Object.fromEntries(parts.map((part) => [part, setting])) as Record<
  (typeof parts)[number],
  typeof setting
>;

beforeAll(() => {
  // 23:30 of the day before in Minnesota, and an hour earlier in most of Idaho.
  jest.useFakeTimers({ now: new Date('2026-11-24T05:30:00Z') });
});
afterAll(() => {
  jest.useRealTimers();
});

/** The body of the printed curl, as a shell would hand it on. */
function printedLead(policy: Parameters<typeof banner>[3]): unknown {
  const printed = banner(ports, 'http://localhost:3000', 'demo_key', policy);
  const [, body = ''] = /-d '(.*?)'\n\nCtrl-C/s.exec(printed) ?? [];
  return JSON.parse(body.replaceAll("'\\''", "'"));
}

const common = {
  externalId: expect.stringMatching(/^CRM-[0-9A-Z]+$/),
  account: { active: true },
  application: { active: true, submittedOn: '2026-11-23' },
  reason: 'Wants help comparing plans',
  consent: { given: true, on: '2026-11-23' },
};

test('the printed lead of Minnesota is the one that the README follows', () => {
  expect(printedLead(minnesotaExchange.policy)).toEqual({
    ...common,
    consumer: {
      firstName: 'Sample',
      lastName: 'Consumer',
      phone: '+16515550123',
      email: 'consumer@example.org',
      preferredContact: 'phone',
      preferredLanguage: 'so',
      bestTimeToContact: 'weekdays after 4 pm',
    },
    address: { line1: '12 Elm St', city: 'Duluth', zip: '55802', county: 'St. Louis' },
    determinations: ['qhp'],
    guidance: 'Told that open enrollment ends on January 15',
    assistance: ['plan-selection'],
  });
});

test('the printed lead of another exchange has its example', () => {
  const { example } = idahoExchange.policy;
  expect(printedLead(idahoExchange.policy)).toMatchObject({
    ...common,
    consumer: { phone: example.phone },
    address: example.address,
    determinations: example.determinations,
    assistance: example.assistance,
  });
});

test.each(EXCHANGES)('the API of $name takes the printed lead', ({ policy, areas }) => {
  const lead = toLead(leadBodyOf(policy).parse(printedLead(policy)), areas, localDate('2026-11-23'));
  expect(lead.address).toMatchObject(policy.example.address);
});

test('the dates of the printed lead are the exchange’s own', () => {
  const { policy } = idahoExchange;
  const zone = 'Europe/Berlin' as typeof policy.calendar.zone;
  const elsewhere = { ...policy, calendar: { ...policy.calendar, zone } };
  expect(printedLead(elsewhere)).toMatchObject({ consent: { on: '2026-11-24' } });
});

test('an apostrophe in the example does not end the curl’s word', () => {
  const { policy } = idahoExchange;
  const address = { line1: '12 Elm St', city: "Coeur d'Alene", zip: '83814', county: 'Kootenai' };
  const lead = printedLead({ ...policy, example: { ...policy.example, address } });
  expect(lead).toMatchObject({ address });
});

test('the demonstration takes Minnesota’s policy unless PROGRAM_FILE names another', () => {
  const database = { DATABASE_URL: 'postgresql://user@127.0.0.1:5432/leads' };
  expect(readDemoConfig({}).programFile).toBe('config/mnsure.json');
  expect(readSampleOrganizationsConfig(database).programFile).toBe('config/mnsure.json');
  const other = { PROGRAM_FILE: 'config/idaho-sample.json' };
  expect(readDemoConfig(other).programFile).toBe(other.PROGRAM_FILE);
  expect(readSampleOrganizationsConfig({ ...database, ...other })).toEqual({
    databaseUrl: database.DATABASE_URL,
    programFile: other.PROGRAM_FILE,
  });
  expect(() => readSampleOrganizationsConfig({})).toThrow('DATABASE_URL is not set');
});
