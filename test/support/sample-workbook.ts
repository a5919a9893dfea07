import type { ReportWorkbook, WorkbookCell, WorkbookRow } from '../../src/domain/report/workbook';
import { localDate } from '../../src/domain/time';
import { country, terms } from './minnesota-terms';

export const BLANK: WorkbookCell = { kind: 'blank' };

export function text(value: string): WorkbookCell {
  return { kind: 'text', text: value };
}

export function day(value: string): WorkbookCell {
  return { kind: 'date', on: localDate(value) };
}

const NO_ANSWERS = { contactMade: BLANK, contactDate: BLANK, resolution: BLANK, comments: BLANK };

/** A row that nobody has answered, with what differs. */
export function sampleRow(
  number: number,
  {
    cells = {},
    ...other
  }: Partial<Omit<WorkbookRow, 'cells'>> & { cells?: Partial<WorkbookRow['cells']> } = {},
): WorkbookRow {
  return {
    key: `key-${number}`,
    consumerName: `Sample Consumer ${number}`,
    referredOn: localDate('2028-11-10'),
    reference: `AL-${String(number).padStart(5, '0')}`,
    closed: null,
    problems: [],
    ...other,
    cells: { ...NO_ANSWERS, ...cells },
  };
}

/** OE5's first period, lived through in 2028. */
export function sampleReport(
  rows: readonly WorkbookRow[],
  other: Partial<ReportWorkbook> = {},
): ReportWorkbook {
  return {
    reportId: '0192f0c1-0000-7000-8000-000000000001',
    revision: 3,
    purpose: 'report',
    exchangeName: 'MNsure',
    programName: 'Preferred Assister Lead program',
    organizationName: 'Sample Navigators of Duluth',
    from: localDate('2028-11-01'),
    to: localDate('2028-11-15'),
    dueOn: localDate('2028-11-29'),
    spocEmail: 'spoc@example.org',
    helpPhone: '+16515550100',
    ...{ country, terms },
    rows,
    ...other,
  };
}
