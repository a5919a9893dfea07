import { localDate } from '../../../src/domain/time';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { convertWorkbook, testWithLibreOffice } from '../../support/libreoffice';
import { openWorkbook, sheetNamed } from '../../support/open-workbook';
import { BLANK, day, sampleReport, sampleRow, text } from '../../support/sample-workbook';

/** Contact Made, Contact Date, Resolution of a referral of November 10, 2025, and what the column Missing says. */
const CASES = [
  [BLANK, BLANK, BLANK, 'Contact Made, Resolution'],
  [text('Y'), BLANK, BLANK, 'Contact Date, Resolution'],
  [text('Y'), day('2025-11-12'), BLANK, 'Resolution'],
  [text('Y'), BLANK, text('Enrolled in QHP'), 'Contact Date'],
  [text('Y'), day('2025-11-12'), text('Enrolled in QHP'), 'Complete'],
  [text('Y'), day('2025-11-10'), text('Contact made appointment scheduled'), 'Complete'],
  [text(' yes '), day('2025-11-12'), text('enrolled in qhp '), 'Complete'],
  [text('y'), day('2025-11-12'), text('Unable to contact'), 'Resolution does not go with Y'],
  [text('Y'), day('2025-11-09'), text('Enrolled in QHP'), 'Complete. Check: contact before referral'],
  [text('Y'), day('2025-11-09'), BLANK, 'Resolution. Check: contact before referral'],
  [text('Y'), text('soon'), text('Enrolled in QHP'), 'Contact Date must be month/day/year'],
  [text('Y'), day('2025-11-12'), text('Gone'), 'Resolution must be from the list'],
  [text('N'), BLANK, BLANK, 'Resolution'],
  [text('N'), BLANK, text('Unable to contact'), 'Complete'],
  [text('no'), BLANK, text('No longer needs assistance'), 'Complete'],
  [text('N'), BLANK, text('Referred to another certified assister'), 'Complete'],
  [text('N'), BLANK, text('Eligible for MA'), 'Resolution does not go with N'],
  [text('N'), BLANK, text('Assisted with technical issue only'), 'Resolution does not go with N'],
  [text('N'), day('2025-11-12'), text('Unable to contact'), 'Contact Date must be empty'],
  [
    ...[text('N'), day('2025-11-12'), text('Enrolled in QHP')],
    'Contact Date must be empty, Resolution does not go with N',
  ],
  [BLANK, day('2025-11-12'), text('Enrolled in QHP'), 'Contact Made'],
  [text('maybe'), BLANK, text('=1+1'), 'Contact Made must be Y or N, Resolution must be from the list'],
] as const;

const EXPECTED = CASES.map(([, , , words]) => words);

async function written(): Promise<Buffer> {
  const rows = CASES.map(([contactMade, contactDate, resolution], i) =>
    sampleRow(i, {
      referredOn: localDate('2025-11-10'),
      cells: { contactMade, contactDate, resolution },
    }),
  );
  return createWorkbookWriter().write(sampleReport(rows));
}

async function wordsIn(file: Buffer): Promise<(string | undefined)[]> {
  const sheet = sheetNamed(await openWorkbook(file), 'Report');
  return CASES.map((_, i) => sheet.cells.get(`I${7 + i}`)?.value);
}

test('what a row lacks is said in the file, for whoever does not compute it', async () => {
  expect(await wordsIn(await written())).toEqual(EXPECTED);
});

testWithLibreOffice('LibreOffice computes the same words', async () => {
  // TODAY() in the formula makes it compute each of them anew when it opens the file.
  const file = await createWorkbookWriter().write(
    sampleReport([
      sampleRow(0, {
        cells: {
          contactMade: text('Y'),
          contactDate: day('2999-11-20'),
          resolution: text('Enrolled in QHP'),
        },
      }),
    ]),
  );
  const computed = async (from: Buffer): Promise<Buffer> => convertWorkbook(from, 'xlsx');
  const future = sheetNamed(await openWorkbook(await computed(file)), 'Report').cells.get('I7')?.value;
  expect(future).toBe('Contact Date is in the future');
  expect(await wordsIn(await computed(await written()))).toEqual(EXPECTED);
});
