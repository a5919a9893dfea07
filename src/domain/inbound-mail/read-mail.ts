/** A mail as a parser gives it: header values unfolded, without what no database can hold, of bounded length. */
export interface ReadMail {
  /** The sender's address in lower case; null when there is none. */
  readonly from: string | null;
  /** Other addresses under which the sender may be known, because lists and groups put their own in its place. */
  readonly alsoFrom: readonly string[];
  /** First value of each header, by its name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** All that a person would read. When the mail has only HTML, or says nothing in its plain part, it is made from that. */
  readonly text: string;
  /** Texts of the message/delivery-status parts, and of the parts with the returned original mail. */
  readonly statusParts: readonly string[];
  readonly returnedParts: readonly string[];
  /** What only machines write, by the types of the parts. */
  readonly machineParts: readonly MachinePart[];
  /** Files that came with it, by name; `size` in bytes. */
  readonly attachments: readonly Attachment[];
  /** Mails that were attached whole, as one forwards them; a bounded number. Theirs are not read. */
  readonly attachedMails: readonly ReadMail[];
  /** The same for two copies of one mail that came by different ways, and for no others. */
  readonly fingerprint: string;
}

export type MachinePart = 'receipt' | 'abuse-report' | 'calendar-reply';

export interface Attachment {
  readonly name: string;
  readonly size: number;
}

/** Header fields, unfolded, by their names in lower case; the first of each name. Ends at the first empty line. */
export function readFields(text: string): Map<string, string> {
  const [head = ''] = text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/, 1);
  const fields = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** The mail takes no answers: servers write so about other mails, and machines that want to start no loop. */
export function hasEmptyReturnPath(headers: ReadonlyMap<string, string>): boolean {
  return /^<\s*>$/.test(headers.get('return-path') ?? '');
}

const ADDRESS = /[^\s<>()[\],;:"'|\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?/gi;

/** Addresses in the order in which they stand there, each once, in lower case. */
export function addressesIn(text: string): string[] {
  return [...new Set([...text.matchAll(ADDRESS)].map(([address]) => address.toLowerCase()))];
}

/** The first characters of a text; a character of two halves is never cut in two. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}
