import type { Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { decodeText } from './charset';
import type { Part } from './split';

/** How much is read of a part; of what is only named, nothing is kept. */
const MAX_BYTES = 1024 * 1024;
const SAMPLE_BYTES = 4_096;
/** Kinds of content that no person reads as text. A kind that does not exist is a damaged `text`. */
const NO_TEXT = /^(application|audio|font|image|message|model|multipart|video)\/|^text\/(calendar|rfc822)/;

/** A part without parts, out of its transfer encoding. */
export interface Leaf {
  readonly part: Part;
  /** Such as `text/plain`, in lower case. */
  readonly type: string;
  /** Null when it has none. Not yet cleaned. */
  readonly name: string | null;
  readonly size: number;
  /** Is it one that a person reads in the mail itself, rather than a file that comes with it? */
  readonly isText: boolean;
  /** Its beginning, up to a megabyte. */
  readonly bytes: Buffer;
}

/** Reads a part. The whole content of a file is added to the hash; a text may come in another encoding. */
export async function readLeaf(part: Part, hash: Hash): Promise<Leaf> {
  const { node, body } = part;
  const type = node.contentType || 'text/plain';
  node.encoding = transferOf(part, type);
  const kept: Buffer[] = [];
  let size = 0;
  const name = node.filename || null;
  const isAttached = node.disposition === 'attachment' || (name !== null && node.disposition !== 'inline');
  const isText = !NO_TEXT.test(type) && !isAttached;
  const decoder = node.getDecoder();
  Readable.from(body).pipe(decoder);
  for await (const chunk of decoder as AsyncIterable<Buffer>) {
    if (size < MAX_BYTES) kept.push(chunk);
    if (!isText) hash.update(chunk);
    size += chunk.length;
  }
  return {
    part,
    type,
    name: name === null ? null : eightBit(name),
    size,
    isText,
    bytes: Buffer.concat(kept).subarray(0, MAX_BYTES),
  };
}

const ALPHABET = /^[A-Za-z0-9+/=\s]*$/;

/** The encoding that the part declares, unless its bytes say otherwise. A damaged word is guessed from the bytes. */
function transferOf({ node, body }: Part, type: string): string {
  const declared = node.encoding || '';
  const sample = Buffer.concat(body.slice(0, 8)).subarray(0, SAMPLE_BYTES).toString('latin1').trim();
  const isBase64 = ALPHABET.test(sample) && !/\S[ \t]+\S/.test(sample);
  switch (declared) {
    case 'base64':
      return isBase64 || !type.startsWith('text/') ? 'base64' : 'binary';
    case 'quoted-printable':
      return declared;
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return isBase64 && /^\S{60,}\s/.test(sample) ? 'base64' : 'binary';
    default:
      if (isBase64 && sample.length >= 16) return 'base64';
      return /=\r?\n|=[0-9A-F]{2}/.test(sample) ? 'quoted-printable' : 'binary';
  }
}

/** Names and header fields come as one character for each byte. What came decoded already is left alone. */
export function eightBit(value: string): string {
  return /[^\u0000-\u00FF]/.test(value) || !/[\u0080-\u00FF]/.test(value)
    ? value
    : decodeText(Buffer.from(value, 'latin1'), null);
}
