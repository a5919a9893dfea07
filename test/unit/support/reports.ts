import type { ReportRecord, ReportRowRecord } from '../../../src/api/report/ports';
import { NOTHING_SAID } from '../../../src/domain/report/statement';
import type { FoundCell, FoundRow, FoundWorkbook, ReportColumn } from '../../../src/domain/report/workbook';
import { instant, localDate } from '../../../src/domain/time';

export const REPORT_ID = '01900000-0000-7000-8000-0000000000a1';
export const ROW_IDS = [1, 2, 3].map((n) => `5f0c9a1e-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];

/** The referral of the row with this key, in these samples. */
export function referenceOf(key: string): string {
  return key.replace(/^./, (first) => (first === '0' ? '1' : '0'));
}

export function sampleRow(position: number, changes: Partial<ReportRowRecord> = {}): ReportRowRecord {
  const id = ROW_IDS[position - 1] ?? `5f0c9a1e-0000-4000-8000-${String(position).padStart(12, '0')}`;
  return {
    id,
    position,
    assignmentId: `01900000-0000-7000-8000-0000000001${String(position).padStart(2, '0')}`,
    referralId: referenceOf(id),
    consumerName: `Sample Consumer ${position}`,
    referredOn: localDate('2026-11-10'),
    statement: NOTHING_SAID,
    revision: 0,
    said: null,
    complete: false,
    over: null,
    ...changes,
  };
}

/** Three consumers of whom nothing is said yet. */
export function sampleReport(changes: Partial<ReportRecord> = {}): ReportRecord {
  const rows = changes.rows ?? [1, 2, 3].map((position) => sampleRow(position));
  return {
    id: REPORT_ID,
    state: 'sent',
    revision: 0,
    organization: { id: '01900000-0000-7000-8000-0000000000b1', name: 'Sample Brokers', type: 'broker' },
    season: { id: '01900000-0000-7000-8000-0000000000c1', name: 'Sample season' },
    period: {
      id: '01900000-0000-7000-8000-0000000000d1',
      number: 1,
      from: localDate('2026-11-01'),
      to: localDate('2026-11-15'),
    },
    dueOn: localDate('2026-11-29'),
    dueAt: instant('2026-11-30T06:00:00Z'),
    rowCount: rows.length,
    missing: rows.filter(({ complete }) => !complete).length,
    sentAt: instant('2026-11-22T15:00:00Z'),
    lateAt: null,
    returnedAt: null,
    completedAt: null,
    returns: [],
    ...changes,
    rows,
  };
}

export const blank: FoundCell = { kind: 'blank' };
export const text = (value: string): FoundCell => ({ kind: 'text', text: value });

/** A row as it is found in a file: what is not given is blank. */
export function foundRow(
  key: string | null,
  cells: Partial<Record<ReportColumn, FoundCell | string>> = {},
  rowNumber = 9,
): FoundRow {
  const cell = (column: ReportColumn): FoundCell => {
    const given = cells[column] ?? blank;
    return typeof given === 'string' ? text(given) : given;
  };
  return {
    rowNumber,
    key,
    consumerName: 'Sample Consumer',
    reference: key === null ? '' : referenceOf(key.trim()),
    cells: {
      contactMade: cell('contactMade'),
      contactDate: cell('contactDate'),
      resolution: cell('resolution'),
      comments: cell('comments'),
    },
  };
}

export function foundWorkbook(
  rows: readonly FoundRow[],
  changes: Partial<FoundWorkbook> = {},
): FoundWorkbook {
  return { reportId: REPORT_ID, revision: 0, savedAt: null, uses1904: false, rows, copies: [], ...changes };
}

/** What an assister types who reached somebody. */
export const GOOD = { contactMade: 'Y', contactDate: '11/20/2026', resolution: 'Eligible for MA' } as const;
