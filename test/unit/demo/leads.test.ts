import { leadBodyOf } from '../../../src/api/referral/lead-body';
import { toLead } from '../../../src/api/referral/to-lead';
import { sampleLead } from '../../../src/demo/leads';
import { assisterType } from '../../../src/domain/routing/assister-type';
import { resolveCounty } from '../../../src/domain/service-area';
import { localDate } from '../../../src/domain/time';
import { countiesServed, EXCHANGES, idahoExchange, minnesotaExchange } from './exchanges';

const today = localDate('2026-11-23');

describe.each(EXCHANGES)('the sample leads of $name', (exchange) => {
  const { policy, sample, areas, allCounties, brokerGap } = exchange;
  const leads = Array.from({ length: 100 }, (_, n) => sampleLead(n, today, exchange));

  test('are the same every time, and all different', () => {
    expect(sampleLead(7, today, exchange)).toEqual(leads[7]);
    expect(new Set(leads.map(({ externalId }) => externalId)).size).toBe(leads.length);
  });

  test('have an address whose county can be told, and a way to reach the consumer', () => {
    const beside = policy.example.phone.slice(0, -2);
    for (const { address, consumer } of leads) {
      expect(allCounties).toContain(resolveCounty(address, areas).fips);
      expect(consumer.phone ?? `${beside}00`).toMatch(/^\+1\d{3}55501\d\d$/);
      expect(consumer.phone ?? beside).toContain(beside);
      expect(consumer.email ?? 'consumer@example.org').toMatch(/@example\.org$/);
      expect(consumer.phone ?? consumer.email).toBeDefined();
    }
  });

  test('are taken by the API as they are', () => {
    for (const lead of leads) {
      const kept = toLead(leadBodyOf(policy).parse(lead), areas, today);
      expect(kept.consumer.phone).toBe(lead.consumer.phone);
      expect(kept.consumer.preferredLanguage).toBe(lead.consumer.preferredLanguage);
      expect(kept.determinations).toEqual(lead.determinations);
    }
  });

  test('come from every place, in every language and situation of the sample file', () => {
    const cities = sample.places.map(({ city, zip }) => `${city} ${zip}`).sort();
    expect([...new Set(leads.map(({ address }) => `${address.city} ${address.zip}`))].sort()).toEqual(cities);
    const languages = new Set(leads.map(({ consumer }) => consumer.preferredLanguage));
    expect([...languages].sort()).toEqual([...new Set(sample.languages)].sort());
    expect(new Set(leads.map(({ reason }) => reason)).size).toBe(sample.situations.length);
  });

  test('use only codes of the policy’s terms', () => {
    const codes = (terms: readonly { readonly code: string }[]) => terms.map(({ code }) => code);
    const { determinations, assistance } = policy.terms;
    for (const situation of sample.situations) {
      expect(codes(determinations)).toEqual(expect.arrayContaining(situation.determinations));
      expect(codes(assistance)).toEqual(expect.arrayContaining(situation.assistance));
    }
  });

  test('show every rule of the assister type, and the coverage gap at least twice among fifty', () => {
    const fifty = leads.slice(0, 50).map((lead) => ({
      county: resolveCounty(lead.address, areas).fips,
      ...assisterType(lead, policy),
    }));
    expect([...new Set(fifty.map(({ rule }) => rule))].sort()).toEqual(
      ['both-programs', 'no-application', 'no-determination', 'public-program', 'qhp'].sort(),
    );
    const served = countiesServed(exchange, 'broker');
    const inGap = fifty.filter(({ type, county }) => type === 'broker' && !served.includes(county));
    expect(inGap.length).toBeGreaterThanOrEqual(2);
    expect(inGap.every(({ county }) => brokerGap.includes(county))).toBe(true);
    expect(new Set(fifty.map(({ county }) => county)).size).toBeGreaterThanOrEqual(15);
  });
});

test('Minnesota’s lead of a number stays what it was', () => {
  expect(sampleLead(4, today, minnesotaExchange)).toEqual({
    externalId: 'DEMO-2026-11-23-04',
    consumer: {
      firstName: 'Sample',
      lastName: 'Consumer-04',
      email: 'consumer-04@example.org',
      preferredContact: 'email',
      preferredLanguage: 'hmn',
      bestTimeToContact: 'lunch hour',
    },
    address: { line1: '104 Sample Street', city: 'Baudette', zip: '56623', county: 'Lake of the Woods' },
    account: { active: true },
    application: { active: true, submittedOn: '2026-11-18' },
    determinations: ['qhp-aptc'],
    reason: 'Renewal shows a higher premium; wants to look at other plans',
    guidance: 'Told that tax credits depend on the expected income',
    consent: { given: true, on: '2026-11-23' },
    assistance: ['enroll', 'renew'],
  });
  expect(sampleLead(108, today, minnesotaExchange)).toEqual({
    externalId: 'DEMO-2026-11-23-108',
    consumer: {
      firstName: 'Sample',
      lastName: 'Consumer-108',
      phone: '+16515550108',
      preferredContact: 'phone',
      preferredLanguage: 'hmn',
      bestTimeToContact: 'Tuesdays and Thursdays',
    },
    address: { line1: '208 Sample Street', city: 'Minneapolis', zip: '55404' },
    account: { active: true },
    application: { active: true, submittedOn: '2026-11-14' },
    determinations: ['pending'],
    reason: 'Application has been waiting since identity proofing failed',
    guidance: 'Asked to have the reference number of the notice ready',
    consent: { given: true, on: '2026-11-23' },
    assistance: ['technical', 'documents'],
  });
});

test('places are all met, however many there are', () => {
  const { policy, sample } = idahoExchange;
  for (const count of [1, 2, 4, 5, 10, 20]) {
    const source = { policy, sample: { ...sample, places: sample.places.slice(0, count) } };
    const zips = Array.from({ length: count }, (_, n) => sampleLead(n, today, source).address.zip);
    expect(new Set(zips).size).toBe(count);
  }
});
