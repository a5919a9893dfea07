import { randomBytes, timingSafeEqual } from 'node:crypto';
import { parse as uuidBytes, stringify as uuidText } from 'uuid';
import type { PageSessions } from '../api/ports';
import { instant, millis } from '../domain/time';
import { createSigner } from './signing';

const ID_END = 16;
const TIME_END = 20;
const NONCE_BYTES = 8;

/**
 * Sessions live in their cookie alone: assignment (16 bytes), end in seconds since the epoch (4), a random part that
 * makes each session another, signature. A form's token is the session signed once more, for that purpose.
 */
export function createPageSessions(keys: readonly string[]): PageSessions {
  const sessions = createSigner(keys, 'page-session');
  const tokens = createSigner(keys, 'page-form');
  return {
    open: ({ assignmentId, endsAt }) => {
      const payload = Buffer.alloc(TIME_END);
      payload.set(uuidBytes(assignmentId), 0);
      payload.writeUInt32BE(Math.floor(millis(endsAt) / 1000), ID_END);
      return sessions.seal(Buffer.concat([payload, randomBytes(NONCE_BYTES)]));
    },
    read: (cookie) => {
      const payload = sessions.open(cookie);
      if (payload === null || payload.length !== TIME_END + NONCE_BYTES) return null;
      return {
        assignmentId: uuidText(payload.subarray(0, ID_END)),
        endsAt: instant(payload.readUInt32BE(ID_END) * 1000),
      };
    },
    formToken: (cookie) => tokens.seal(Buffer.from(cookie)),
    isFormToken: (cookie, token) => {
      const signed = tokens.open(token);
      const expected = Buffer.from(cookie);
      return signed !== null && signed.length === expected.length && timingSafeEqual(signed, expected);
    },
  };
}
