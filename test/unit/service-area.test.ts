import type { DomainErrorCode } from '../../src/domain/errors';
import { findCounty, resolveCounty } from '../../src/domain/service-area';
import { minnesotaAreas as table } from './support/minnesota';

describe('the county of an address', () => {
  test.each([
    ['55802', undefined, '27137', 'St. Louis'],
    ['55802-1234', undefined, '27137', 'St. Louis'],
    ['558021234', undefined, '27137', 'St. Louis'],
    [' 55802 ', 'St. Louis', '27137', 'St. Louis'],
    ['55802', 'Saint Louis', '27137', 'St. Louis'],
    ['55802', 'St Louis County', '27137', 'St. Louis'],
    ['55802', 'ST.LOUIS', '27137', 'St. Louis'],
    ['55802', 'saint louis county', '27137', 'St. Louis'],
    ['55802', '27137', '27137', 'St. Louis'],
    ['55044', 'Dakota', '27037', 'Dakota'],
    ['55044', '27139', '27139', 'Scott'],
    ['56623', 'lake of the woods', '27077', 'Lake of the Woods'],
    ['56256', 'Lac Qui Parle', '27073', 'Lac qui Parle'],
    ['55350', 'Mc Leod', '27085', 'McLeod'],
    ['56002', undefined, '27013', 'Blue Earth'],
    ['55802 1234', 'St. Louis County, MN', '27137', 'St. Louis'],
    ['55802', 'St. Louis Co., Minnesota', '27137', 'St. Louis'],
    ['55802', 'st louis cty mn usa', '27137', 'St. Louis'],
    ['55802', 'County of St. Louis', '27137', 'St. Louis'],
    ['55802', '\u200ESaint\u00A0Louis', '27137', 'St. Louis'],
    ['55616', 'County of Lake', '27075', 'Lake'],
    ['55616', 'LAKE CO', '27075', 'Lake'],
  ])('ZIP %s, county %s', (zip, county, fips, name) => {
    expect(resolveCounty({ zip, county }, table)).toEqual({ fips, name });
  });

  test.each<[string, string, string | undefined, DomainErrorCode, string]>([
    ['reaches several counties', '55044', undefined, 'county-required', 'Dakota, Scott'],
    ['of another state', '53703', undefined, 'zip-unknown', 'MN'],
    ['of another state, with a county of this one', '53703', 'Hennepin', 'zip-unknown', 'MN'],
    ['too short', '5580', undefined, 'zip-unknown', 'MN'],
    ['no digits', 'constructor', undefined, 'zip-unknown', 'MN'],
    ['a county of another state', '55802', 'Dane', 'county-unknown', 'MN'],
    ['a FIPS code of another state', '55802', '55025', 'county-unknown', 'MN'],
    ['an empty county', '55802', '', 'county-unknown', 'MN'],
    ['a county out of reach', '55802', 'Cook', 'zip-county-mismatch', 'Cook County, only: St. Louis'],
    ['a county out of reach of several', '55044', '27053', 'zip-county-mismatch', 'only: Dakota, Scott'],
  ])('%s', (_, zip, county, code, words) => {
    const message = expect.stringContaining(words);
    const path = code === 'zip-unknown' ? 'address.zip' : 'address.county';
    expect(() => resolveCounty({ zip, county }, table)).toThrow(
      expect.objectContaining({ code, message, details: { errors: [{ path, message }] } }),
    );
  });
});

describe('a ZIP code about which the sources disagree', () => {
  test.each([
    ['55473', 'Hennepin', 'Carver'],
    ['55572', 'Wright', 'Hennepin'],
    ['55573', 'Carver', 'Hennepin'],
    ['55575', 'Wright', 'Hennepin'],
    ['55577', 'Wright', 'Hennepin'],
    ['55592', 'Hennepin', 'Wright'],
    ['56388', 'Stearns', 'Morrison'],
  ])('%s is in %s, and %s is taken when it is named', (zip, decided, other) => {
    expect(resolveCounty({ zip }, table).name).toBe(decided);
    expect(resolveCounty({ zip, county: decided }, table).name).toBe(decided);
    expect(resolveCounty({ zip, county: other }, table).name).toBe(other);
  });

  test('a county where only the post has addresses is taken when it is named, and never assumed', () => {
    expect(resolveCounty({ zip: '55372' }, table).name).toBe('Scott');
    expect(resolveCounty({ zip: '55372', county: 'Dakota' }, table).name).toBe('Dakota');
  });

  test('a county that no source supports is refused, and all that are possible are named', () => {
    expect(() => resolveCounty({ zip: '55572', county: 'Cook' }, table)).toThrow('only: Wright, Hennepin.');
  });
});

describe('the table of Minnesota', () => {
  test('has all 87 counties, 27001 to 27173, and finds each by its name and code', () => {
    expect(table.counties.map(({ fips }) => fips)).toEqual(
      Array.from({ length: 87 }, (_, index) => String(27001 + 2 * index)),
    );
    for (const county of table.counties) {
      expect(findCounty(county.name, table)).toBe(county);
      expect(findCounty(`${county.name.toUpperCase()} COUNTY`, table)).toBe(county);
      expect(findCounty(county.fips, table)).toBe(county);
    }
  });

  test('reaches every county by some ZIP code', () => {
    const reached = new Set(Object.values(table.zips).flat());
    expect([...reached].sort()).toEqual(table.counties.map(({ fips }) => fips));
    expect(Object.keys(table.zips).length).toBeGreaterThan(950);
  });

  test.each([
    ['55404', ['27053']],
    ['55901', ['27109']],
    ['55372', ['27139']],
    ['55604', ['27031']],
    ['55449', ['27003', '27123']],
    ['56304', ['27009', '27141']],
    ['56082', ['27079', '27103']],
    ['55616', ['27075', '27137']],
  ])('ZIP %s reaches %j', (zip, counties) => {
    expect(table.zips[zip]).toEqual(counties);
  });
});
