import { createHmac, timingSafeEqual } from 'node:crypto';

/** 128 bits: nobody guesses them, and a link stays short enough for a line of a mail. */
const TAG_BYTES = 16;

export interface Signer {
  /** `payload` with its signature, url-safe. The same payload gives the same text until the first key changes. */
  seal(payload: Buffer): string;
  /** The payload, or null when any of the keys cannot vouch for every character of `text`. */
  open(text: string): Buffer | null;
}

/**
 * Signs short binary payloads with HMAC-SHA-256. The first key signs, all verify, so keys rotate without a gap.
 * What is signed for one `purpose` is worthless for another.
 */
export function createSigner(keys: readonly string[], purpose: string): Signer {
  const [first] = keys;
  if (first === undefined) throw new RangeError('at least one key is needed');
  const tagOf = (key: string, payload: Buffer): Buffer =>
    createHmac('sha256', key).update(`${purpose}\0`).update(payload).digest().subarray(0, TAG_BYTES);

  return {
    seal: (payload) => Buffer.concat([payload, tagOf(first, payload)]).toString('base64url'),
    open: (text) => {
      const bytes = Buffer.from(text, 'base64url');
      // Node skips characters it does not know and spare bits; only the one true spelling passes.
      if (bytes.toString('base64url') !== text || bytes.length <= TAG_BYTES) return null;
      const payload = bytes.subarray(0, -TAG_BYTES);
      const tag = bytes.subarray(-TAG_BYTES);
      let genuine = false;
      for (const key of keys) genuine = timingSafeEqual(tagOf(key, payload), tag) || genuine;
      return genuine ? payload : null;
    },
  };
}
