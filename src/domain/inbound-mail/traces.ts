import { readDeliveryStatuses } from './delivery-status';
import { fieldsOfCopy, type Notice } from './notice';
import { addressesIn, readFields, type ReadMail } from './read-mail';

/**
 * How much a trace of ours in somebody else's mail says.
 * `proof`: only who has got one of our mails can know it, and it names that mail.
 * `half`: it names the referral or the report, which is known to more people; or an address, which anybody may know.
 * Two halves of different kinds are proof. One alone changes nothing: who knows only an organization's address must not
 * be able to silence it.
 */
export type Strength = 'proof' | 'half';

/** What a trace names: a mail of ours, what that mail was about, or whom it went to. */
type Names = 'message' | 'subject' | 'address';

interface Trace {
  readonly strength: Strength;
  readonly names: Names;
  readonly in: (seen: Seen) => readonly string[];
}

/** A mail, what it says in words alone about a failure, and the heads of the mails that came back with it. */
interface Seen {
  readonly mail: ReadMail;
  readonly notice: Notice | null;
  readonly returned: readonly ReadonlyMap<string, string>[];
}

/** Every trace of ours, the most trusted first. */
export const TRACES = {
  /** The Message-ID of a mail that came back, whole or its headers. */
  returnedMessageId: { strength: 'proof', names: 'message', in: (seen) => inReturned(seen, 'message-id') },
  /** Relays that put their own Message-ID in place of ours keep ours in a field of their own. */
  originalMessageId: {
    strength: 'proof',
    names: 'message',
    in: (seen) =>
      KEPT_IDS.flatMap((name) => [
        ...inReturned(seen, name),
        ...inStatus(seen.mail, name),
        ...inHeader(seen.mail, name),
      ]),
  },
  inReplyTo: { strength: 'proof', names: 'message', in: ({ mail }) => inHeader(mail, 'in-reply-to') },
  /** The nearest ancestor is the last one. */
  references: {
    strength: 'proof',
    names: 'message',
    in: ({ mail }) => inHeader(mail, 'references').flatMap((value) => value.split(/\s+/).reverse()),
  },
  referralOrReport: {
    strength: 'half',
    names: 'subject',
    in: (seen) => [...inReturned(seen, 'x-referral-id'), ...inReturned(seen, 'x-report-id')],
  },
  /** Whom a report or a notice names as not reached. */
  recipient: {
    strength: 'half',
    names: 'address',
    in: ({ mail, notice }) => [
      ...mail.statusParts
        .flatMap(readDeliveryStatuses)
        .flatMap(({ original, final }) => original ?? final ?? []),
      ...mail.statusParts.flatMap(readDeliveryStatuses).flatMap(({ final }) => final ?? []),
      ...addressesIn(mail.headers.get('x-failed-recipients') ?? ''),
      ...(notice?.recipients ?? []),
    ],
  },
  /** Whom the mail that came back was sent to. */
  returnedTo: {
    strength: 'half',
    names: 'address',
    in: (seen) => inReturned(seen, 'to').flatMap(addressesIn),
  },
} as const satisfies Record<string, Trace>;

const KEPT_IDS = ['original-message-id', 'x-original-message-id', 'x-google-original-message-id'];

/** What a mail names of ours, if it is ours: nobody has looked yet. */
export interface Traces {
  /** Proof. */
  readonly messages: readonly string[];
  /** Half: referrals and reports. */
  readonly subjects: readonly string[];
  /** Half. */
  readonly addresses: readonly string[];
  /** The kind of mail that came back, as it says itself; only to tell mails about one thing apart. */
  readonly kind: string | null;
}

/** Long threads name a hundred mails. Ours is among the last. */
const MAX_NAMED = 50;
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
const OUR_MESSAGE_ID = /<?\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>\s]+>?/gi;

export function tracesIn(mail: ReadMail, notice: Notice | null): Traces {
  const returned = [
    ...mail.returnedParts.map(readFields),
    ...(notice === null ? [] : [fieldsOfCopy(notice.copy)]),
  ];
  const all = Object.values<Trace>(TRACES);
  const found = (names: Names) =>
    all.filter((trace) => trace.names === names).flatMap((trace) => trace.in({ mail, notice, returned }));
  return {
    messages: distinct(
      found('message').flatMap((value) => [...value.matchAll(OUR_MESSAGE_ID)].map(([, id = '']) => id)),
    ),
    subjects: distinct(found('subject').flatMap((value) => value.match(UUID) ?? [])),
    addresses: distinct(found('address')),
    kind: returned.flatMap((fields) => fields.get('x-message-kind') ?? [])[0] ?? null,
  };
}

/** Ids that a person's text quotes from a mail of ours. They prove nothing, but they say what it is about. */
export function idsQuoted({ text }: ReadMail): string[] {
  return distinct(text.match(UUID) ?? []);
}

const distinct = (values: readonly string[]) =>
  [...new Set(values.map((value) => value.toLowerCase()))].slice(0, MAX_NAMED);

function inHeader(mail: ReadMail, name: string): string[] {
  const value = mail.headers.get(name);
  return value === undefined ? [] : [value];
}

function inReturned({ returned }: Seen, name: string): string[] {
  return returned.flatMap((fields) => fields.get(name) ?? []);
}

function inStatus(mail: ReadMail, name: string): string[] {
  return mail.statusParts.flatMap((part) =>
    [...part.matchAll(/^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/gm)].flatMap(([, field = '', value = '']) =>
      field.toLowerCase() === name ? [value] : [],
    ),
  );
}
