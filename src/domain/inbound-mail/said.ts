import { clean } from '../pasted-text';
import { cut, type Attachment, type ReadMail } from './read-mail';

/** What a person can read on a page; the whole mail is kept beside it. */
const MAX_SAID = 50_000;
const MAX_NAMED_FILES = 50;
const MAX_SUBJECT = 200;

/** Why a person is shown a mail that has had no effect. */
export type Mark = 'unproved-failure' | 'unclear-notice' | 'forwarded-notice' | 'perhaps-automatic';

const MARKS: Record<Mark, string> = {
  'unproved-failure':
    'A mail server says that a mail could not be delivered. The notice does not show which mail of ours it is about, so nothing was changed. Please check the address that it names.',
  'unclear-notice':
    'A mail server writes about a mail. It does not say clearly whether the mail could be delivered, so nothing was changed. Please read what it says.',
  'forwarded-notice':
    'Somebody has sent us a notice that a mail could not be delivered. Nothing was changed. Please check the address that it names.',
  'perhaps-automatic': 'This may be an automatic reply that no person wrote.',
};

/**
 * What the single point of contact reads of a mail: its mark, its subject when it begins something new, text and files.
 * `source` is the address under which the whole mail is kept.
 */
export function toldOf(mail: ReadMail, mark: Mark | null, source: string): string {
  const subject = subjectOf(mail);
  const isReply = mail.headers.has('in-reply-to') || /^re:/i.test(subject);
  const said = saidIn(mail.text);
  const parts = [
    mark === null ? '' : `[${MARKS[mark]}]`,
    isReply && mark === null ? '' : subject,
    said,
    filesIn(mail.attachments, source),
    ...mail.attachedMails.map(attachedMail),
  ];
  const told = parts.filter((part) => part !== '').join('\n\n');
  if (told === '') return '(The mail has no text.)';
  return told.length <= MAX_SAID
    ? told
    : `${cut(told, MAX_SAID)}\n\n(The text goes on. The whole mail is at ${source}.)`;
}

/**
 * Tells that somebody behind a contact point does not get its mail. The words depend on nothing else, so that a hundred
 * reports about the same address are one question.
 */
export function toldOfMembers(members: readonly string[]): string {
  const named = members.length === 0 ? 'an address' : members.slice(0, 20).join(', ');
  return `[A mail server says that mail to this contact point does not reach ${named}. Others behind the contact point may still get it, so nothing was changed. The organization is told by mail. Please see that it puts the address right or takes it out.]`;
}

function attachedMail(mail: ReadMail): string {
  return [`Attached mail: ${subjectOf(mail) || '(no subject)'}`, saidIn(mail.text)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function subjectOf({ headers }: ReadMail): string {
  return cut(headers.get('subject') ?? '', MAX_SUBJECT);
}

function filesIn(attachments: readonly Attachment[], source: string): string {
  if (attachments.length === 0) return '';
  const named = attachments
    .slice(0, MAX_NAMED_FILES)
    .map(({ name, size }) => `- ${name} (${sizeInWords(size)})`);
  const more = attachments.length - named.length;
  return [
    `Attached, and kept with the whole mail at ${source}:`,
    ...named,
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join('\n');
}

function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 999_500 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Our own links work for whoever has them, so a quotation must not pass them on. */
const LINK = /(https?:\/\/[^\s/<>]+\/l\/)[\w\-=.~]+/gi;
/** `On Tuesday, Leads wrote:` and its like, in the usual languages; the line may go on in a second one. */
const ATTRIBUTION =
  /(\b(wrote|writes|escribió|schrieb|skrev|scrisse|ha scritto|escreveu)|a écrit|@[^\n]{2,80})[^\n]{0,40}:\s*$/i;
const BEGINNING = /^(on|el|am|le|den|il|em)\b/i;
const MAX_ATTRIBUTION = 400;

/**
 * What the sender wrote. A quotation is left out only where it cannot hide anything: its lines are marked with `>`, it
 * is introduced, it quotes one mail and no answers to that, and nothing stands below it. Otherwise the text stays whole,
 * because people answer between the lines.
 */
export function saidIn(text: string): string {
  const whole = clean(text).replace(LINK, '$1…');
  const lines = whole.split('\n');
  const above = lines.slice(
    0,
    1 + lines.findLastIndex((line) => line.trim() !== '' && !line.startsWith('>')),
  );
  const quoted = lines.slice(above.length);
  const isThread = quoted.some(
    (line) => /^>\s*>/.test(line) || ATTRIBUTION.test(line.slice(-MAX_ATTRIBUTION)),
  );
  if (!quoted.some((line) => line.startsWith('>')) || isThread) return whole;
  // An introduction has one line, or two when the first alone does not begin it.
  for (const count of [1, 2]) {
    const introduction = above.slice(-count).join(' ').trim();
    const isOne = introduction.length <= MAX_ATTRIBUTION && BEGINNING.test(introduction);
    if (isOne && ATTRIBUTION.test(introduction)) return above.slice(0, -count).join('\n').trim() || whole;
  }
  return whole;
}
