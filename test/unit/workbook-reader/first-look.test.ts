import { firstLook } from '../../../src/infra/workbook/reader/first-look';
import { reportFile } from '../support/workbook-parts';

const OLE = Buffer.from('D0CF11E0A1B11AE1', 'hex');
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('the first look tells', () => {
  test.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'not-a-workbook'],
    ['zeros', Buffer.alloc(5_000), 'not-a-workbook'],
    ['half a beginning', Buffer.from('PK'), 'not-a-workbook'],
    ['a PDF', Buffer.from('%PDF-1.7\n%\u0001\u0002'), 'not-a-workbook'],
    ['a picture', Buffer.from('89504E470D0A1A0A0000000D49484452', 'hex'), 'not-a-workbook'],
    ['a letter', Buffer.from('Here is our report\nKind regards'), 'not-a-workbook'],
    ['commas', Buffer.from('Row key,Contact Made\r\nk1,Y\r\n'), 'comma-separated'],
    ['semicolons', Buffer.from('Row key;Contact Made\r\nk1;Y\r\n'), 'comma-separated'],
    ['tabs in UTF-16', utf16('Row key\tContact Made\r\nk1\tY'), 'comma-separated'],
    [
      'letters of Windows',
      Buffer.from('Name,Comments\nJos\u00e9,\u0093yes\u0094', 'latin1'),
      'comma-separated',
    ],
    ['a byte order mark', Buffer.from('\uFEFFRow key,Contact Made'), 'comma-separated'],
    ['HTML', Buffer.from('\r\n  <!DOCTYPE html><html><table>'), 'web-page'],
    ['HTML in UTF-16', utf16('<html><table>'), 'web-page'],
    ['an XML file', Buffer.from('<?xml version="1.0"?><Workbook/>'), 'web-page'],
    ['a page in one file', Buffer.from('MIME-Version: 1.0\r\nContent-Type: x'), 'web-page'],
    ['the old format', Buffer.concat([OLE, Buffer.alloc(504), utf16('Workbook')]), 'old-format'],
    ['a password', Buffer.concat([OLE, Buffer.alloc(504), utf16('EncryptedPackage')]), 'password-protected'],
    ['ten megabytes and one byte', Buffer.alloc(10 * 2 ** 20 + 1, 'PK\u0003\u0004'), 'too-large'],
  ])('%s', (_name, file, expected) => {
    expect(firstLook(file)).toBe(expected);
  });

  test('nothing against a workbook', () => {
    expect(firstLook(reportFile([['k1']]))).toBeNull();
  });
});
