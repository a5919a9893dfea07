import { addressesIn, hasEmptyReturnPath, readFields, type ReadMail } from './read-mail';

/**
 * What a mail server wrote about a mail that it could not deliver, in words alone (qmail, Exim, gateways): no report of
 * RFC 3464.
 */
export interface Notice {
  /** `failed`: it has given up. `delayed`: it is still trying. `unclear`: a person has to read it. */
  readonly says: 'failed' | 'delayed' | 'unclear';
  /** Addresses that it names as those it could not reach. */
  readonly recipients: readonly string[];
  /** The copy of the mail that comes with it, or all of the text when none can be told apart. */
  readonly copy: string;
}

/** The notice itself is short, and the head of the copy follows it. */
const MOST_READ = 50_000;
const SERVER_NAMES = /^(mailer-?daemon|mail-?daemon|postmaster|mdaemon|mailmaster|mail-?delivery)[^@]*@/;
const SUBJECTS =
  /^(failure notice|(message|mail|delivery) (delivery )?(failure|failed|error|problem)|delivery (status notification|notification|has failed|report)|(mail )?delivery (failed|failure)|undeliver|non-?deliver|returned (mail|to sender)|return to sender|mail (delivery )?(failed|failure|system error|could not)|could not (send|deliver)|your (mail|message|email) .{0,60}(not|n't) |warning: (message|could not)|nondeliverable|unzustellbar|no se puede entregar)/i;
const FAILED =
  /\b(permanent(ly)?|fatal) (error|failure|fail)|\bgiv(en|ing|e) up\b|\b5\.\d{1,3}\.\d{1,3}\b|(^|[\s:])55\d[ -]|\b(no|unknown|invalid) (such )?(mail ?box|user|recipient|address|account|person)\b|\b(user|recipient|mailbox|address|account) (is )?(unknown|not found|disabled|inactive|unavailable|invalid|rejected)|\b(does ?n[o']t|does not) exist\b|\bno mailbox here\b|\bnot listed in\b|\b(could|can|was)( not|n't|not) be delivered\b|\bnot (be )?delivered to\b|\bundeliverable\b|\bunrouteable\b/i;
const DELAYED =
  /\b(delayed|delay in|not yet been|still (be(ing)?|trying)|will (keep|continue|be|try|retry)|(re)?tr(y|ied|ying) again|warning message only|temporar(y|ily)|do not need to (re)?send|no action is required)\b/i;
const FINAL_WORDS = /\b(permanent(ly)?|giv(en|ing) up|will not (be )?(re)?tr)/i;

/** Where the copy of our mail begins: at the words that servers put before it, or at its first header field. */
const COPY_BEGINS =
  /^[ \t>]*(-{2,10}[^\n-]{0,80}\b(copy|original|returned|headers?|message)\b[^\n]*|(auto-submitted|x-message-kind|x-referral-id|x-report-id|message-id|received|return-path|from): [^\n]*)$/im;

/** Null when the mail is no such notice. A person who writes about one is none. */
export function readNotice(mail: ReadMail): Notice | null {
  const { from, headers, text } = mail;
  const named = addressesIn(headers.get('x-failed-recipients') ?? '');
  const subject = headers.get('subject') ?? '';
  const isServer = from !== null && SERVER_NAMES.test(from);
  const hasNoReturn = from === null || hasEmptyReturnPath(headers);
  const read = text.slice(0, MOST_READ);
  const isNotice =
    named.length > 0 ||
    (isServer && (SUBJECTS.test(subject) || FAILED.test(read))) ||
    (hasNoReturn && SUBJECTS.test(subject));
  if (!isNotice || mail.machineParts.length > 0) return null;

  const at = COPY_BEGINS.exec(read)?.index ?? read.length;
  const told = read.slice(0, at);
  const copy = read.slice(at);
  return { says: verdictOf(told, named), recipients: named.length > 0 ? named : namedIn(told, mail), copy };
}

function verdictOf(told: string, named: readonly string[]): Notice['says'] {
  if (DELAYED.test(told) && !FINAL_WORDS.test(told)) return 'delayed';
  return named.length > 0 || FAILED.test(told) ? 'failed' : 'unclear';
}

/** Not the server's own address, nor the one that the notice was sent to. */
function namedIn(told: string, { from, headers }: ReadMail): string[] {
  const to = addressesIn(headers.get('to') ?? '');
  return addressesIn(told).filter(
    (address) => address !== from && !to.includes(address) && !SERVER_NAMES.test(address),
  );
}

/** Fields of a copy that follows other text: read from its first field on. */
export function fieldsOfCopy(copy: string): Map<string, string> {
  const plain = copy.replace(/^[ \t]*>[ \t]?/gm, '');
  const at = /^[!-9;-~]+:[^\n]*$/m.exec(plain)?.index ?? 0;
  return readFields(plain.slice(at));
}
