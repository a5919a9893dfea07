import { createHash } from 'node:crypto';
import libmime from 'libmime';
import type { InboundMailParser } from '../api/inbound-mail/ports';
import {
  addressesIn,
  cut,
  readFields,
  type MachinePart,
  type ReadMail,
} from '../domain/inbound-mail/read-mail';
import { clean, oneLine } from '../domain/pasted-text';
import { eightBit, readLeaf, type Leaf } from './inbound-mail/leaf';
import { splitMail, type Part } from './inbound-mail/split';
import { textOf } from './inbound-mail/texts';

/** How much is kept of a mail of any size. */
const MAX_TEXT = 200_000;
const MAX_PART = 64 * 1024;
const MAX_PARTS = 20;
const MAX_ATTACHED_MAILS = 5;
const MAX_NAMES = 200;
const MAX_NAME = 200;
const MAX_HEADER = 4_000;

const STATUS_TYPES = ['message/delivery-status', 'message/global-delivery-status'];
const RETURNED_TYPES = [
  ...['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers', 'text/rfc822'],
];
const MACHINE_TYPES: Readonly<Record<string, MachinePart>> = {
  'message/disposition-notification': 'receipt',
  'message/global-disposition-notification': 'receipt',
  'message/feedback-report': 'abuse-report',
};
const REPORT_TYPES: Readonly<Record<string, MachinePart>> = {
  'disposition-notification': 'receipt',
  'feedback-report': 'abuse-report',
};

/** Reads mails one at a time. So the memory that it takes is that of one mail. */
export function createInboundMailParser(): InboundMailParser {
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(raw) {
      const turn = last.then(() => readMail(raw, true));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/**
 * Null when nothing in it is a header field: then it is no mail. Broken parts further in are read as far as they go.
 * Attached mails are read in a mail, and not in an attached one.
 */
async function readMail(raw: Buffer, attachedToo: boolean): Promise<ReadMail | null> {
  if (readFields(raw.subarray(0, MAX_PART).toString('latin1')).size === 0) return null;
  const split = await splitMail(raw);
  const hash = createHash('sha256');
  const leaves = new Map<Part, Leaf>();
  for (const part of leavesOf(split.root)) leaves.set(part, await readLeaf(part, hash));

  const all = [...leaves.values()];
  const headers = headersOf(split.root);
  const text = textOf(split, leaves);
  const sender = headers.get('from') ?? '';
  const statusParts = textsOf(all, STATUS_TYPES);
  const isReport = statusParts.length > 0;
  const mails = all.filter(({ type }) => type === 'message/rfc822');
  const attached = attachedToo && !isReport ? mails.slice(0, MAX_ATTACHED_MAILS) : [];
  return {
    from: addressesIn(sender).at(-1) ?? null,
    alsoFrom: ALSO_FROM.flatMap((name) => addressesIn(headers.get(name) ?? '')),
    headers,
    text: cut(text, MAX_TEXT),
    statusParts,
    returnedParts: textsOf(all, RETURNED_TYPES),
    machineParts: machinePartsOf(headers, all),
    attachments: all
      .filter((leaf) => !leaf.isText && isFile(leaf))
      .slice(0, MAX_NAMES)
      .map(nameOf),
    attachedMails: await readAll(attached),
    fingerprint: hash.update(identityOf(headers, text)).digest('hex'),
  };
}

/** Groups and lists put their own address in From, and the sender's in one of these. */
const ALSO_FROM = ['reply-to', 'x-original-from', 'x-original-sender', 'sender', 'resent-from'];

function leavesOf(part: Part | null): Part[] {
  if (part === null) return [];
  const isLeaf = part.node.multipart === false && (part.body.length > 0 || part.within.length === 0);
  return [...(isLeaf ? [part] : []), ...part.within.flatMap(leavesOf)];
}

/** What stays the same whichever way a mail comes. Without an id of its own, its date and subject tell it from others. */
function identityOf(headers: ReadonlyMap<string, string>, text: string): string {
  const named = ['message-id', 'from', 'in-reply-to'].map((name) => headers.get(name) ?? '');
  const unnamed = headers.has('message-id') ? [] : [headers.get('date') ?? '', headers.get('subject') ?? ''];
  return JSON.stringify([...named, ...unnamed, text.replace(/\s+/g, ' ')]);
}

function textsOf(leaves: readonly Leaf[], types: readonly string[]): string[] {
  return leaves
    .filter(({ type }) => types.includes(type))
    .slice(0, MAX_PARTS)
    .map(({ bytes }) => cut(clean(bytes.toString('utf8')), MAX_PART));
}

function machinePartsOf(headers: ReadonlyMap<string, string>, leaves: readonly Leaf[]): MachinePart[] {
  const reportType = /report-type\s*=\s*"?([a-z-]+)/i.exec(headers.get('content-type') ?? '')?.[1];
  const declared = REPORT_TYPES[reportType?.toLowerCase() ?? ''];
  const found = leaves.flatMap(
    (leaf) => MACHINE_TYPES[leaf.type] ?? (isCalendarReply(leaf) ? 'calendar-reply' : []),
  );
  return [...new Set([...(declared === undefined ? [] : [declared]), ...found])];
}

/** An answer to an invitation. An invitation itself comes from a person. */
function isCalendarReply({ type, bytes }: Leaf): boolean {
  if (type !== 'text/calendar' && type !== 'application/ics') return false;
  return /^METHOD:\s*(REPLY|COUNTER|REFRESH)\b/im.test(bytes.toString('latin1'));
}

/** What a person would call a file: not the parts that programs write for programs. */
function isFile({ type }: Leaf): boolean {
  const isRead = [...STATUS_TYPES, ...RETURNED_TYPES].includes(type) && type !== 'message/rfc822';
  return !isRead && MACHINE_TYPES[type] === undefined && type !== 'application/pgp-signature';
}

function nameOf({ name, type, size }: Leaf): { name: string; size: number } {
  const plain = cut(oneLine(name ?? ''), MAX_NAME);
  return { name: plain === '' ? `a file without a name (${cut(oneLine(type), 80)})` : plain, size };
}

async function readAll(leaves: readonly Leaf[]): Promise<ReadMail[]> {
  const mails: ReadMail[] = [];
  for (const { bytes } of leaves) {
    const mail = await readMail(bytes, false);
    if (mail !== null) mails.push(mail);
  }
  return mails;
}

function headersOf(root: Part | null): Map<string, string> {
  const headers = new Map<string, string>();
  const lines = root === null || root.node.headers === false ? [] : root.node.headers.getList();
  for (const { key, line } of lines) {
    if (headers.has(key)) continue;
    const whole = line.slice(line.indexOf(':') + 1);
    // In a long thread the last mails count; after a long name comes the address.
    const fromEnd = key === 'references' || key === 'from';
    const value = eightBit(fromEnd ? whole.slice(-4 * MAX_HEADER) : whole.slice(0, 4 * MAX_HEADER));
    const unfolded = value.replace(/\r?\n[ \t]*/g, ' ').trim();
    const decoded = oneLine(key === 'subject' ? decodedWords(unfolded) : unfolded);
    headers.set(key, fromEnd ? decoded.slice(-MAX_HEADER) : cut(decoded, MAX_HEADER));
  }
  return headers;
}

function decodedWords(value: string): string {
  try {
    return libmime.decodeWords(value);
  } catch {
    return value;
  }
}
