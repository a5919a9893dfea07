import { countiesServed, EXCHANGES, idahoExchange, minnesotaExchange } from './exchanges';

describe.each(EXCHANGES)('the sample organizations of $name', (exchange) => {
  const { organizations, allCounties, brokerGap } = exchange;

  test('have ids, names and contact points of their own, at domains for examples', () => {
    expect(organizations.length).toBeGreaterThanOrEqual(14);
    for (const field of ['id', 'name', 'contactEmail'] as const) {
      expect(new Set(organizations.map((one) => one[field])).size).toBe(organizations.length);
    }
    for (const { id, name, contactEmail, languages, capacity } of organizations) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(name).toMatch(/\(sample\)$/);
      expect(contactEmail).toMatch(/^leads@[a-z-]+\.example\.(org|com|net)$/);
      expect(languages).toContain('en');
      expect(capacity).toBeGreaterThanOrEqual(2);
      expect(capacity).toBeLessThanOrEqual(60);
    }
  });

  test('cover every county with a navigator, and all but the deliberate gap with a broker', () => {
    expect(countiesServed(exchange, 'navigator')).toEqual(allCounties);
    expect(countiesServed(exchange, 'broker')).toEqual(
      allCounties.filter((fips) => !brokerGap.includes(fips)),
    );
    expect(allCounties).toEqual(expect.arrayContaining([...brokerGap]));
  });
});

test('no organization of one exchange has the id of one of another', () => {
  const ids = EXCHANGES.flatMap(({ organizations }) => organizations.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('Minnesota’s are the forty that every installation has loaded, with their ids and addresses', () => {
  const { organizations } = minnesotaExchange;
  expect(organizations).toHaveLength(40);
  expect(organizations[0]).toEqual({
    id: '0195f0a0-0000-7000-8000-000000000001',
    name: 'North Shore Coverage Help (sample)',
    type: 'navigator',
    // Of two regions: Aitkin, Carlton, Cook, Itasca, Koochiching, Lake, St. Louis.
    counties: ['27001', '27017', '27031', '27061', '27071', '27075', '27137'],
    languages: ['en', 'fr'],
    capacity: 6,
    contactEmail: 'leads@north-shore-coverage-help.example.com',
  });
  expect(organizations[39]).toEqual({
    id: '0195f0a0-0000-7000-8000-000000000040',
    name: 'University Avenue Brokers (sample)',
    type: 'broker',
    counties: ['27053', '27123'],
    languages: ['en', 'vi', 'am', 'so'],
    capacity: 10,
    contactEmail: 'leads@university-avenue-brokers.example.com',
  });
});

test('the single point of contact is the exchange’s own, and of the sample exchange an example', () => {
  expect(minnesotaExchange.sample.spocEmail).toBe('assisterleads@mnsure.org');
  expect(idahoExchange.sample.spocEmail).toBe('referrals@spoc.example.org');
});
