import { parse as uuidBytes, stringify as uuidText } from 'uuid';
import { instant, millis, type Instant } from '../domain/time';
import { createSigner } from './signing';

/** What the token of a row of `links` is made from. */
export interface LinkRow {
  readonly id: string;
  readonly expiresAt: Instant;
}

export interface Links {
  tokenFor(link: LinkRow): string;
  /** The address that goes into the mail. */
  urlFor(link: LinkRow): string;
  /** What a token with a good signature says. Whether it is still valid, only the link's row says. */
  verify(token: string): { readonly linkId: string; readonly expiresAt: Instant } | 'altered';
}

const VERSION = 1;
const ID_END = 17;
const LENGTH = 21;

/**
 * Signed links: version (1 byte), link id (16), expiry in seconds since the epoch (4), signature. A token is never
 * stored. It is made again from the row and is the same each time, so a mail that is sent again has the same text.
 */
export function createLinks(options: { keys: readonly string[]; publicUrl: string }): Links {
  const signer = createSigner(options.keys, 'link');

  function tokenFor(link: LinkRow): string {
    const payload = Buffer.alloc(LENGTH);
    payload.writeUInt8(VERSION, 0);
    payload.set(uuidBytes(link.id), 1);
    payload.writeUInt32BE(Math.floor(millis(link.expiresAt) / 1000), ID_END);
    return signer.seal(payload);
  }

  return {
    tokenFor,
    urlFor: (link) => `${options.publicUrl}/l/${tokenFor(link)}`,
    verify: (token) => {
      const payload = signer.open(token);
      if (payload === null || payload.length !== LENGTH || payload.readUInt8(0) !== VERSION) return 'altered';
      return {
        linkId: uuidText(payload.subarray(1, ID_END)),
        expiresAt: instant(payload.readUInt32BE(ID_END) * 1000),
      };
    },
  };
}
