import { nameOf, type Lead } from '../domain/referral/lead';
import { sixAnswers } from '../domain/referral/six-answers';
import { languageName } from '../domain/language/names';
import { phoneWords } from '../domain/phone-words';
import type { Program } from '../domain/program';
import { countyName } from '../domain/terms';
import { PREFERRED_CONTACT_WORDS } from '../domain/words';
import type { Instant } from '../domain/time';
import { formatInstant } from '../domain/wording';
import { button, facts, heading, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import { summaryPairs, type ReferralSummary } from './referral-summary';
import type { MailBlock, MailContext, RenderedMail } from './types';

export interface LeadMail extends MailContext, ReferralSummary {
  readonly organizationName: string;
  readonly contactDueAt: Instant;
  readonly appointmentDueAt: Instant;
  /** By when it has to be accepted. Null when no acceptance is asked for. */
  readonly acceptBy: Instant | null;
  /** A few sentences from the routing decision, such as which rules were met. Nothing personal. */
  readonly whyChosen: string;
  /** The signed address. */
  readonly link: string;
  readonly linkExpiresAt: Instant;
  readonly content: LeadMailContent;
}

/**
 * `link` is the default and holds nothing personal. `full` is for a gateway that encrypts. `subjectTag` before the
 * subject tells it to.
 */
export type LeadMailContent =
  { readonly mode: 'link' } | { readonly mode: 'full'; readonly lead: Lead; readonly subjectTag: string };

/** X-Message-Kind `lead`: a new referral for this organization. */
export function renderLeadMail(mail: LeadMail): RenderedMail {
  const { content, zone } = mail;
  const due = formatInstant(mail.contactDueAt, zone);
  const subject = `New referral in ${countyName(mail.county, mail.program.terms.county)}: contact by ${due}`;
  return renderMail(mail, {
    subject: content.mode === 'full' ? `${content.subjectTag} ${subject}` : subject,
    title: 'You have a new referral',
    blocks: [
      paragraph(
        `${mail.program.exchangeName} is sending ${mail.organizationName} a consumer who asked for help. ${mail.whyChosen}`,
      ),
      facts(
        ['Accept it by', mail.acceptBy === null ? undefined : formatInstant(mail.acceptBy, zone)],
        ['Contact the consumer by', due],
        ['Hold the appointment by', formatInstant(mail.appointmentDueAt, zone)],
        ...summaryPairs(mail),
      ),
      ...(content.mode === 'full' ? consumerBlocks(content.lead, mail.program) : []),
      heading('What to do now'),
      paragraph(whatToDo(mail)),
      button('Open the referral', mail.link),
      paragraph(
        `The link works until ${formatInstant(mail.linkExpiresAt, zone)}. It is for your organization only. ` +
          `Reference: ${mail.reference}`,
      ),
    ],
    footer: helpFooter(mail),
  });
}

function whatToDo({ content, acceptBy }: LeadMail): string {
  if (acceptBy !== null) {
    return (
      'Open the referral and tell us whether you can take it. Once you have accepted it, the page shows who the ' +
      'consumer is. If we do not hear from you in time, we ask another organization.'
    );
  }
  return content.mode === 'full'
    ? 'Open the referral to see the latest information, and to tell us what happened or that you cannot take it.'
    : 'Open the referral to see who the consumer is and how to reach them. ' +
        'On the same page, tell us what happened or that you cannot take it.';
}

function consumerBlocks({ consumer, address, ...lead }: Lead, program: Program): readonly MailBlock[] {
  const { state, country, terms } = program;
  const street = [address.line1, address.line2, address.city].filter(Boolean).join(', ');
  return [
    heading('The consumer'),
    facts(
      ['Name', nameOf(consumer)],
      [
        'Phone',
        consumer.phone && phoneWords(consumer.phone, { country, extension: consumer.phoneExtension }),
      ],
      ['Email', consumer.email],
      ['Prefers', consumer.preferredContact && PREFERRED_CONTACT_WORDS[consumer.preferredContact]],
      ['Language', languageName(consumer.preferredLanguage)],
      ['Best time to contact', consumer.bestTimeToContact],
      ['Address', `${street ? `${street}, ` : ''}${state} ${address.zip}`],
    ),
    heading('What we know'),
    facts(
      ...sixAnswers({ consumer, address, ...lead }, terms).map(
        ({ question, answer }) => [question, answer] as const,
      ),
    ),
  ];
}
