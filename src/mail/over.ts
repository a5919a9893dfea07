import { overWords } from '../domain/referral/over-words';
import { countyName } from '../domain/terms';
import { facts, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailContext, RenderedMail } from './types';

export interface OverMail extends MailContext {
  readonly reference: string;
  readonly county: string;
  readonly notice: 'withdrawn' | 'reassigned';
}

/** X-Message-Kind `withdrawn` or `reassigned`: this organization has nothing more to do. Nothing personal. */
export function renderOverMail(mail: OverMail): RenderedMail {
  const { heading: title, text } = overWords(mail.notice, mail.program.terms.county);
  return renderMail(mail, {
    subject: `${SUBJECTS[mail.notice]}: referral in ${countyName(mail.county, mail.program.terms.county)}`,
    title,
    blocks: [
      paragraph(text),
      paragraph('Its link shows nothing about the consumer any more. You do not need to do anything.'),
      facts(['Reference', mail.reference]),
    ],
    footer: helpFooter(mail),
  });
}

const SUBJECTS: Record<OverMail['notice'], string> = {
  withdrawn: 'Withdrawn',
  reassigned: 'No longer with you',
};
