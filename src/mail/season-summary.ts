import { ASSISTER_TYPE_WORDS, countyName, languageName, RESOLUTION_WORDS } from '../domain/terms';
import type { Instant, LocalDate } from '../domain/time';
import type { AssisterType, Resolution } from '../domain/vocabulary';
import { formatDate, formatInstant } from '../domain/wording';
import { button, facts, heading, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailBlock, MailContext, RenderedMail } from './types';

/** A season's figures, as its summary gives them. Nothing personal. */
export interface SeasonSummaryFacts {
  readonly name: string;
  readonly opensOn: LocalDate;
  readonly closesOn: LocalDate;
  readonly totals: {
    /** Leads sent to an organization in the season, each once. */
    readonly referrals: number;
    /** Of these, given to more than one organization. */
    readonly rerouted: number;
    /** Organizations that got at least one. */
    readonly organizations: number;
    readonly reports: number;
    readonly reportsOnTime: number;
    /** Complete, but after their due date. */
    readonly reportsLate: number;
    readonly reportsIncomplete: number;
  };
  /** In the program's order; `null` stands for no resolution yet. Those with none of either are left out. */
  readonly outcomes: readonly { readonly resolution: Resolution | null; readonly count: number }[];
  readonly times: {
    /** Null when nobody was contacted. */
    readonly medianHoursToContact: number | null;
    readonly contactedWithinOneDay: number;
    readonly contactedWithinTwoDays: number;
    /** Of `totals.referrals`. */
    readonly appointmentsInTime: number;
  };
  /** Where nobody could take a lead in the season, the most leads first. */
  readonly gaps: readonly {
    readonly county: string;
    readonly assisterType: AssisterType;
    /** Null when nobody of the type was there at all. */
    readonly language: string | null;
    readonly referrals: number;
  }[];
  readonly organizations: readonly SummaryLine[];
  readonly counties: readonly SummaryLine[];
}

/** Of one organization, or of one county (its plain name). */
export interface SummaryLine {
  readonly name: string;
  readonly referrals: number;
  readonly contactedWithinTwoDays: number;
  /** With a final resolution. */
  readonly resolved: number;
  /** Of an organization; null for a county. */
  readonly reports: { readonly due: number; readonly onTime: number } | null;
  /** Made of so few that no share should be read from it. */
  readonly small: boolean;
}

export interface SeasonSummaryMail extends MailContext {
  readonly season: SeasonSummaryFacts;
  readonly link: string;
  readonly linkExpiresAt: Instant;
}

/** A mail with more lines is not read; the page has them all. */
const LISTED = 60;

/** X-Message-Kind `season-summary`, to the SPOC when a season is over. Nothing personal. */
export function renderSeasonSummaryMail(mail: SeasonSummaryMail): RenderedMail {
  const { season, zone, program } = mail;
  return renderMail(mail, {
    subject: `${season.name} is over: ${count(season.totals.referrals, 'referral')}, ${count(season.totals.reports, 'report')}`,
    title: `${season.name} is over`,
    blocks: [
      paragraph(
        `${season.name} ran from ${formatDate(season.opensOn)} to ${formatDate(season.closesOn)}. ` +
          'This is what became of its referrals and reports.',
      ),
      button('Open the season', mail.link),
      ...totalBlocks(season),
      ...outcomeBlocks(season),
      ...timeBlocks(season),
      ...gapBlocks(season),
      ...lineBlocks('By organization', season.organizations, (name) => name),
      ...lineBlocks('By county', season.counties, countyName),
    ],
    footer: [
      paragraph(
        'Whoever has this link can see the season. Please do not forward it outside the exchange. ' +
          `It works until ${formatInstant(mail.linkExpiresAt, zone)}.`,
      ),
      paragraph(
        `You get this mail because ${program.spocEmail} is the single point of contact of the ${program.programName}.`,
      ),
    ],
  });
}

function totalBlocks({ totals }: SeasonSummaryFacts): MailBlock[] {
  return [
    heading('In all'),
    facts(
      ['Referrals sent', String(totals.referrals)],
      ['Given to more than one organization', String(totals.rerouted)],
      ['Organizations that got any', String(totals.organizations)],
      ['Reports', String(totals.reports)],
      ['Complete on time', share(totals.reportsOnTime, totals.reports)],
      ['Complete, but late', share(totals.reportsLate, totals.reports)],
      ['Not complete', share(totals.reportsIncomplete, totals.reports)],
    ),
  ];
}

function outcomeBlocks({ outcomes, totals }: SeasonSummaryFacts): MailBlock[] {
  if (outcomes.length === 0) return [];
  const items = outcomes.map(({ resolution, count: number }) => {
    const words = resolution === null ? 'No resolution yet' : RESOLUTION_WORDS[resolution];
    return `${words}: ${share(number, totals.referrals)}`;
  });
  return [heading('How they ended'), list(items)];
}

function timeBlocks({ times, totals }: SeasonSummaryFacts): MailBlock[] {
  const { medianHoursToContact: median } = times;
  return [
    heading('How long it took'),
    facts(
      ['Half of the contacts were made within', median === null ? null : count(Math.round(median), 'hour')],
      ['Contact within one business day', share(times.contactedWithinOneDay, totals.referrals)],
      ['Contact within two business days', share(times.contactedWithinTwoDays, totals.referrals)],
      ['Appointment in time', share(times.appointmentsInTime, totals.referrals)],
    ),
  ];
}

function gapBlocks({ gaps }: SeasonSummaryFacts): MailBlock[] {
  if (gaps.length === 0) return [];
  const items = gaps.map(({ county, assisterType, language, referrals }) => {
    const who = ASSISTER_TYPE_WORDS[assisterType].toLowerCase();
    const speaking = language === null ? '' : ` for ${languageName(language)}`;
    return `${countyName(county)}, no ${who}${speaking}: ${count(referrals, 'referral')}`;
  });
  return [heading('Where nobody could help'), ...limited(items)];
}

function lineBlocks(
  title: string,
  lines: readonly SummaryLine[],
  nameOf: (name: string) => string,
): MailBlock[] {
  if (lines.length === 0) return [];
  const items = lines.map(({ name, referrals, contactedWithinTwoDays, resolved, reports, small }) =>
    [
      `${nameOf(name)}: ${count(referrals, 'referral')}`,
      `${contactedWithinTwoDays} contacted within two business days`,
      `${resolved} resolved`,
      ...(reports === null ? [] : [`${reports.onTime} of ${count(reports.due, 'report')} on time`]),
      ...(small ? ['few, so do not compare'] : []),
    ].join(', '),
  );
  return [heading(title), ...limited(items)];
}

function limited(items: readonly string[]): MailBlock[] {
  const more = items.length - LISTED;
  return [list(items.slice(0, LISTED)), ...(more > 0 ? [paragraph(`And ${more} more, on the page.`)] : [])];
}

function list(items: readonly string[]): MailBlock {
  return { kind: 'list', items };
}

/** `12 of 40 (30 percent)` */
function share(part: number, whole: number): string {
  if (whole === 0) return String(part);
  return `${part} of ${whole} (${Math.round((100 * part) / whole)} percent)`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
