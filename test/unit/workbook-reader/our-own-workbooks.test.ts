import fc from 'fast-check';
import type {
  FoundCell,
  ReportWorkbook,
  WorkbookCell,
  WorkbookRow,
} from '../../../src/domain/report/workbook';
import { localDate } from '../../../src/domain/time';
import { readWorkbook } from '../../../src/infra/workbook/reader/read-workbook';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { watched } from '../../support/child-memory';
import { createWorkbookReader } from '../support/workbook-reader';
import { country, terms } from '../../support/minnesota-terms';

const writer = createWorkbookWriter();

function report(rows: readonly WorkbookRow[], purpose: ReportWorkbook['purpose'] = 'report'): ReportWorkbook {
  return {
    reportId: '0199a000-0000-7000-8000-000000000001',
    revision: 12,
    purpose,
    exchangeName: 'Sample Exchange',
    programName: 'Preferred Assister Lead program',
    organizationName: 'Sample Clinic',
    from: localDate('2028-11-01'),
    to: localDate('2028-11-15'),
    dueOn: localDate('2028-11-29'),
    spocEmail: 'spoc@example.org',
    helpPhone: '+16515550100',
    ...{ country, terms },
    rows,
  };
}

function row(at: number, about: Partial<WorkbookRow> = {}): WorkbookRow {
  return {
    key: `key-${at}`,
    consumerName: `Sample Person ${at}`,
    referredOn: localDate('2028-11-02'),
    reference: `AL-${at}`,
    cells: {
      contactMade: { kind: 'text', text: 'Y' },
      contactDate: { kind: 'date', on: localDate('2028-11-06') },
      resolution: { kind: 'text', text: 'Contact made: appointment scheduled' },
      comments: { kind: 'text', text: `Called, then wrote ${at}` },
    },
    closed: null,
    problems: [],
    ...about,
  };
}

/** November 6, 2028, counted from December 30, 1899. */
const NOVEMBER_6 = 47_063;

test('what was written is found again, cell by cell', async () => {
  const nothing: WorkbookCell = { kind: 'blank' };
  const rows = [
    row(1),
    row(2, {
      cells: { contactMade: nothing, contactDate: nothing, resolution: nothing, comments: nothing },
      closed: 'Declined on November 20, 2028',
    }),
  ];
  const before = Date.now();
  const reading = await readWorkbook(await writer.write(report(rows)));
  const blank = { kind: 'blank' };
  expect(reading).toEqual({
    outcome: 'read',
    workbook: {
      reportId: '0199a000-0000-7000-8000-000000000001',
      revision: 12,
      savedAt: expect.any(String),
      uses1904: false,
      rows: [
        {
          rowNumber: 7,
          key: 'key-1',
          consumerName: 'Sample Person 1',
          reference: 'AL-1',
          cells: {
            contactMade: { kind: 'text', text: 'Y' },
            contactDate: { kind: 'number', value: NOVEMBER_6, format: 'date' },
            resolution: { kind: 'text', text: 'Contact made: appointment scheduled' },
            comments: { kind: 'text', text: 'Called, then wrote 1' },
          },
        },
        {
          rowNumber: 8,
          key: 'key-2',
          consumerName: 'Sample Person 2',
          reference: 'AL-2',
          cells: { contactMade: blank, contactDate: blank, resolution: blank, comments: blank },
        },
      ],
      copies: [],
    },
  });
  // It is noted to the second.
  const savedAt = reading.outcome === 'read' ? Date.parse(reading.workbook.savedAt ?? '') : NaN;
  expect(savedAt).toBeGreaterThanOrEqual(before - 1_000);
  expect(savedAt).toBeLessThanOrEqual(Date.now());
});

test('a correction workbook is read like a report', async () => {
  const wrong = row(1, { problems: [{ path: 'contactDate', message: 'This date is in the future.' }] });
  const reading = await readWorkbook(await writer.write(report([wrong], 'corrections')));
  expect(reading).toMatchObject({ workbook: { rows: [{ key: 'key-1' }] } });
});

test('every text comes back as it was, and as a text', async () => {
  const begins = fc.constantFrom('', '=', '+', '-', '@', '\t', '_x0041_', '<', '&amp;', ' ');
  const text = fc
    .tuple(begins, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }))
    .map((all) => all.join(''));
  await fc.assert(
    fc.asyncProperty(text, async (comments) => {
      const cells = { ...row(1).cells, comments: { kind: 'text', text: comments } as const };
      const reading = await readWorkbook(await writer.write(report([row(1, { cells })])));
      const expected: FoundCell = { kind: 'text', text: comments };
      expect(reading).toMatchObject({ workbook: { rows: [{ cells: { comments: expected } }] } });
    }),
    { numRuns: 60 },
  );
});

test('10,000 rows of ours, in a child', async () => {
  const file = await writer.write(report(Array.from({ length: 10_000 }, (_, at) => row(at))));
  const { result, peakMiB } = await watched(() => createWorkbookReader().read(file));
  expect(result).toMatchObject({ workbook: { rows: { length: 10_000, 9_999: { key: 'key-9999' } } } });
  expect(peakMiB).toBeLessThan(300);
});
