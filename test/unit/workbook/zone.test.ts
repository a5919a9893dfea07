import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openWorkbook, sheetNamed } from '../../support/open-workbook';

/** Days since December 30, 1899, counted on a calendar. */
const DAYS = [
  ['2028-11-14', '47071'],
  // When the clocks of both zones change, and the turn of a year.
  ['2028-03-12', '46824'],
  ['2028-09-24', '47020'],
  ['2028-11-05', '47062'],
  ['2028-12-31', '47118'],
  ['2029-01-01', '47119'],
] as const;

test.each([
  ['UTC', 0],
  ['Pacific/Auckland', -780],
  ['America/Chicago', 360],
])('a date in a workbook is the same day when it is written in %s', async (TZ, expectedOffset) => {
  const script = join(__dirname, '../support/workbook-in-zone.js');
  const dates = DAYS.map(([date]) => date);
  const output = execFileSync(process.execPath, [script, ...dates], {
    env: { ...process.env, TZ },
    maxBuffer: 10 * 1024 * 1024,
  });
  const { offset, file } = JSON.parse(output.toString()) as { offset: number; file: string };
  expect(offset).toBe(expectedOffset);
  const sheet = sheetNamed(await openWorkbook(Buffer.from(file, 'base64')), 'Report');
  const found = DAYS.map((_, i) => [
    sheet.cells.get(`C${7 + i}`)?.value,
    sheet.cells.get(`F${7 + i}`)?.value,
  ]);
  expect(found).toEqual(DAYS.map(([, serial]) => [serial, serial]));
});
