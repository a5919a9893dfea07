import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';

/** The detector needs no more than this, and it is slow. */
const SAMPLE_BYTES = 64 * 1024;
/** Below this the detector only guesses, and the commonest encoding of the West is the better guess. */
const SURE = 40;
/** Of a few words the detector cannot tell the West from its neighbours. */
const HEAD_START = 25;
const FALLBACK = 'windows-1252';

/** Encodings of two or more bytes a character: bytes that fit one of them seldom fit by chance. */
const MULTIBYTE = /^(gb|big5|euc-|shift_jis|iso-2022)/;
/** These look like plain ASCII, so they are known by their escapes alone. */
const ESCAPES = /\u001b[$(][@-_$(]/;

/**
 * Text in whatever encoding it is in. What a mail declares is often missing or wrong, so it counts only as long as the
 * bytes agree with it. Never throws; nothing is left out, a byte that means nothing becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, declared: string | null): string {
  const label = declared === null ? null : known(declared);
  if (label !== null && MULTIBYTE.test(label)) {
    const text = decode(bytes, label);
    if (!text.includes('\uFFFD')) return text;
  }
  const marked = byteOrder(bytes);
  if (marked !== null) return decode(bytes, marked);
  if (isUtf8(bytes)) {
    const text = decode(bytes, 'utf-8');
    return ESCAPES.test(text) ? decode(bytes, 'iso-2022-jp') : text;
  }
  if (isMostlyUtf8(bytes)) return decode(bytes, 'utf-8');
  const isTrusted = label !== null && !/^utf-/.test(label) && !/ascii/i.test(declared ?? '');
  return decode(bytes, isTrusted && !MULTIBYTE.test(label) ? label : detect(bytes));
}

/** The standard's name of an encoding; null for one that nobody knows. */
function known(label: string): string | null {
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  if (encoding !== FALLBACK) return new TextDecoder(encoding).decode(bytes);
  // Several releases of Node take windows-1252 for Latin-1, which has control characters in place of quotes and dashes.
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009F]/g, (character) => WINDOWS[character.charCodeAt(0) - 0x80] ?? character);
}

/** Bytes 80 to 9F. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** UTF-16, by its mark or because every other byte is zero. */
function byteOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 512);
  if (sample.length < 4) return null;
  const zeros = [0, 1].map((odd) => sample.filter((byte, at) => at % 2 === odd && byte === 0).length);
  const [even = 0, odd = 0] = zeros;
  const most = sample.length * 0.35;
  if (odd > most && even === 0) return 'utf-16le';
  return even > most && odd === 0 ? 'utf-16be' : null;
}

/** A few damaged characters do not make it another encoding. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = decode(bytes.subarray(0, SAMPLE_BYTES), 'utf-8');
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  const whole = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
  return whole >= broken * 2;
}

/** Of encodings that fit about as well as the commonest one, that one; none that makes control characters of the text. */
function detect(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const found = analyse(sample).flatMap(({ name, confidence }) => {
    const encoding = /^(utf|ascii)/i.test(name) ? null : known(name);
    if (encoding === null || confidence < SURE || /[\u0080-\u009F]/.test(decode(sample, encoding))) return [];
    return [{ encoding, confidence: encoding === FALLBACK ? confidence + HEAD_START : confidence }];
  });
  const [best] = found.sort((one, another) => another.confidence - one.confidence);
  return best?.encoding ?? FALLBACK;
}
