import { zip } from '../../support/zip';
import { changed, expectRefused, GOOD, replace, SHEET, type BadFile } from '../support/bad-workbooks';
import { parts, reportSheets } from '../support/workbook-parts';

const truncated = (share: number) => GOOD.subarray(0, Math.round(GOOD.length * share));

const DAMAGED: BadFile[] = [
  ...[0.01, 0.1, 0.5, 0.9, 0.99, 0.999].map((share): BadFile => [
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
  ['elements without end', 'damaged', () => changed((made) => made.set(SHEET, '<a>'.repeat(5_000_000)))],
  [
    'attributes without end',
    'damaged',
    () =>
      changed((made) =>
        made.set(SHEET, `<a ${Array.from({ length: 999_999 }, (_, i) => `a${i}=""`).join(' ')}/>`),
      ),
  ],
];

function wrongChecksum(name: string) {
  return name === SHEET ? { declared: { checksum: 1 } } : {};
}

test.each(DAMAGED)('%s: %s', (_name, problem, make) => expectRefused(make(), problem));
