import { addressesIn } from './read-mail';

/** What a delivery report (RFC 3464) says about one recipient. */
export interface DeliveryStatus {
  readonly action: string;
  /** RFC 3463, such as `5.1.1`; null when the report names none. */
  readonly status: string | null;
  /** The SMTP server's code, when the diagnostic text begins with one. */
  readonly smtpCode: number | null;
  /** The address that we wrote to, and the one that it became on its way; null when none is named. */
  readonly original: string | null;
  readonly final: string | null;
}

/** These begin what is said about the next recipient, in reports that leave out the empty line between them. */
const BEGINS = new Set(['original-recipient', 'final-recipient', 'action']);

/** Every recipient's group of fields in a message/delivery-status part. */
export function readDeliveryStatuses(part: string): DeliveryStatus[] {
  let group = new Map<string, string>();
  const groups = [group];
  const unfolded = part.replace(/\r\n?/g, '\n').replace(/\n[ \t]+(?=\S)/g, ' ');
  for (const line of unfolded.split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (line.trim() === '' || (BEGINS.has(name) && group.has(name))) {
      group = new Map();
      groups.push(group);
    }
    if (colon > 0 && !group.has(name)) group.set(name, line.slice(colon + 1).trim());
  }
  return groups.flatMap(statusOf);
}

function statusOf(fields: ReadonlyMap<string, string>): DeliveryStatus[] {
  const status = /^\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null;
  const named = /^[a-z]+/i.exec(fields.get('action') ?? '')?.[0].toLowerCase();
  const action = named ?? (status?.startsWith('5') === true ? 'failed' : undefined);
  if (action === undefined) return [];
  const code = /^\s*smtp\s*;\s*(\d{3})\b/i.exec(fields.get('diagnostic-code') ?? '')?.[1];
  return [
    {
      action,
      status,
      smtpCode: code === undefined ? null : Number(code),
      original: recipientIn(fields.get('original-recipient')),
      final: recipientIn(fields.get('final-recipient')),
    },
  ];
}

/** Without its type, such as `rfc822;`. A type that names no mail address names none of ours. */
function recipientIn(field: string | undefined): string | null {
  const [, type = '', rest = ''] = /^(?:([a-z0-9-]+)[ \t]*;)?(.*)$/is.exec(field ?? '') ?? [];
  return /^(rfc822|utf-8|smtp|)$/i.test(type) ? (addressesIn(rest)[0] ?? null) : null;
}

/** What became of one mail of ours. */
export type Fate =
  /** It will never be delivered, just as when the server refuses it at once. */
  | { readonly fate: 'failed'; readonly smtpCode: number | null }
  /** It reached the address, and somebody behind it did not get it. Others may have. */
  | { readonly fate: 'member-failed'; readonly members: readonly string[] }
  /** It is late, or it arrived. */
  | { readonly fate: 'not-failed' };

const ARRIVED = ['delivered', 'relayed', 'expanded'];

/**
 * What a report says about a mail of ours that went to one address. `Action: failed` is final, whatever the class of the
 * status (RFC 3464, 2.3.3): a server that has given up says 4.4.7. `ours` is null when it is not known which mail it was.
 */
export function fateOf(statuses: readonly DeliveryStatus[], ours: string | null): Fate {
  const failed = statuses.filter(({ action }) => action === 'failed');
  const [first] = failed;
  if (first === undefined) return { fate: 'not-failed' };
  const someArrived = statuses.some(({ action }) => ARRIVED.includes(action));
  if (someArrived || (ours !== null && failed.every((status) => isBehind(status, ours)))) {
    return { fate: 'member-failed', members: namesOf(failed) };
  }
  return { fate: 'failed', smtpCode: first.smtpCode };
}

/**
 * The report is about somebody else than the address we wrote to. A server that only writes our address in its own way
 * keeps what stands before the @.
 */
function isBehind({ original, final }: DeliveryStatus, ours: string): boolean {
  if (final === null || sameAddress(final, ours)) return false;
  return (original !== null && sameAddress(original, ours)) || localPart(final) !== localPart(ours);
}

function namesOf(failed: readonly DeliveryStatus[]): string[] {
  return [...new Set(failed.flatMap(({ final, original }) => final ?? original ?? []))];
}

/** `named` may be written as RFC 3461 writes addresses, with `+2B` for a plus. */
export function sameAddress(named: string, ours: string): boolean {
  const plain = named.replace(/\+([0-9a-f]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return [named, plain].some((one) => one.toLowerCase() === ours.toLowerCase());
}

const localPart = (address: string) => address.slice(0, address.lastIndexOf('@')).toLowerCase();
