import type { WorkbookProblem } from '../../../domain/report/workbook';
import { MAX_FILE_BYTES } from './limits';

/** What the bytes show without unpacking or parsing them. Null for a zip. */
export function firstLook(file: Buffer): WorkbookProblem | null {
  if (file.length > MAX_FILE_BYTES) return 'too-large';
  if (ZIP_BEGINNINGS.some((beginning) => file.subarray(0, 4).equals(beginning))) return null;
  if (file.subarray(0, 8).equals(OLE)) {
    return file.includes(ENCRYPTED_PACKAGE) ? 'password-protected' : 'old-format';
  }
  const text = beginningAsText(file);
  if (text === null) return 'not-a-workbook';
  if (/^\s*<|^MIME-Version:/i.test(text)) return 'web-page';
  return hasSeparatedFields(text) ? 'comma-separated' : 'not-a-workbook';
}

/** The beginning of an entry, or of the directory when there is no entry. */
const ZIP_BEGINNINGS = [Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.from('PK\u0005\u0006', 'latin1')];
/** A compound file begins so: Excel's format before 2007, and the container of every Office file with a password. */
const OLE = Buffer.from('D0CF11E0A1B11AE1', 'hex');
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

const BEGINNING_BYTES = 4096;
const NOT_PRINTABLE = /[^\P{Cc}\t\r\n\f]/u;

/** Null when it is not a text in UTF-8, UTF-16 or an encoding with one byte for each character. */
function beginningAsText(file: Buffer): string | null {
  const text = decoded(file.subarray(0, BEGINNING_BYTES)).replace(/^\uFEFF/, '');
  // In Windows' encodings, the control characters from 0x80 on are letters and quotes.
  return NOT_PRINTABLE.test(text.replace(/[\u0080-\u009F]/g, '')) ? null : text;
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8');
  return bytes.toString('latin1');
}

function hasSeparatedFields(text: string): boolean {
  const [first = ''] = text.trim().split(/\r?\n|\r/, 1);
  return /[,;\t|]/.test(first);
}
