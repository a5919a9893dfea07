import { once } from 'node:events';
import { Readable } from 'node:stream';
import { Splitter, type SplitterChunk } from '@zone-eu/mailsplit';

type MimeNode = Extract<SplitterChunk, { type: 'node' }>;

const PIECE_BYTES = 64 * 1024;
/** The whole mail may be headers: how large a mail can be is decided where it comes in. */
const MAX_HEAD_BYTES = 16 * 1024 * 1024;
const MAX_PARTS = 5_000;
/** Ends a mail that somebody has made so that a parser never finishes. */
const MAX_MS = 30_000;

/** A part of a mail, with the parts within it, as the mail has them. */
export interface Part {
  readonly node: MimeNode;
  readonly within: Part[];
  /** Of a part without parts: its bytes, still in their transfer encoding. */
  readonly body: Buffer[];
}

export interface SplitMail {
  /** Null when the mail has no part at all. */
  readonly root: Part | null;
  /** What stands between the parts, where only mail programs look, and what is left of a mail that is too broken. */
  readonly outside: Buffer[];
}

/** Takes a mail apart. Attached mails are not taken apart. Never throws: a broken mail gives what can be found. */
export async function splitMail(raw: Buffer): Promise<SplitMail> {
  const splitter = new Splitter({
    ignoreEmbedded: true,
    maxHeadSize: MAX_HEAD_BYTES,
    maxChildNodes: MAX_PARTS,
  });
  const parts = new Map<MimeNode, Part>();
  const outside: Buffer[] = [];
  let root: Part | null = null;
  let seen = 0;
  splitter.on('data', (chunk: SplitterChunk) => {
    if (chunk.type === 'node') {
      const part: Part = { node: chunk, within: [], body: [] };
      parts.set(chunk, part);
      root ??= part;
      if (chunk.parentNode !== false) parts.get(chunk.parentNode)?.within.push(part);
      return;
    }
    // A part that is nothing but a line's end comes without bytes, whatever the type says.
    if (!Buffer.isBuffer(chunk.value)) return;
    seen += chunk.value.length;
    if (chunk.type === 'body') parts.get(chunk.node)?.body.push(chunk.value);
    else outside.push(chunk.value);
  });
  try {
    const ended = once(splitter, 'end', { signal: AbortSignal.timeout(MAX_MS) });
    Readable.from(pieces(raw)).pipe(splitter);
    await ended;
  } catch {
    splitter.destroy();
    outside.push(raw.subarray(Math.min(seen, raw.length)));
  }
  return { root, outside };
}

function* pieces(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += PIECE_BYTES) yield raw.subarray(at, at + PIECE_BYTES);
}
