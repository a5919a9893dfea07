import type { WorkbookProblem } from '../../../src/domain/report/workbook';
import { firstLook } from '../../../src/infra/workbook/reader/first-look';
import { watched } from '../../support/child-memory';
import type { Deflated } from '../../support/zip';
import { HEADER, parts, reportFile, reportSheets, zipOf } from './workbook-parts';
import { createWorkbookReader } from './workbook-reader';

/** What the service promises of every file, whatever it is. */
const MOST_MIB = 300;
const MOST_MS = 5_000;

const reader = createWorkbookReader();
export const GOOD = reportFile([['k1', 'Sample Person', 46_000, 'AL-0001', 'Y', 46_002, 'Enrolled in QHP']]);
const READ = { outcome: 'read', workbook: { rows: [{ key: 'k1' }] } };

export type BadFile = readonly [name: string, expected: WorkbookProblem, make: () => Buffer];

/** It gives its own answer, in bounded memory and time, and the next good one is read. */
export async function expectRefused(file: Buffer, problem: WorkbookProblem): Promise<void> {
  const { result, ms, peakMiB, children } = await watched(() => reader.read(file));
  expect(result).toEqual({ outcome: 'refused', problem });
  expect(children).toBe(firstLook(file) === null ? 1 : 0);
  expect(ms).toBeLessThan(MOST_MS);
  expect(peakMiB).toBeLessThan(MOST_MIB);
  expect(await reader.read(GOOD)).toMatchObject(READ);
}

export async function expectRead(file: Buffer): Promise<void> {
  const { result, ms, peakMiB, children } = await watched(() => reader.read(file));
  expect(result).toMatchObject(READ);
  expect(children).toBe(1);
  expect(ms).toBeLessThan(MOST_MS);
  expect(peakMiB).toBeLessThan(MOST_MIB);
}

export type Parts = Map<string, string | Buffer | Deflated>;

/** A good report of which something was changed. */
export function changed(change: (made: Parts) => void, sheets = reportSheets([['k1']])): Buffer {
  const made: Parts = parts(sheets);
  change(made);
  return zipOf(made);
}

export function replace(name: string, from: string | RegExp, to: string) {
  return (made: Parts) => {
    const before = made.get(name);
    if (typeof before !== 'string' || before.replace(from, '') === before) {
      throw new Error(`${name} has no ${from}`);
    }
    made.set(name, before.replace(from, to));
  };
}

export const SHEET = 'xl/worksheets/sheet1.xml';
export const SHEET_BEGINS = '<worksheet><sheetData>';
export const SHEET_ENDS = '</sheetData></worksheet>';
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const HEADER_ROW = `<row>${HEADER.map((words) => `<c t="str"><v>${words}</v></c>`).join('')}</row>`;
