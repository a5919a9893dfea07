import { plainToken } from '../../../domain/pasted-text';
import type { Mark } from '../layout';
import { shownName, type Shared } from './cell';
import { MARKS_WITHIN_ROWS } from './limits';
import type { PackageParts } from './package-parts';
import { readSheet } from './sheet';

export interface Marks {
  readonly reportId: string | null;
  readonly revision: number | null;
}

export const NO_MARKS: Marks = { reportId: null, revision: null };

/** Each row names a mark in its first cell and holds it in the second. */
export async function readMarks(parts: PackageParts, part: string, shared: Shared): Promise<Marks> {
  const marks = new Map<string, string>();
  await readSheet(parts, part, (rowNumber, row) => {
    const name = plainToken(shownName(row.get(1), shared));
    if (!marks.has(name)) marks.set(name, plainToken(shownName(row.get(2), shared)));
    return rowNumber < MARKS_WITHIN_ROWS;
  });
  const mark = (name: Mark) => marks.get(name) ?? '';
  const reportId = mark('reportId');
  const revision = mark('revision');
  return {
    reportId: reportId === '' ? null : reportId.slice(0, MAX_ID_LENGTH),
    revision: /^\d{1,15}$/.test(revision) ? Number(revision) : null,
  };
}

const MAX_ID_LENGTH = 100;
