import { hasEmptyReturnPath, type ReadMail } from './read-mail';

/** Who wrote a mail. `doubtful`: perhaps a machine; a person has to look, and is told so. */
export type Writer = 'person' | 'doubtful' | 'machine';

/** Fields that only machines set, by themselves; their value may say that it was none. */
const MACHINE_FIELDS =
  /^(x-(.+-)?auto-?(reply|replied|respond(er)?|response|generated)(-from)?|x-vacation|x-fc-machinegenerated|x-message-kind)$/;
const NONE = /^(no|none|false|0)?$/i;
const AUTOMATIC_SUBJECT =
  /^(automatic reply|auto(matic)?[- ]?(reply|response)|auto:|out of( the)? office|away from|vacation|abwesen|automatische antwort|respuesta automática|réponse automatique)/i;

/**
 * Judged by what the mail declares: RFC 3834, what programs put in its place, and the types of its parts. A list or a
 * group that a person's mail came through makes no machine of the person. Words alone, such as a subject, only make
 * doubt: people answer absence notes, too.
 */
export function writerOf({ headers, machineParts }: ReadMail): Writer {
  const submitted = (headers.get('auto-submitted') ?? '').toLowerCase();
  const precedence = (headers.get('precedence') ?? headers.get('x-precedence') ?? '').toLowerCase();
  const subject = headers.get('subject') ?? '';
  if (machineParts.length > 0) return 'machine';
  if (/^auto-(replied|generated|notified)/.test(submitted)) return 'machine';
  if (/^auto[_-]?reply/.test(precedence)) return 'machine';
  if ([...headers].some(([name, value]) => MACHINE_FIELDS.test(name) && !NONE.test(value))) return 'machine';
  if (/^autoresponder/i.test(headers.get('delivered-to') ?? '')) return 'machine';
  if (/autorespon/i.test(headers.get('x-post-messageclass') ?? '')) return 'machine';

  const hasNoReturn = hasEmptyReturnPath(headers);
  const hasSubject = AUTOMATIC_SUBJECT.test(subject);
  const isBulk = /^(bulk|junk)/.test(precedence);
  // Exchange marks its absence notes with this, and what people write as well.
  const isSuppressing = headers.has('x-auto-response-suppress');
  if (hasSubject && (hasNoReturn || isBulk || isSuppressing)) return 'machine';
  if (hasSubject || hasNoReturn || (isBulk && !isFromList(headers))) return 'doubtful';
  return NONE.test(submitted.replace(/[\s;].*$/, '')) ? 'person' : 'doubtful';
}

const LIST_FIELDS = [
  'list-id',
  'list-post',
  'mailing-list',
  'x-google-group-id',
  'x-mailman-version',
  'x-beenthere',
];

function isFromList(headers: ReadonlyMap<string, string>): boolean {
  return LIST_FIELDS.some((name) => headers.has(name));
}
