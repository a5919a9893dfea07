// Writes a policy file's closures: the days on which Minnesota's state offices are closed.
//
//   npm run holidays                                          config/mnsure.json, 2017 to 2036
//   node scripts/make-holidays.mjs <policy file> <first year> <last year>
//
// Holidays and their observed days come from `date-holidays`; which of them count is Minnesota Statutes 645.44,
// subdivision 5, as the executive branch keeps it. There the library differs twice: it takes Indigenous Peoples'
// Day for a holiday on which offices close (they stay open), and the day after Thanksgiving for an observance.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import Holidays from 'date-holidays';

const CLOSED = [
  "New Year's Day",
  'Martin Luther King Jr. Day',
  "Washington's and Lincoln's Birthday",
  'Memorial Day',
  'Juneteenth',
  'Independence Day',
  'Labor Day',
  'Veterans Day',
  'Thanksgiving Day',
  'Day after Thanksgiving Day',
  'Christmas Day',
];
/** Offices have been closed on it since the statute names it; the library follows the federal holiday. */
const SINCE = { Juneteenth: 2023 };
const SUBSTITUTE = ' (substitute day)';

const [file = 'config/mnsure.json', first = '2017', last = '2036'] = process.argv.slice(2);
const policy = JSON.parse(readFileSync(file, 'utf8'));
// In the order in which the file is read: what the calendar knows comes after the days in it.
const { from: _from, through: _through, ...calendar } = policy.calendar;
policy.calendar = {
  ...calendar,
  closures: closures(Number(first), Number(last)),
  from: `${first}-01-01`,
  through: `${last}-12-31`,
};
const style = await resolveConfig(file);
writeFileSync(file, await format(JSON.stringify(policy), { ...style, parser: 'json' }));
console.log(
  `${file}: ${policy.calendar.closures.length} closures from ${policy.calendar.from} through ${policy.calendar.through}`,
);

function closures(from, to) {
  const library = new Holidays('US', 'mn');
  const found = new Map();
  // One year more, because a New Year's Day on a Saturday is observed on December 31 of the year before.
  for (let year = from; year <= to + 1; year += 1) {
    for (const holiday of library.getHolidays(year)) {
      const on = holiday.date.slice(0, 10);
      const name = holiday.name.replace(SUBSTITUTE, '');
      if (year < (SINCE[name] ?? from)) continue;
      if (!CLOSED.includes(name) || isWeekend(on) || on < `${from}-01-01` || on > `${to}-12-31`) continue;
      found.set(on, holiday.name.endsWith(SUBSTITUTE) ? `${name} (observed)` : name);
    }
  }
  return [...found].map(([on, name]) => ({ on, name })).sort((a, b) => (a.on < b.on ? -1 : 1));
}

function isWeekend(on) {
  return [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay());
}
