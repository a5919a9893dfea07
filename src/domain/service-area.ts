import { DomainError } from './errors';
import { plainToken } from './pasted-text';
import { countyName, type CountyTerm } from './terms';

/**
 * A state's counties, and the counties that each ZIP code reaches. config/areas/README.md says what this table
 * assumes.
 */
export interface AreaTable {
  /** Two-letter code. */
  readonly state: string;
  /** Such as `Minnesota`. */
  readonly stateName: string;
  /** The exchange's word for its counties, from its policy. */
  readonly term: CountyTerm;
  readonly counties: readonly County[];
  /** Five-digit ZIP code to the FIPS codes of all counties that it reaches, at least one. */
  readonly zips: Readonly<Record<string, readonly string[]>>;
  /**
   * More counties of a ZIP code that only one of the table's sources has. They are taken when a lead names one, and
   * never assumed. Not every ZIP code is here.
   */
  readonly alsoNamed: Readonly<Record<string, readonly string[]>>;
}

export interface County {
  /** Five digits, state included. */
  readonly fips: string;
  /** Without the word "County". */
  readonly name: string;
}

/**
 * The county a consumer lives in. `zip` is a ZIP or ZIP+4 code. `county` is a five-digit FIPS code or a name as people
 * write it (`findCounty`). It may be left out when the ZIP code decides. The sources of the table disagree about some
 * ZIP codes: a county that is named and that one of them supports is taken.
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
  if (address.county === undefined) {
    const [only, ...others] = reached.usual;
    if (only !== undefined && others.length === 0) return only;
    const message = `The ZIP code reaches several ${table.term.many}. Name one: ${namesOf(reached.usual)}.`;
    throw areaError('county-required', 'address.county', message);
  }
  const named = findCounty(address.county, table);
  if (named === undefined) {
    throw areaError('county-unknown', 'address.county', `This is not a ${table.term.one} of ${table.state}.`);
  }
  const possible = [...reached.usual, ...reached.alsoNamed];
  if (!possible.includes(named)) {
    const message = `The ZIP code does not reach ${countyName(named.name, table.term)}, only: ${namesOf(possible)}.`;
    throw areaError('zip-county-mismatch', 'address.county', message);
  }
  return named;
}

/**
 * The county with that five-digit FIPS code or name. A name may stand in any case and punctuation, with `St.` or
 * `Saint`, with `County`, `Co.` or `County of`, and with the state after it: `St. Louis County, MN`.
 */
export function findCounty(nameOrFips: string, table: AreaTable): County | undefined {
  const wanted = plainToken(nameOrFips);
  if (/^\d{5}$/.test(wanted)) return table.counties.find((county) => county.fips === wanted);
  const words = spelling(wanted);
  const key = lettersOf(withoutTerm(withoutState(words, table), table.term));
  // A county may be called like the words that are left out.
  const named = (letters: string) => table.counties.find(({ name }) => lettersOf(spelling(name)) === letters);
  return named(lettersOf(words)) ?? named(key);
}

const ZIP = /^(\d{5})(?:[\s\p{Pd}]*\d{4})?$/u;

interface Reached {
  readonly usual: readonly County[];
  readonly alsoNamed: readonly County[];
}

function countiesOfZip(zip: string, table: AreaTable): Reached | undefined {
  const five = ZIP.exec(plainToken(zip))?.[1];
  if (five === undefined || !Object.hasOwn(table.zips, five)) return undefined;
  const of = (codes: readonly string[] = []) => table.counties.filter(({ fips }) => codes.includes(fips));
  return { usual: of(table.zips[five]), alsoNamed: of(table.alsoNamed[five]) };
}

function namesOf(counties: readonly County[]): string {
  return counties.map(({ name }) => name).join(', ');
}

/** A name in lower case without accents and punctuation, with `st` for `saint`. */
function spelling(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’.\u0300-\u036F]/gu, (mark) => (mark === '.' ? ' ' : ''))
    .replace(/[^a-z]+/g, ' ')
    .trim()
    .replace(/\bsaint\b/g, 'st');
}

function withoutState(words: string, { state, stateName }: AreaTable): string {
  const country = words.replace(/ (?:usa?|united states(?: of america)?)$/, '');
  const ending = [stateName, state]
    .map((name) => ` ${spelling(name)}`)
    .find((name) => country.endsWith(name));
  return ending === undefined ? words : country.slice(0, -ending.length);
}

/** Whatever the exchange's word is: people write the abbreviations of `county`, too. */
function withoutTerm(words: string, { one }: CountyTerm): string {
  const term = `(?:${spelling(one)}|county)`;
  return words
    .replace(new RegExp(`^${term} of (?:the )?`), '')
    .replace(new RegExp(` (?:${term}|cnty|cty|co)$`), '');
}

function lettersOf(words: string): string {
  return words.replaceAll(' ', '');
}

type AreaErrorCode = 'zip-unknown' | 'county-unknown' | 'zip-county-mismatch' | 'county-required';

function areaError(code: AreaErrorCode, path: string, message: string): DomainError {
  return new DomainError(code, message, { errors: [{ path, message }] });
}
