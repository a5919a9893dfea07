import { countyName } from '../domain/terms';
import { AMENDABLE_PART_WORDS } from '../domain/words';
import type { AmendablePart } from '../domain/vocabulary';
import { button, facts, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailContext, RenderedMail } from './types';

export interface AmendedMail extends MailContext {
  readonly reference: string;
  readonly county: string;
  /** What the exchange has changed. The mail names it and never says what it is now. */
  readonly parts: readonly AmendablePart[];
  readonly link: string;
}

/** X-Message-Kind `amended`, so that nobody has to call to learn a case's status. Nothing personal. */
export function renderAmendedMail(mail: AmendedMail): RenderedMail {
  return renderMail(mail, {
    subject: `Changed: your referral in ${countyName(mail.county, mail.program.terms.county)}`,
    title: 'A referral has changed',
    blocks: [
      paragraph(`${mail.program.exchangeName} has changed a referral that is with you. New on its page:`),
      { kind: 'list', items: mail.parts.map((part) => AMENDABLE_PART_WORDS[part]) },
      button('Open the referral', mail.link),
      facts(['Reference', mail.reference]),
    ],
    footer: helpFooter(mail),
  });
}
