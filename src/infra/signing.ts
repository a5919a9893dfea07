import { createHmac, timingSafeEqual } from 'node:crypto';

/** 128 bits: nobody can guess them, and a link stays short enough for one line of a mail. */
const TAG_BYTES = 16;

export interface Signer {
  /** `payload` with its signature, URL-safe. The same payload gives the same text until the first key changes. */
  seal(payload: Buffer): string;
  /** The payload. Null when no key confirms every character of `text`. */
  open(text: string): Buffer | null;
  /** The signature alone, URL-safe. Says nothing about `payload` to whoever does not have it. */
  tag(payload: Buffer): string;
  /** Whether a key made `text` from this very payload. */
  isTag(payload: Buffer, text: string): boolean;
}

/**
 * Signs short binary payloads with HMAC-SHA-256. The first key signs and all keys verify, so keys can rotate without a
 * gap. A signature for one `purpose` is not valid for another.
 */
export function createSigner(keys: readonly string[], purpose: string): Signer {
  const [first] = keys;
  if (first === undefined) throw new RangeError('at least one key is needed');
  const tagOf = (key: string, payload: Buffer): Buffer =>
    createHmac('sha256', key).update(`${purpose}\0`).update(payload).digest().subarray(0, TAG_BYTES);
  const isGenuine = (payload: Buffer, tag: Buffer): boolean => {
    let genuine = false;
    for (const key of keys) genuine = timingSafeEqual(tagOf(key, payload), tag) || genuine;
    return genuine;
  };
  /** Node.js ignores spare bits and characters that it does not know. Only the one exact spelling passes. */
  const decoded = (text: string): Buffer | null => {
    const bytes = Buffer.from(text, 'base64url');
    return bytes.toString('base64url') === text ? bytes : null;
  };

  return {
    seal: (payload) => Buffer.concat([payload, tagOf(first, payload)]).toString('base64url'),
    open: (text) => {
      const bytes = decoded(text);
      if (bytes === null || bytes.length <= TAG_BYTES) return null;
      const payload = bytes.subarray(0, -TAG_BYTES);
      return isGenuine(payload, bytes.subarray(-TAG_BYTES)) ? payload : null;
    },
    tag: (payload) => tagOf(first, payload).toString('base64url'),
    isTag: (payload, text) => {
      const tag = decoded(text);
      return tag?.length === TAG_BYTES && isGenuine(payload, tag);
    },
  };
}
