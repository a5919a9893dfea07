import { minnesota } from './support/minnesota';

/**
 * Minnesota Statutes 645.44, subdivision 5, and the day after Thanksgiving, written out from a calendar. A
 * holiday on a Saturday is observed the day before, one on a Sunday the day after. Indigenous Peoples' Day is
 * not here: offices stay open.
 */
const byHand: Record<string, readonly string[]> = {
  2017: [...['01-02', '01-16', '02-20', '05-29', '07-04'], ...['09-04', '11-10', '11-23', '11-24', '12-25']],
  // The statute names Juneteenth since 2023.
  2022: [...['01-17', '02-21', '05-30', '07-04'], ...['09-05', '11-11', '11-24', '11-25', '12-26']],
  2023: [
    ...['01-02', '01-16', '02-20', '05-29', '06-19', '07-04'],
    ...['09-04', '11-10', '11-23', '11-24', '12-25'],
  ],
  2026: [
    ...['01-01', '01-19', '02-16', '05-25', '06-19', '07-03'],
    ...['09-07', '11-11', '11-26', '11-27', '12-25'],
  ],
  2027: [
    ...['01-01', '01-18', '02-15', '05-31', '06-18', '07-05'],
    ...['09-06', '11-11', '11-25', '11-26', '12-24', '12-31'],
  ],
  2028: [...['01-17', '02-21', '05-29', '06-19', '07-04'], ...['09-04', '11-10', '11-23', '11-24', '12-25']],
  2029: [
    ...['01-01', '01-15', '02-19', '05-28', '06-19', '07-04'],
    ...['09-03', '11-12', '11-22', '11-23', '12-25'],
  ],
  2030: [
    ...['01-01', '01-21', '02-18', '05-27', '06-19', '07-04'],
    ...['09-02', '11-11', '11-28', '11-29', '12-25'],
  ],
};

const { closures, from, through } = minnesota.calendar;

test.each(Object.entries(byHand))('the closures of %s', (year, days) => {
  const found = closures.filter(({ on }) => on.startsWith(year)).map(({ on }) => on);
  expect(found).toEqual(days.map((day) => `${year}-${day}`));
});

test('every year up to the last is there', () => {
  const years = new Set(closures.map(({ on }) => Number(on.slice(0, 4))));
  expect([...years]).toEqual([
    2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033,
    2034, 2035, 2036,
  ]);
  expect(from).toBe('2017-01-01');
  expect(through).toBe('2036-12-31');
});

test("New Year's Day on a Saturday is observed in the year before", () => {
  expect(closures).toContainEqual({ on: '2032-12-31', name: "New Year's Day (observed)" });
  expect(closures.map(({ on }) => on as string)).not.toContain('2033-01-01');
});
