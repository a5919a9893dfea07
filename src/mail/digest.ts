import type { CoverageRow } from '../domain/routing/coverage';
import type { EscalationKind } from '../domain/escalation/kind';
import { ESCALATIONS } from '../domain/escalation/table';
import { languageName } from '../domain/language/names';
import { countyName } from '../domain/terms';
import { ASSISTER_TYPE_WORDS } from '../domain/words';
import type { Instant, LocalDate } from '../domain/time';
import { formatDate, formatInstant } from '../domain/wording';
import { facts, heading, paragraph } from './blocks';
import { renderMail } from './layout';
import type { LinkItem, MailBlock, MailContext, RenderedMail } from './types';

export interface DigestMail extends MailContext {
  readonly on: LocalDate;
  readonly at: Instant;
  /** The oldest first, at most as many as a mail should hold. */
  readonly escalations: readonly DigestEscalation[];
  readonly openCount: number;
  /** Referrals that wait for an organization. */
  readonly unassigned: number;
  /** Open requests of organizations. */
  readonly requests: number;
  readonly gaps: readonly DigestGap[];
  /** Whether the digest before did not have the gap. */
  readonly isNew: (gap: DigestGap) => boolean;
}

export interface DigestEscalation {
  readonly kind: EscalationKind;
  readonly organizationName: string | null;
  readonly county: string | null;
  readonly owner: string;
  readonly occurrences: number;
  readonly dueAt: Instant;
  readonly link: string;
}

export type DigestGap = CoverageRow & { readonly county: string };

/** X-Message-Kind `digest`: once a business day to the SPOC. Nothing personal. */
export function renderDigestMail(mail: DigestMail): RenderedMail {
  const overdue = mail.escalations.filter(({ dueAt }) => dueAt < mail.at).length;
  return renderMail(mail, {
    subject: `Open on ${formatDate(mail.on)}: ${count(mail.openCount, 'escalation')}${overdue > 0 ? `, ${overdue} overdue` : ''}`,
    title: `What is open on ${formatDate(mail.on)}`,
    blocks: [
      facts(
        ['Open escalations', String(mail.openCount)],
        ['Of these overdue', String(overdue)],
        ['Referrals without an organization', String(mail.unassigned)],
        ['Open requests of organizations', String(mail.requests)],
      ),
      ...escalationBlocks(mail),
      ...gapBlocks(mail),
    ],
    footer: [
      paragraph(
        `You get this mail once a business day because ${mail.program.spocEmail} is the single point of contact of ` +
          `the ${mail.program.programName}. There is none when nothing is open. Whoever has a link in it can act on ` +
          'that escalation. Please do not forward it outside the exchange.',
      ),
    ],
  });
}

function escalationBlocks({ escalations, openCount, at, zone, program }: DigestMail): MailBlock[] {
  if (escalations.length === 0) return [];
  const items = escalations.map((escalation): LinkItem => {
    const { kind, organizationName, county, dueAt, owner, occurrences, link } = escalation;
    const about = [
      organizationName,
      county === null ? null : countyName(county, program.terms.county),
    ].filter((part) => part !== null);
    const due = `${dueAt < at ? 'OVERDUE since' : 'due'} ${formatInstant(dueAt, zone)}`;
    const times = occurrences > 1 ? [`${occurrences} times`] : [];
    return {
      label: ESCALATIONS[kind].words,
      text: [...about, due, ...times, `owner ${owner}`].join('; '),
      href: link,
    };
  });
  const more = openCount - escalations.length;
  return [
    heading('Escalations, the oldest first'),
    { kind: 'links', items },
    ...(more > 0 ? [paragraph(`And ${more} more.`)] : []),
  ];
}

/** By type and language, so that a state full of counties stays readable. */
function gapBlocks(mail: DigestMail): MailBlock[] {
  const now = mail.gaps.filter(({ today }) => today === 'none');
  const soon = mail.gaps.filter(({ change }) => change === 'begins');
  return [
    ...(now.length === 0 ? [] : [heading('Nobody can help today'), list(grouped(now, remarks(mail)))]),
    ...(soon.length === 0 ? [] : [heading('Nobody can help a week from now'), list(grouped(soon, () => ''))]),
  ];
}

function remarks({ isNew }: DigestMail): (gap: DigestGap) => string {
  return (gap) => {
    const said = [
      ...(isNew(gap) ? ['NEW'] : []),
      ...(gap.change === 'ends' ? ['over within a week'] : []),
    ].join(', ');
    return said === '' ? '' : ` (${said})`;
  };
}

function grouped(gaps: readonly DigestGap[], remark: (gap: DigestGap) => string): string[] {
  const groups = new Map<string, string[]>();
  for (const gap of gaps) {
    const language = gap.language === null ? '' : ` for ${languageName(gap.language)}`;
    const group = `No ${ASSISTER_TYPE_WORDS[gap.assisterType].toLowerCase()}${language}`;
    groups.set(group, [...(groups.get(group) ?? []), `${gap.county}${remark(gap)}`]);
  }
  return [...groups].map(([group, counties]) => `${group}: ${counties.join(', ')}`);
}

function list(items: readonly string[]): MailBlock {
  return { kind: 'list', items };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
