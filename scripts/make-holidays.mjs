// Writes a policy file's closures: the days on which its state's offices are closed.
//
//   npm run holidays                                          config/mnsure.json, 2017 to 2036, and
//                                                             config/idaho-sample.json, 2024 to 2036
//   node scripts/make-holidays.mjs <policy file> <first year> <last year>
//
// Which holidays count is the law of the policy's state; it stands beside the list below. What day they are on comes
// from `date-holidays`. Both laws observe a holiday that falls on a Saturday on the Friday before, and one that falls
// on a Sunday on the Monday after. That is done here, because the library leaves it out for Idaho's Veterans Day.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import Holidays from 'date-holidays';

const FILES = [
  ['config/mnsure.json', '2017', '2036'],
  ['config/idaho-sample.json', '2024', '2036'],
];

/**
 * For each state the holidays by the library's names, with ours where they differ. `since`: the first year in which
 * offices are closed on it, where the library has an earlier one, because it follows the federal holiday.
 */
const STATES = {
  // Minnesota Statutes 645.44, subdivision 5, as the executive branch keeps it. There the library differs twice: it
  // takes Indigenous Peoples' Day for a holiday on which offices close (they stay open), and the day after
  // Thanksgiving for an observance.
  MN: [
    { name: "New Year's Day" },
    { name: 'Martin Luther King Jr. Day' },
    { name: "Washington's and Lincoln's Birthday" },
    { name: 'Memorial Day' },
    { name: 'Juneteenth', since: 2023 },
    { name: 'Independence Day' },
    { name: 'Labor Day' },
    { name: 'Veterans Day' },
    { name: 'Thanksgiving Day' },
    { name: 'Day after Thanksgiving Day' },
    { name: 'Christmas Day' },
  ],
  // Idaho Code 73-108. It has Columbus Day, and not the day after Thanksgiving.
  ID: [
    { name: "New Year's Day" },
    {
      name: 'Martin Luther King, Jr./ Idaho Human Rights Day',
      ours: 'Martin Luther King Jr.-Idaho Human Rights Day',
    },
    { name: "President's Day", ours: 'Presidents Day' },
    { name: 'Memorial Day' },
    { name: 'Juneteenth', since: 2022 },
    { name: 'Independence Day' },
    { name: 'Labor Day' },
    { name: 'Columbus Day' },
    { name: 'Veterans Day' },
    { name: 'Thanksgiving Day' },
    { name: 'Christmas Day' },
  ],
};
/** The library's own observed days: they are found here instead. */
const SUBSTITUTE = ' (substitute day)';

const [file, first = '2017', last = '2036'] = process.argv.slice(2);
for (const job of file === undefined ? FILES : [[file, first, last]]) await write(...job);

async function write(file, first, last) {
  const policy = JSON.parse(readFileSync(file, 'utf8'));
  // In the order in which the file is read: what the calendar knows comes after the days in it.
  const { from: _from, through: _through, ...calendar } = policy.calendar;
  policy.calendar = {
    ...calendar,
    closures: closures(policy.exchange.state, Number(first), Number(last)),
    from: `${first}-01-01`,
    through: `${last}-12-31`,
  };
  const style = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(policy), { ...style, parser: 'json' }));
  console.log(
    `${file}: ${policy.calendar.closures.length} closures from ${policy.calendar.from} through ${policy.calendar.through}`,
  );
}

function closures(state, from, to) {
  const closed = STATES[state];
  if (closed === undefined) throw new Error(`${state}: write its holidays into this script first`);
  const library = new Holidays('US', state.toLowerCase());
  const found = new Map();
  // One year more, because a New Year's Day on a Saturday is observed on December 31 of the year before.
  for (let year = from; year <= to + 1; year += 1) {
    const holidays = library.getHolidays(year).filter(({ name }) => !name.endsWith(SUBSTITUTE));
    for (const { name, since = from, ours = name } of closed) {
      if (year < since) continue;
      const holiday = holidays.find((each) => each.name === name);
      if (holiday === undefined) throw new Error(`${name} of ${year} is not in the library`);
      const day = holiday.date.slice(0, 10);
      const on = observed(day);
      if (on < `${from}-01-01` || on > `${to}-12-31`) continue;
      found.set(on, on === day ? ours : `${ours} (observed)`);
    }
  }
  return [...found].map(([on, name]) => ({ on, name })).sort((a, b) => (a.on < b.on ? -1 : 1));
}

function observed(day) {
  const date = new Date(`${day}T00:00:00Z`);
  const moved = { 6: -1, 0: 1 }[date.getUTCDay()] ?? 0;
  date.setUTCDate(date.getUTCDate() + moved);
  return date.toISOString().slice(0, 10);
}
