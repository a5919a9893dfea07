import { manyTimes, zip } from '../../support/zip';
import {
  changed,
  expectRead,
  expectRefused,
  GOOD,
  HEADER_ROW,
  OFFICE,
  replace,
  SHEET,
  SHEET_BEGINS,
  SHEET_ENDS,
  type BadFile,
  type Parts,
} from '../support/bad-workbooks';
import { columnName, parts, relationships, reportSheets, zipOf, type Cell } from '../support/workbook-parts';

/** `rows` times the same row, after the header. */
function manyRows(rows: number): string {
  const row = '<row><c t="str"><v>k</v></c><c><v>1</v></c></row>';
  return `${SHEET_BEGINS}${HEADER_ROW}${row.repeat(rows)}${SHEET_ENDS}`;
}

const manyColumns: Cell[] = Array.from({ length: 16_384 }, (_, i) => columnName(i + 1));

const TOO_MUCH: BadFile[] = [
  ['a gigabyte of zeros as the sheet', 'inflates-too-much', () => bomb(SHEET, '\0')],
  [
    'a gigabyte of spaces in the sheet',
    'inflates-too-much',
    () => bomb(SHEET, ' ', SHEET_BEGINS, SHEET_ENDS),
  ],
  [
    'a gigabyte of zeros as the shared strings',
    'inflates-too-much',
    () => bomb('xl/sharedStrings.xml', '\0'),
  ],
  [
    'a gigabyte in one shared string',
    'inflates-too-much',
    () => bomb('xl/sharedStrings.xml', 'x', '<sst><si><t>', '</t></si></sst>'),
  ],
  [
    'a gigabyte in a comment',
    'inflates-too-much',
    () => bomb('docProps/core.xml', 'x', '<a><!--', '--></a>'),
  ],
  ['a gigabyte in an attribute', 'inflates-too-much', () => bomb('xl/workbook.xml', 'x', '<a b="', '"/>')],
  ['a gigabyte in a name', 'inflates-too-much', () => bomb(SHEET, 'x', '<')],
  ['a gigabyte of types', 'inflates-too-much', () => bomb('[Content_Types].xml', ' ')],
  ['a gigabyte that says it is a kilobyte', 'inflates-too-much', lyingBomb],
  [
    'ten parts that are too much together',
    'inflates-too-much',
    () =>
      changed((made) => {
        for (let i = 0; i < 10; i += 1)
          made.set(`xl/_rels/p${i}.xml.rels`, manyTimes(' ', 16, '<a>', '</a>'));
      }),
  ],
  [
    'a directory that tells of terabytes',
    'inflates-too-much',
    () => zip([{ name: 'xl/media/a.bin', data: '', stored: true, declared: { size: 0xfffffff0 } }]),
  ],
  ['a zip of 70,000 entries', 'inflates-too-much', manyEntries],
  [
    'one long text in every cell',
    'inflates-too-much',
    () => {
      const rows = `<row>${'<c t="s"><v>0</v></c>'.repeat(9)}</row>`.repeat(15_000);
      return changed((made) => {
        made.set('xl/sharedStrings.xml', `<sst><si><t>${'x'.repeat(32_000)}</t></si></sst>`);
        made.set(SHEET, `${SHEET_BEGINS}${HEADER_ROW}${rows}${SHEET_ENDS}`);
        made.delete('xl/worksheets/sheet3.xml');
        replace('xl/workbook.xml', /<sheet name="_report"[^>]*>/, '')(made);
      });
    },
  ],
  [
    'shared strings without number',
    'inflates-too-much',
    () => changed((made) => made.set('xl/sharedStrings.xml', `<sst>${'<si/>'.repeat(3_000_000)}</sst>`)),
  ],
  ['200 MB', 'too-large', () => Buffer.concat([GOOD, Buffer.alloc(200_000_000)])],

  ['a million rows', 'too-many-rows', () => changed((made) => made.set(SHEET, manyRows(1_000_000)))],
  [
    'one row more than 20,000 with the header',
    'too-many-rows',
    () => changed((made) => made.set(SHEET, manyRows(20_000))),
  ],
  [
    'a million rows that are only formatted',
    'too-many-rows',
    () =>
      changed((made) =>
        made.set(
          SHEET,
          `${SHEET_BEGINS}${HEADER_ROW}${'<row><c s="1"/></row>'.repeat(1_000_000)}${SHEET_ENDS}`,
        ),
      ),
  ],
  [
    'a row beyond the last',
    'too-many-rows',
    () => changed(replace(SHEET, '<row r="4">', '<row r="1048577">')),
  ],
  ['a column beyond the last', 'too-many-columns', () => changed(replace(SHEET, 'r="A4"', 'r="XFE4"'))],
  ['16,384 columns', 'too-many-columns', () => zipOf(parts(reportSheets([['k1']], manyColumns)))],
];

function bomb(name: string, character: string, before = '', after = ''): Buffer {
  return changed((made) => made.set(name, manyTimes(character, 1_000, before, after)));
}

function lyingBomb(): Buffer {
  const made: Parts = parts(reportSheets([['k1']]));
  made.set(SHEET, manyTimes(' ', 1_000, SHEET_BEGINS, SHEET_ENDS));
  return zip(
    [...made].map(([name, data]) =>
      name === SHEET ? { name, data, declared: { size: 1_000 } } : { name, data },
    ),
  );
}

function manyEntries(): Buffer {
  return zip(Array.from({ length: 70_000 }, (_, i) => ({ name: `xl/media/${i}`, data: '', stored: true })));
}

describe('too much is refused, whatever the directory says', () => {
  test.each(TOO_MUCH)('%s: %s', (_name, problem, make) => expectRefused(make(), problem));
});

describe('what is much, but beside the report, is not read', () => {
  const style = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyFont="1"/>';
  test.each<[string, () => Buffer]>([
    [
      'styles by the hundred thousand',
      () =>
        changed((made) =>
          made.set('xl/styles.xml', `<styleSheet><cellXfs>${style.repeat(200_000)}</cellXfs></styleSheet>`),
        ),
    ],
    ['a large picture', () => changed((made) => made.set('xl/media/a.png', manyTimes('x', 500)))],
    [
      'a web address to click',
      () =>
        changed((made) =>
          made.set(
            'xl/worksheets/_rels/sheet1.xml.rels',
            relationships([['rId1', `${OFFICE}/hyperlink`, 'https://www.example.org/', 'External']]),
          ),
        ),
    ],
    [
      'formatting down to row 100,000',
      () => changed(replace(SHEET, '</sheetData>', `${'<row><c s="1"/></row>'.repeat(100_000)}</sheetData>`)),
    ],
    [
      'a sheet of data beside the report',
      () =>
        zipOf(
          parts([
            ...reportSheets([['k1']]),
            {
              name: 'Ours',
              rows: Array.from({ length: 30_000 }, () => ({ cells: manyColumns.slice(0, 5) })),
            },
          ]),
        ),
    ],
  ])('%s', (_name, make) => expectRead(make()));
});
