import { requestKindWords } from '../domain/words';
import type { Instant, LocalDate } from '../domain/time';
import { localDateIn } from '../domain/time';
import { formatDate } from '../domain/wording';
import type { RequestKind } from '../domain/vocabulary';
import { facts, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailContext, RenderedMail } from './types';

export interface RequestAnsweredMail extends MailContext {
  readonly kind: RequestKind;
  readonly outcome: 'approved' | 'refused' | 'expired';
  readonly askedAt: Instant;
  /** First and last day of what was asked for, if it has any. */
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
  /** The exchange's words. */
  readonly note: string | null;
}

/** X-Message-Kind `request-answered`: what became of what the organization asked for. */
export function renderRequestAnsweredMail(mail: RequestAnsweredMail): RenderedMail {
  const asked = requestKindWords(mail.program.terms.county)[mail.kind];
  const { subject, title, text } = wordsFor(mail);
  return renderMail(mail, {
    subject: `${subject}: ${asked}`,
    title,
    blocks: [
      paragraph(text),
      facts(
        ['You asked for', asked],
        ['On', formatDate(localDateIn(mail.zone, mail.askedAt))],
        ['From', mail.from && formatDate(mail.from)],
        ['Until', mail.until && formatDate(mail.until)],
        [mail.kind === 'question' ? 'Our answer' : 'Our note', mail.note],
      ),
    ],
    footer: helpFooter(mail),
  });
}

interface Words {
  readonly subject: string;
  readonly title: string;
  readonly text: string;
}

function wordsFor({ kind, outcome }: RequestAnsweredMail): Words {
  if (kind === 'question' && outcome === 'approved') return ANSWER;
  return kind === 'contact-change' && outcome === 'refused' ? ADDRESS_REFUSED : WORDS[outcome];
}

const ANSWER: Words = { subject: 'Answered', title: 'Here is our answer', text: 'You asked us a question.' };

const ADDRESS_REFUSED: Words = {
  subject: 'Not confirmed',
  title: 'The new address was not confirmed',
  text: 'It took no mail from us, or somebody said no. Referrals still come to this address.',
};

const WORDS: Record<RequestAnsweredMail['outcome'], Words> = {
  approved: {
    subject: 'Done',
    title: 'Your request is done',
    text: 'What you asked for is in place, or starts by itself on the day you chose.',
  },
  refused: {
    subject: 'Not possible',
    title: 'We could not do what you asked for',
    text: 'Nothing has changed. If you have questions, please write to us.',
  },
  expired: {
    subject: 'Not confirmed',
    title: 'The new address was not confirmed',
    text: 'Nobody confirmed it in time, so referrals still come to this address. You can ask again.',
  },
};
