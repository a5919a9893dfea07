// Writes config/areas/<state>.json: the state's counties, and for every ZIP code the counties it reaches.
//
//   node scripts/make-areas.mjs MN 27 <census-2020> <census-2010> <geonames>     Minnesota
//   node scripts/make-areas.mjs ID 16 <census-2020> <census-2010> <geonames>     Idaho
//
// census-2020  `tab20_zcta520_county20_natl.txt`, ZCTA to county relationship file of the U.S. Census Bureau
// census-2010  `zcta_county_rel_10.txt`, the same for the 2010 census; only parts where somebody lived are taken
// geonames     `US.txt` of the GeoNames postal codes (CC BY 4.0), for the counties' names and for ZIP codes without
//              an area of their own
//
// The Census Bureau draws ZIP codes as areas (ZCTAs), so a ZIP code that is post-office boxes only is in neither
// census file: GeoNames gives it the one county of its post office. compare-areas.mjs looks at that again.
// config/areas/README.md says where the copies came from that the committed tables were made of.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const [state, stateFips, census2020, census2010, geonames] = process.argv.slice(2);
if (!geonames)
  throw new Error('usage: make-areas.mjs <state> <state FIPS> <census-2020> <census-2010> <geonames>');

const names = new Map();
let stateName = state;
const zips = new Map();

for (const row of table(census2020, '|')) {
  const fips = row.GEOID_COUNTY_20;
  if (!row.GEOID_ZCTA5_20 || !fips.startsWith(stateFips)) continue;
  add(row.GEOID_ZCTA5_20, fips);
}
for (const row of table(census2010, ',')) {
  if (row.GEOID.startsWith(stateFips) && Number(row.POPPT) > 0) add(row.ZCTA5, row.GEOID);
}
for (const line of readFileSync(geonames, 'utf8').split('\n')) {
  const [, zip, , inFull, code, countyName, county] = line.split('\t');
  if (code !== state || !county) continue;
  stateName = inFull;
  names.set(stateFips + county, countyName);
  if (!zips.has(zip)) add(zip, stateFips + county);
}

const byKey = ([a], [b]) => (a < b ? -1 : 1);
const areas = {
  state,
  stateName,
  counties: [...names].sort(byKey).map(([fips, name]) => ({ fips, name })),
  zips: Object.fromEntries([...zips].sort(byKey).map(([zip, counties]) => [zip, [...counties].sort()])),
  alsoNamed: {},
};
const file = `config/areas/${state.toLowerCase()}.json`;
mkdirSync('config/areas', { recursive: true });
const style = await resolveConfig(file);
writeFileSync(file, await format(JSON.stringify(areas), { ...style, parser: 'json' }));
console.log(`${file}: ${areas.counties.length} counties, ${zips.size} ZIP codes`);

function add(zip, fips) {
  zips.set(zip, (zips.get(zip) ?? new Set()).add(fips));
}

function table(file, separator) {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const [header, ...lines] = text.split(/\r?\n/).filter(Boolean);
  const columns = header.split(separator);
  return lines.map((line) => {
    const cells = line.split(separator);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index]]));
  });
}
