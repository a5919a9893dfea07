import { DomainError } from './errors';

/**
 * A state's counties, and the counties that each ZIP code reaches. config/areas/README.md says what this table
 * assumes.
 */
export interface AreaTable {
  /** Two-letter code. */
  readonly state: string;
  readonly counties: readonly County[];
  /** Five-digit ZIP code to the FIPS codes of all counties that it reaches, at least one. */
  readonly zips: Readonly<Record<string, readonly string[]>>;
}

export interface County {
  /** Five digits, state included. */
  readonly fips: string;
  /** Without the word "County". */
  readonly name: string;
}

/**
 * The county a consumer lives in. `zip` is a ZIP or ZIP+4 code. `county` is a five-digit FIPS code or a name, in any
 * case, with or without "County", with "St." or "Saint". It may be left out when the ZIP code decides.
 *
 * Throws DomainError, with `errors` that name the field: `zip-unknown` (not a ZIP code of the state),
 * `county-unknown`, `zip-county-mismatch` (the ZIP code does not reach that county), `county-required` (the ZIP code
 * reaches several; they are listed).
 */
export function resolveCounty(
  address: { readonly zip: string; readonly county?: string | undefined },
  table: AreaTable,
): County {
  const reached = countiesOfZip(address.zip, table);
  if (reached === undefined) {
    throw areaError('zip-unknown', 'address.zip', `This is not a ZIP code of ${table.state}.`);
  }
  const choices = reached.map((county) => county.name).join(', ');
  if (address.county === undefined) {
    const [only, ...others] = reached;
    if (only !== undefined && others.length === 0) return only;
    const message = `The ZIP code reaches several counties. Name one: ${choices}.`;
    throw areaError('county-required', 'address.county', message);
  }
  const named = findCounty(address.county, table);
  if (named === undefined) {
    throw areaError('county-unknown', 'address.county', `This is not a county of ${table.state}.`);
  }
  if (!reached.includes(named)) {
    const message = `The ZIP code does not reach ${named.name} County, only: ${choices}.`;
    throw areaError('zip-county-mismatch', 'address.county', message);
  }
  return named;
}

/** The county with that name or FIPS code. Spelling is as free as in resolveCounty. */
export function findCounty(nameOrFips: string, table: AreaTable): County | undefined {
  const wanted = nameOrFips.trim();
  if (/^\d{5}$/.test(wanted)) return table.counties.find((county) => county.fips === wanted);
  const key = spelling(wanted);
  return table.counties.find((county) => spelling(county.name) === key);
}

const ZIP = /^(\d{5})(?:-?\d{4})?$/;

function countiesOfZip(zip: string, table: AreaTable): readonly County[] | undefined {
  const five = ZIP.exec(zip.trim())?.[1];
  if (five === undefined || !Object.hasOwn(table.zips, five)) return undefined;
  const reached = table.zips[five] ?? [];
  return table.counties.filter((county) => reached.includes(county.fips));
}

/** A county's name, reduced to its letters. */
function spelling(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\bsaint\b/g, 'st')
    .replace(/\bcounty\s*$/, '')
    .replace(/[^a-z]/g, '');
}

type AreaErrorCode = 'zip-unknown' | 'county-unknown' | 'zip-county-mismatch' | 'county-required';

function areaError(code: AreaErrorCode, path: string, message: string): DomainError {
  return new DomainError(code, message, { errors: [{ path, message }] });
}
