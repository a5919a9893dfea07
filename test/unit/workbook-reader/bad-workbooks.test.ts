import { firstLook } from '../../../src/infra/workbook/reader/first-look';
import { createWorkbookReader } from '../../../src/infra/workbook/reader/workbook-reader';
import { watched } from '../../support/child-memory';
import { manyTimes, zip, type Deflated } from '../../support/zip';
import {
  columnName,
  HEADER,
  parts,
  relationships,
  reportFile,
  reportSheets,
  zipOf,
  type Cell,
} from '../support/workbook-parts';

/** What the service promises of every file, whatever it is. */
const MOST_MIB = 300;
const MOST_MS = 5_000;

const reader = createWorkbookReader();
const GOOD = reportFile([['k1', 'Sample Person', 46_000, 'AL-0001', 'Y', 46_002, 'Enrolled in QHP']]);
const READ = { outcome: 'read', workbook: { rows: [{ key: 'k1' }] } };

type Parts = Map<string, string | Buffer | Deflated>;

/** A good report of which something was changed. */
function changed(change: (made: Parts) => void, sheets = reportSheets([['k1']])): Buffer {
  const made: Parts = parts(sheets);
  change(made);
  return zipOf(made);
}

function replace(name: string, from: string | RegExp, to: string) {
  return (made: Parts) => {
    const before = made.get(name);
    if (typeof before !== 'string' || before.replace(from, '') === before) {
      throw new Error(`${name} has no ${from}`);
    }
    made.set(name, before.replace(from, to));
  };
}

const SHEET = 'xl/worksheets/sheet1.xml';
const SHEET_BEGINS = '<worksheet><sheetData>';
const SHEET_ENDS = '</sheetData></worksheet>';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEADER_ROW = `<row>${HEADER.map((words) => `<c t="str"><v>${String(words)}</v></c>`).join('')}</row>`;

const withDeclaration = (name: string, declaration: string, reference: string) =>
  changed((made) => {
    replace(name, /\?>\s*/, `?>${declaration}`)(made);
    replace(name, /<\/[^>]*>$/, `${reference}$&`)(made);
  });
const XXE = '<!DOCTYPE a [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>';
const XXE_FROM_ELSEWHERE = '<!DOCTYPE a SYSTEM "http://collector.example.org/evil.dtd">';
const LAUGHS = `<!DOCTYPE a [<!ENTITY l0 "ha">${Array.from(
  { length: 30 },
  (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
).join('')}]>`;

/** `rows` times the same row, after the header. */
function manyRows(rows: number): string {
  const row = '<row><c t="str"><v>k</v></c><c><v>1</v></c></row>';
  return `${SHEET_BEGINS}${HEADER_ROW}${row.repeat(rows)}${SHEET_ENDS}`;
}

const manyColumns: Cell[] = Array.from({ length: 16_384 }, (_, i) => columnName(i + 1));
const truncated = (share: number) => GOOD.subarray(0, Math.round(GOOD.length * share));
const ole = (stream: string) =>
  Buffer.concat([Buffer.from('D0CF11E0A1B11AE1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')]);

const BAD: [name: string, expected: string, file: () => Buffer][] = [
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
      const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(15_000);
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

  ['an entity from a file', 'external-content', () => withDeclaration(SHEET, XXE, '&xxe;')],
  ['a type from elsewhere', 'external-content', () => withDeclaration(SHEET, XXE_FROM_ELSEWHERE, '')],
  ['a billion laughs', 'external-content', () => withDeclaration('xl/sharedStrings.xml', LAUGHS, '&l30;')],
  ...[
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/workbook.xml',
    'xl/_rels/workbook.xml.rels',
    'docProps/core.xml',
  ].map((name): (typeof BAD)[number] => [
    `an entity in ${name}`,
    'external-content',
    () => withDeclaration(name, XXE, '&xxe;'),
  ]),
  [
    'a link to another workbook',
    'external-content',
    () => changed((made) => made.set('xl/externalLinks/externalLink1.xml', '<externalLink/>')),
  ],
  [
    'a sheet that lives elsewhere',
    'external-content',
    () =>
      changed(
        replace(
          'xl/_rels/workbook.xml.rels',
          'Target="worksheets/sheet1.xml"',
          'Target="http://collector.example.org/sheet.xml" TargetMode="External"',
        ),
      ),
  ],
  [
    'a picture that lives elsewhere',
    'external-content',
    () =>
      changed((made) =>
        made.set(
          'xl/drawings/_rels/drawing1.xml.rels',
          relationships([['rId1', `${OFFICE}/image`, 'http://collector.example.org/a.png', 'External']]),
        ),
      ),
  ],

  ['a password', 'password-protected', () => ole('EncryptedPackage')],
  [
    'a password of the zip',
    'password-protected',
    () => zipOf(parts(reportSheets([['k1']])), { encrypted: true }),
  ],
  ['.xls', 'old-format', () => ole('Workbook')],
  [
    '.xlsm',
    'macros',
    () =>
      changed(
        replace(
          '[Content_Types].xml',
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
          'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
        ),
      ),
  ],
  ['code in an .xlsx', 'macros', () => changed((made) => made.set('xl/vbaProject.bin', 'code'))],
  ['.csv', 'comma-separated', () => Buffer.from('Row key,Contact Made\nk1,Y\n')],
  [
    'HTML',
    'web-page',
    () => Buffer.from('<html><body><table><tr><td>Row key</td></tr></table></body></html>'),
  ],
  [
    'a Word document',
    'not-a-workbook',
    () =>
      changed((made) => {
        replace('_rels/.rels', 'xl/workbook.xml', 'word/document.xml')(made);
        made.set('word/document.xml', '<document/>');
      }),
  ],
  [
    'the binary form of a workbook',
    'not-a-workbook',
    () =>
      changed((made) => {
        replace('_rels/.rels', 'xl/workbook.xml', 'xl/workbook.bin')(made);
        made.set('xl/workbook.bin', 'x');
      }),
  ],
  ['a zip of something else', 'not-a-workbook', () => zip([{ name: 'a.txt', data: 'a' }])],
  ['an empty zip', 'not-a-workbook', () => zip([])],
  [
    'a workbook of somebody else',
    'not-our-report',
    () => zipOf(parts([{ name: 'A', rows: [{ cells: ['a'] }] }])),
  ],
  ['a workbook without sheets', 'not-our-report', () => zipOf(parts([]))],

  ...[0.01, 0.1, 0.5, 0.9, 0.99, 0.999].map((share): (typeof BAD)[number] => [
    `a zip that ends after ${share * 100} percent of it`,
    'damaged',
    () => truncated(share),
  ]),
  [
    'a checksum that is wrong',
    'damaged',
    () =>
      zip([...parts(reportSheets([['k1']]))].map(([name, data]) => ({ name, data, ...wrongChecksum(name) }))),
  ],
  [
    'a size that is wrong',
    'damaged',
    () =>
      zip(
        [...parts(reportSheets([['k1']]))].map(([name, data]) =>
          name === SHEET ? { name, data, declared: { size: 10 } } : { name, data },
        ),
      ),
  ],
  [
    'an entry twice',
    'damaged',
    () =>
      zip([
        ...[...parts(reportSheets([['k1']]))].map(([name, data]) => ({ name, data })),
        { name: SHEET.toUpperCase(), data: 'another' },
      ]),
  ],
  ['a name that leads out', 'damaged', () => changed((made) => made.set('../../etc/cron.d/a', 'x'))],
  ['a name from the root', 'damaged', () => changed((made) => made.set('/etc/cron.d/a', 'x'))],
  ['XML that is not well-formed', 'damaged', () => changed(replace(SHEET, '</row>', '</cell>'))],
  ['XML that ends too early', 'damaged', () => changed(replace(SHEET, /<row r="3">[^]*$/, ''))],
  ['a sheet that is missing', 'damaged', () => changed((made) => made.delete(SHEET))],
  ['a string that is missing', 'damaged', () => changed(replace(SHEET, '<v>1</v>', '<v>9999</v>'))],
  [
    'bytes that are no text',
    'damaged',
    () => changed((made) => made.set(SHEET, Buffer.from([60, 97, 0xff]))),
  ],
  ['a row that is none', 'damaged', () => changed(replace(SHEET, '<row r="4">', '<row r="four">'))],
  ['a cell that is none', 'damaged', () => changed(replace(SHEET, 'r="A4"', 'r="4A"'))],
  [
    'a row beyond the last',
    'too-many-rows',
    () => changed(replace(SHEET, '<row r="4">', '<row r="1048577">')),
  ],
  ['elements without end', 'damaged', () => changed((made) => made.set(SHEET, '<a>'.repeat(5_000_000)))],
  [
    'attributes without end',
    'damaged',
    () =>
      changed((made) =>
        made.set(SHEET, `<a ${Array.from({ length: 999_999 }, (_, i) => `a${i}=""`).join(' ')}/>`),
      ),
  ],

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

function wrongChecksum(name: string) {
  return name === SHEET ? { declared: { checksum: 1 } } : {};
}

describe('a bad file gives its own answer, in bounded memory and time, and the next good one is read', () => {
  test.each(BAD)('%s: %s', async (_name, problem, make) => {
    const file = make();
    const { result, ms, peakMiB, children } = await watched(() => reader.read(file));
    expect(result).toEqual({ outcome: 'refused', problem });
    expect(children).toBe(firstLook(file) === null ? 1 : 0);
    expect(ms).toBeLessThan(MOST_MS);
    expect(peakMiB).toBeLessThan(MOST_MIB);
    expect(await reader.read(GOOD)).toMatchObject(READ);
  });
});

describe('a file that only looks bad is read', () => {
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
  ])('%s', async (_name, make) => {
    const file = make();
    const { result, ms, peakMiB, children } = await watched(() => reader.read(file));
    expect(children).toBe(1);
    expect(result).toMatchObject(READ);
    expect(ms).toBeLessThan(MOST_MS);
    expect(peakMiB).toBeLessThan(MOST_MIB);
  });
});
