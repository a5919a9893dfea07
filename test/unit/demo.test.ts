import { assisterType } from '../../src/domain/routing/assister-type';
import { resolveCounty } from '../../src/domain/service-area';
import { localDate } from '../../src/domain/time';
import { sampleLead } from '../../src/demo/leads';
import { demoOrganizations } from '../../src/demo/organizations';
import { summarize } from '../../src/demo/outcome';
import { minnesota, minnesotaAreas } from './support/minnesota';

const today = localDate('2026-11-23');
const allCounties = minnesotaAreas.counties.map(({ fips }) => fips);

function countiesServed(type: string): string[] {
  const served = demoOrganizations.filter((one) => one.type === type).flatMap((one) => one.counties);
  return [...new Set(served)].sort();
}

describe('the sample organizations', () => {
  test('have ids, names and contact points of their own, at domains for examples', () => {
    expect(demoOrganizations.length).toBeGreaterThanOrEqual(36);
    for (const field of ['id', 'name', 'contactEmail'] as const) {
      expect(new Set(demoOrganizations.map((one) => one[field])).size).toBe(demoOrganizations.length);
    }
    for (const { id, name, contactEmail, languages, capacity } of demoOrganizations) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(name).toMatch(/\(sample\)$/);
      expect(contactEmail).toMatch(/^leads@[a-z-]+\.example\.(org|com|net)$/);
      expect(languages).toContain('en');
      expect(capacity).toBeGreaterThanOrEqual(2);
      expect(capacity).toBeLessThanOrEqual(60);
    }
  });

  test('cover every county with a navigator, and all but the deliberate gap with a broker', () => {
    const gap = ['27031', '27075', '27077'];
    expect(countiesServed('navigator')).toEqual(allCounties);
    expect(countiesServed('broker')).toEqual(allCounties.filter((fips) => !gap.includes(fips)));
  });
});

describe('the sample leads', () => {
  const leads = Array.from({ length: 100 }, (_, n) => sampleLead(n, today));

  test('are the same every time, and all different', () => {
    expect(sampleLead(7, today)).toEqual(leads[7]);
    expect(new Set(leads.map(({ externalId }) => externalId)).size).toBe(leads.length);
  });

  test('have an address whose county can be told, and a way to reach the consumer', () => {
    for (const { address, consumer } of leads) {
      expect(allCounties).toContain(resolveCounty(address, minnesotaAreas).fips);
      expect(consumer.phone ?? '+16515550100').toMatch(/^\+165155501\d\d$/);
      expect(consumer.email ?? 'consumer@example.org').toMatch(/@example\.org$/);
      expect(consumer.phone ?? consumer.email).toBeDefined();
    }
  });

  test('show every rule of the assister type, and the coverage gap at least twice among fifty', () => {
    const fifty = leads.slice(0, 50).map((lead) => ({
      county: resolveCounty(lead.address, minnesotaAreas).fips,
      ...assisterType(lead, minnesota),
    }));
    expect([...new Set(fifty.map(({ rule }) => rule))].sort()).toEqual(
      ['both-programs', 'no-application', 'no-determination', 'public-program', 'qhp'].sort(),
    );
    const inGap = fifty.filter(
      ({ type, county }) => type === 'broker' && !countiesServed('broker').includes(county),
    );
    expect(inGap.length).toBeGreaterThanOrEqual(2);
    expect(new Set(fifty.map(({ county }) => county)).size).toBeGreaterThanOrEqual(15);
  });
});

test('the summary counts by organization and status, and names what was refused', () => {
  const outcome = { status: 'sent', organization: 'Iron Trail (sample)' };
  const text = summarize(
    [
      { ...outcome, externalId: 'A' },
      { externalId: 'B', status: 'unassigned', organization: '(no organization)' },
      { ...outcome, externalId: 'C' },
    ],
    [{ externalId: 'D', detail: '422 consent-required' }],
  );
  expect(text.split('\n').map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
    '3 accepted, 1 refused',
    '2 Iron Trail (sample) sent',
    '1 (no organization) unassigned',
    'refused D: 422 consent-required',
  ]);
});
