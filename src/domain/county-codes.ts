import { DomainError, type FieldError } from './errors';
import { findCounty, type AreaTable } from './service-area';

/**
 * FIPS codes, sorted, without duplicates. Throws DomainError `county-unknown`, which lists every unknown name.
 */
export function countyCodes(areas: AreaTable, namesOrCodes: readonly string[]): string[] {
  const errors: FieldError[] = [];
  const codes = namesOrCodes.map((nameOrCode, index) => {
    const county = findCounty(nameOrCode, areas);
    if (county === undefined) {
      errors.push({ path: `counties[${index}]`, message: `is not a ${areas.term.one} of ${areas.state}` });
    }
    return county?.fips ?? '';
  });
  if (errors.length > 0)
    throw new DomainError('county-unknown', `A ${areas.term.one} is not known.`, { errors });
  return [...new Set(codes)].sort();
}

export function countyNameIn(areas: AreaTable): (fips: string) => string {
  const names = new Map(areas.counties.map(({ fips, name }) => [fips, name]));
  return (fips) => names.get(fips) ?? fips;
}
