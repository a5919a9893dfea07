/**
 * What an incoming mail means, judged by what a parser read from it: a delivery report (RFC 3464), an automatic reply
 * (RFC 3834), or something that a person wrote. Pure. Nothing here trusts the mail's sender.
 */

/** A mail as the parser gives it: header values unfolded, text cut to a bounded length. */
export interface ReadMail {
  /** The sender's address in lower case; null when there is none. */
  readonly from: string | null;
  /** First value of each header, by its name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The text that a person would read. When the mail has only HTML, it is made from that. */
  readonly text: string;
  /** Texts of the message/delivery-status parts, and of the parts with the returned original mail. */
  readonly statusParts: readonly string[];
  readonly returnedParts: readonly string[];
}

/** What one delivery report says about one recipient. */
export interface DeliveryStatus {
  readonly action: string;
  /** RFC 3463, such as `5.1.1`; null when the report names none. */
  readonly status: string | null;
  /** The SMTP server's code, when the diagnostic text begins with one. */
  readonly smtpCode: number | null;
}

/** Every recipient's group of fields in a message/delivery-status part. */
export function readDeliveryStatuses(part: string): DeliveryStatus[] {
  const groups = part.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/);
  return groups.flatMap((group): DeliveryStatus[] => {
    const fields = readFields(group);
    const action = fields.get('action');
    if (action === undefined) return [];
    const code = /^\s*smtp\s*;\s*(\d{3})\b/i.exec(fields.get('diagnostic-code') ?? '')?.[1];
    return [
      {
        action: action.toLowerCase(),
        status: /^\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null,
        smtpCode: code === undefined ? null : Number(code),
      },
    ];
  });
}

/**
 * The mail will never be delivered, just as when the server refuses it at once. Delays and temporary failures do not
 * count.
 */
export function isPermanentFailure({ action, status }: DeliveryStatus): boolean {
  return action === 'failed' && (status === null || status.startsWith('5'));
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

const OUR_MESSAGE_ID = /<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>\s]+>/gi;
/** Long threads name a hundred mails. Ours is among the last. */
const MAX_IDS = 50;

/**
 * Ids of messages that may be ours (a UUID as the local part), the most trusted first: the mail that is answered
 * comes first.
 */
export function messagesNamed(mail: ReadMail): string[] {
  const values = [
    ...mail.returnedParts.map((part) => readFields(part).get('message-id') ?? ''),
    mail.headers.get('in-reply-to') ?? '',
    // The nearest ancestor is the last one.
    ...(mail.headers.get('references') ?? '').split(/\s+/).reverse(),
  ];
  const ids = values.flatMap((value) => [...value.matchAll(OUR_MESSAGE_ID)].map(([, id = '']) => id));
  return [...new Set(ids.map((id) => id.toLowerCase()))].slice(0, MAX_IDS);
}

/** Sent by a machine: an absence note, a receipt, a list, or a mail of our own that came back round. */
export function isAutomatic({ headers }: ReadMail): boolean {
  const autoSubmitted = headers.get('auto-submitted') ?? 'no';
  return (
    !/^no\b/i.test(autoSubmitted) ||
    /^(bulk|junk|list|auto[_-]reply)\b/i.test(headers.get('precedence') ?? '') ||
    headers.get('return-path') === '<>' ||
    AUTOMATIC_HEADERS.some((name) => headers.has(name)) ||
    /^(automatic reply|auto(matic)?[- ]?(reply|response)|out of( the)? office)\b/i.test(
      headers.get('subject') ?? '',
    )
  );
}

const AUTOMATIC_HEADERS = ['x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-message-kind', 'list-id'];

/** Where the quoted mail begins, in the usual programs. */
const QUOTE_BEGINS =
  /^(>|-{2,}\s*(original|forwarded) message\b|_{10,}\s*$|on [^\n]{5,200}\bwrote:\s*$|on [^\n]{5,200}\n[^\n]{0,200}\bwrote:\s*$|from: [^\n]*\n(sent|date): )/im;
const MAX_SAID = 2_000;

/** What the sender wrote, without the quoted mail. The whole text when it holds nothing else. */
export function saidIn(text: string): string {
  const whole = text.replace(/\r\n?/g, '\n').trim();
  const quote = QUOTE_BEGINS.exec(whole);
  const said = quote === null ? whole : whole.slice(0, quote.index).trim();
  const kept = said === '' ? whole : said;
  return kept.length > MAX_SAID ? `${kept.slice(0, MAX_SAID - 1)}…` : kept;
}
