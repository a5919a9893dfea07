import type { EscalationKind } from '../domain/escalation/kind';
import { ESCALATIONS } from '../domain/escalation/table';
import { capitalized, countyName } from '../domain/terms';
import { ASSISTER_TYPE_WORDS } from '../domain/words';
import type { Instant } from '../domain/time';
import type { AssisterType } from '../domain/vocabulary';
import { formatInstant } from '../domain/wording';
import { button, facts, heading, paragraph } from './blocks';
import { lateReportBlocks, type LateReport } from './late-report';
import { renderMail } from './layout';
import type { MailContext, RenderedMail } from './types';

export interface EscalationMail extends MailContext {
  readonly kind: EscalationKind;
  /** What it concerns. Nothing personal. */
  readonly county: string | null;
  readonly assisterType: AssisterType | null;
  readonly organizationName: string | null;
  readonly openedAt: Instant;
  /** By when the SPOC should have acted. */
  readonly dueAt: Instant;
  /** Set for a missed milestone. */
  readonly missedDeadlineAt: Instant | null;
  /** One sentence about the cause, such as the mail server's answer code. Nothing personal. */
  readonly cause: string | null;
  /** Referral ids, the same as in the workflow ids. */
  readonly referralIds: readonly string[];
  readonly lateReport: LateReport | null;
  readonly owner: string;
  /** Opens the page that shows it and offers what helps. */
  readonly link: string;
  readonly linkExpiresAt: Instant;
}

/** X-Message-Kind `escalation`: something needs the SPOC. Nothing personal. */
export function renderEscalationMail(mail: EscalationMail): RenderedMail {
  const { words, steps } = ESCALATIONS[mail.kind];
  const term = mail.program.terms.county;
  const county = mail.county === null ? null : countyName(mail.county, term);
  const type = mail.assisterType === null ? null : ASSISTER_TYPE_WORDS[mail.assisterType];
  const about = [mail.organizationName, county, type].filter((part) => part !== null).join(', ');
  return renderMail(mail, {
    subject: `Needs you: ${words}${about === '' ? '' : ` (${about})`}`,
    title: words,
    blocks: [
      ...(mail.cause === null ? [] : [paragraph(mail.cause)]),
      facts(
        ['Organization', mail.organizationName],
        [capitalized(term.one), county],
        ['Type of assister', type],
        ['Since', formatInstant(mail.openedAt, mail.zone)],
        [
          mail.missedDeadlineAt !== null && mail.missedDeadlineAt > mail.openedAt
            ? 'Deadline'
            : 'Missed deadline',
          mail.missedDeadlineAt && formatInstant(mail.missedDeadlineAt, mail.zone),
        ],
        ['Please act by', formatInstant(mail.dueAt, mail.zone)],
        ['Owner', mail.owner],
      ),
      button('Open the escalation', mail.link),
      ...(mail.lateReport === null ? [] : lateReportBlocks(mail.lateReport, mail.zone)),
      heading('What to do next'),
      { kind: 'list', items: steps },
      ...(mail.referralIds.length === 0
        ? []
        : [
            heading(
              mail.referralIds.length === 1 ? 'The referral' : `The ${mail.referralIds.length} referrals`,
            ),
            { kind: 'list' as const, items: mail.referralIds.map((id) => `referral-${id}`) },
            paragraph('Search for a workflow id in the Temporal UI to see where that referral stands.'),
          ]),
    ],
    footer: [
      paragraph(
        'Whoever has this link can act on the escalation. Please do not forward it outside the exchange. ' +
          `It works until ${formatInstant(mail.linkExpiresAt, mail.zone)}.`,
      ),
      paragraph(
        `You get this mail because ${mail.program.spocEmail} is the single point of contact of the ${mail.program.programName}.`,
      ),
    ],
  });
}
