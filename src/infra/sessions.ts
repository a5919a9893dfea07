import { randomBytes } from 'node:crypto';
import { parse as uuidBytes, stringify as uuidText } from 'uuid';
import type { PageSessions } from '../api/pages/links/ports';
import { instant, millis } from '../domain/time';
import { createSigner } from './signing';

const SUBJECT_END = 16;
const LINK_END = 32;
const TIME_END = 36;
const NONCE_BYTES = 8;

/**
 * A session is stored only in its cookie: subject (16 bytes), link (16), end in seconds since the epoch (4), a random
 * part that makes each session different, signature. A form's token is a signature over the session and nothing else, so
 * that a page holds nothing with which somebody could have the session.
 */
export function createPageSessions(keys: readonly string[]): PageSessions {
  const sessions = createSigner(keys, 'page-session');
  const tokens = createSigner(keys, 'page-form');
  return {
    open: ({ subjectId, linkId, endsAt }) => {
      const payload = Buffer.alloc(TIME_END);
      payload.set(uuidBytes(subjectId), 0);
      payload.set(uuidBytes(linkId), SUBJECT_END);
      payload.writeUInt32BE(Math.floor(millis(endsAt) / 1000), LINK_END);
      return sessions.seal(Buffer.concat([payload, randomBytes(NONCE_BYTES)]));
    },
    read: (cookie) => {
      const payload = sessions.open(cookie);
      if (payload === null || payload.length !== TIME_END + NONCE_BYTES) return null;
      return {
        subjectId: uuidText(payload.subarray(0, SUBJECT_END)),
        linkId: uuidText(payload.subarray(SUBJECT_END, LINK_END)),
        endsAt: instant(payload.readUInt32BE(LINK_END) * 1000),
      };
    },
    formToken: (cookie) => tokens.tag(Buffer.from(cookie)),
    isFormToken: (cookie, token) => tokens.isTag(Buffer.from(cookie), token),
  };
}
