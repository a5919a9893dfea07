import { once } from 'node:events';
import { Readable } from 'node:stream';
import {
  MailParser,
  type AttachmentStream,
  type HeaderLines,
  type Headers,
  type MessageText,
} from 'mailparser';
import type { InboundMailParser } from '../api/inbound-mail/ports';
import { readFields, type ReadMail } from '../domain/inbound-mail/inbound-mail';

/** How much is kept of a mail of any size. Attachments are read in pieces and not kept. */
const MAX_TEXT = 20_000;
const MAX_PART_BYTES = 64 * 1024;
const MAX_PARTS = 20;
const PIECE_BYTES = 64 * 1024;
const MAX_HTML = 500_000;
const MAX_HEADER = 4_000;
/** Ends a mail that somebody has made so that a parser never finishes. */
const MAX_MS = 30_000;

const STATUS_TYPES = ['message/delivery-status', 'message/global-delivery-status'];
const RETURNED_TYPES = [
  ...['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers'],
];

/** Reads mails with `mailparser`, one at a time. So the memory that it takes is that of one mail. */
export function createInboundMailParser(): InboundMailParser {
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(raw) {
      const turn = last.then(() => readMail(raw));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** Null when nothing in it is a header field: then it is no mail. Broken parts further in are left out. */
async function readMail(raw: Buffer): Promise<ReadMail | null> {
  if (readFields(raw.subarray(0, MAX_PART_BYTES).toString('latin1')).size === 0) return null;
  const parser = new MailParser({
    // The original mail in a report is data: we want its headers, but its body is not part of the report's text.
    ignoreEmbedded: true,
    keepDeliveryStatus: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    maxHtmlLengthToParse: MAX_HTML,
    checksumAlgo: false,
  });
  const statusParts: string[] = [];
  const returnedParts: string[] = [];
  let lines: HeaderLines = [];
  let subject = '';
  let text = '';
  parser.on('headers', (read: Headers) => {
    const decoded = read.get('subject');
    if (typeof decoded === 'string') subject = decoded.slice(0, MAX_HEADER);
  });
  parser.on('headerLines', (read: HeaderLines) => {
    lines = read;
  });
  parser.on('data', (part: AttachmentStream | MessageText) => {
    if (part.type === 'text') {
      text = (part.text ?? '').slice(0, MAX_TEXT);
      return;
    }
    const type = part.contentType;
    const kept = STATUS_TYPES.includes(type)
      ? statusParts
      : RETURNED_TYPES.includes(type)
        ? returnedParts
        : null;
    drain(part, kept !== null && kept.length < MAX_PARTS).then(
      (content) => {
        if (content !== null) kept?.push(content);
      },
      (error: unknown) => parser.destroy(error instanceof Error ? error : new Error('a part cannot be read')),
    );
  });
  try {
    const ended = once(parser, 'end', { signal: AbortSignal.timeout(MAX_MS) });
    Readable.from(pieces(raw)).pipe(parser);
    await ended;
  } catch {
    // Too many parts, or headers without end. We use what was read so far.
    parser.destroy();
  }
  const { from, headers } = about(lines);
  if (subject !== '') headers.set('subject', subject);
  return { from, headers, text, statusParts, returnedParts };
}

function* pieces(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += PIECE_BYTES) yield raw.subarray(at, at + PIECE_BYTES);
}

/** Reads the part to its end, or the parser would wait forever. Returns its beginning when it is wanted. */
async function drain(part: AttachmentStream, wanted: boolean): Promise<string | null> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of part.content as AsyncIterable<Buffer>) {
    if (wanted && size < MAX_PART_BYTES) kept.push(chunk);
    size += chunk.length;
  }
  part.release?.();
  return wanted ? Buffer.concat(kept).subarray(0, MAX_PART_BYTES).toString('utf8') : null;
}

function about(lines: HeaderLines): { from: string | null; headers: Map<string, string> } {
  const headers = new Map<string, string>();
  for (const { key, line } of [...lines].reverse()) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n[ \t]*/g, ' ')
      .trim();
    // In a long thread, the last mails count.
    headers.set(key, key === 'references' ? value.slice(-MAX_HEADER) : value.slice(0, MAX_HEADER));
  }
  const sender = (headers.get('from') ?? '').slice(-1_000);
  const from = /<([^<>\s]+@[^<>\s]+)>|([^<>\s,;"]+@[^<>\s,;"]+)/.exec(sender);
  return { from: (from?.[1] ?? from?.[2] ?? null)?.toLowerCase() ?? null, headers };
}
