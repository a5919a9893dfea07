import { readDeliveryStatuses, type DeliveryStatus } from './delivery-status';
import { fieldsOfCopy, type Notice } from './notice';
import { addressesIn, readFields, type ReadMail } from './read-mail';

/**
 * What a trace of ours in somebody else's mail names; and by that, how much it says.
 * `message`: a mail of ours. It is proof: only who has got that mail can know it.
 * `subject`: the referral or the report that a mail was about. It is one half: more people know it.
 * `address`: whom a mail went to. It is one half: anybody may know it.
 * Two halves of different kinds are proof. One alone changes nothing: who knows only an organization's address must not
 * be able to silence it.
 */
type Names = 'message' | 'subject' | 'address';

interface Trace {
  readonly names: Names;
  readonly in: (seen: Seen) => readonly string[];
}

/**
 * A mail, what it says in words alone about a failure, what it reports in form, and the heads of the mails that came
 * back with it.
 */
interface Seen {
  readonly mail: ReadMail;
  readonly notice: Notice | null;
  readonly statuses: readonly DeliveryStatus[];
  readonly returned: readonly ReadonlyMap<string, string>[];
}

/** Every trace of ours, the most trusted first. */
const TRACES: Readonly<Record<string, Trace>> = {
  /** The Message-ID of a mail that came back, whole or its headers. */
  returnedMessageId: { names: 'message', in: (seen) => inReturned(seen, 'message-id') },
  /** Relays that put their own Message-ID in place of ours keep ours in a field of their own. */
  originalMessageId: {
    names: 'message',
    in: (seen) =>
      KEPT_IDS.flatMap((name) => [
        ...inReturned(seen, name),
        ...inStatus(seen.mail, name),
        ...inHeader(seen.mail, name),
      ]),
  },
  /** The address of its own that our mail was sent from (BOUNCE_ADDRESS): what came to it is about that mail. */
  ownReturn: { names: 'message', in: ({ mail }) => ARRIVED_AT.flatMap((name) => inHeader(mail, name)) },
  inReplyTo: { names: 'message', in: ({ mail }) => inHeader(mail, 'in-reply-to') },
  /** The nearest ancestor is the last one. */
  references: {
    names: 'message',
    in: ({ mail }) => inHeader(mail, 'references').flatMap((value) => value.split(/\s+/).reverse()),
  },
  referralOrReport: {
    names: 'subject',
    in: (seen) => [...inReturned(seen, 'x-referral-id'), ...inReturned(seen, 'x-report-id')],
  },
  /** Whom a report or a notice names as not reached. */
  recipient: {
    names: 'address',
    in: ({ mail, notice, statuses }) => [
      ...statuses.flatMap(({ original, final }) => original ?? final ?? []),
      ...statuses.flatMap(({ final }) => final ?? []),
      ...addressesIn(mail.headers.get('x-failed-recipients') ?? ''),
      ...(notice?.recipients ?? []),
    ],
  },
  /** Whom the mail that came back was sent to. */
  returnedTo: {
    names: 'address',
    in: (seen) => inReturned(seen, 'to').flatMap(addressesIn),
  },
};

/** Whom a mail came to, by the mail itself and by the servers on its way. */
const ARRIVED_AT = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to'];

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
  const seen: Seen = { mail, notice, statuses: mail.statusParts.flatMap(readDeliveryStatuses), returned };
  const all = Object.values(TRACES);
  const found = (names: Names) =>
    all.filter((trace) => trace.names === names).flatMap((trace) => trace.in(seen));
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
