import type { SeasonSummary } from '../domain/season/summary';
import type { ReportTally, Share, Tally } from '../domain/season/scorecards/tally';
import { countyName, withEarlier, type ProgramTerms } from '../domain/terms';
import { ASSISTER_TYPE_WORDS } from '../domain/words';
import type { Instant } from '../domain/time';
import { formatDate, formatInstant } from '../domain/wording';
import { button, facts, heading, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailBlock, MailContext, RenderedMail } from './types';

export interface SeasonSummaryMail extends MailContext {
  readonly summary: SeasonSummary;
  readonly link: string;
  readonly linkExpiresAt: Instant;
}

/** Nobody reads a mail with more lines. The page has them all. */
const LISTED = 60;

/** X-Message-Kind `season-summary`, to the SPOC when a season is over. Nothing personal. */
export function renderSeasonSummaryMail(mail: SeasonSummaryMail): RenderedMail {
  const { summary, zone, program } = mail;
  const { season, referrals } = summary;
  return renderMail(mail, {
    subject: `${season.name} is over: ${count(referrals.received, 'referral')}`,
    title: `${season.name} is over`,
    blocks: [
      paragraph(
        `${season.name} ran from ${formatDate(season.from)} to ${formatDate(season.to)}. ` +
          `This is what became of its referrals and reports by ${formatInstant(summary.at, zone)}.`,
      ),
      button('Open the season', mail.link),
      heading('Referrals'),
      facts(
        ['Received', String(referrals.received)],
        ['Closed with a resolution', String(referrals.resolved)],
        ['Withdrawn by the exchange', String(referrals.withdrawn)],
        ['Still with an organization', String(referrals.open)],
        ['Still without an organization', String(referrals.waiting)],
      ),
      ...outcomeBlocks(summary.all.tally, program.terms),
      ...timeBlocks(summary),
      heading('Reports'),
      facts(
        ['Complete on time', String(summary.reports.onTime)],
        ['Complete, but late', String(summary.reports.late)],
        ['Not complete', String(summary.reports.missing)],
      ),
      ...gapBlocks(summary, program.terms),
      ...organizationBlocks(summary),
      ...countyBlocks(summary, program.terms),
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

function outcomeBlocks({ outcomes }: Tally, { resolutions }: ProgramTerms): MailBlock[] {
  const items = withEarlier(resolutions, Object.keys(outcomes)).flatMap(({ code, words }) => {
    const number = outcomes[code] ?? 0;
    return number === 0 ? [] : [`${words}: ${number}`];
  });
  return items.length === 0 ? [] : [heading('How they ended'), list(items)];
}

function timeBlocks({ all: { tally, medianContactDays: median } }: SeasonSummary): MailBlock[] {
  return [
    heading('How long it took'),
    facts(
      ['Half of the contacts were made within', median === null ? null : count(median, 'business day')],
      ['Contact within one business day', share(tally.contactWithinOne)],
      ['Contact within two business days', share(tally.contactWithinTwo)],
      ['Appointment in time', share(tally.appointmentInTime)],
    ),
  ];
}

function gapBlocks({ gaps }: SeasonSummary, terms: ProgramTerms): MailBlock[] {
  const items = gaps.map(({ county, assisterType, referrals, stillWaiting }) => {
    const left = stillWaiting === 0 ? '' : `, ${stillWaiting} still waiting`;
    return `${countyName(county, terms.county)}, ${ASSISTER_TYPE_WORDS[assisterType].toLowerCase()}: ${count(referrals, 'referral')}${left}`;
  });
  return items.length === 0
    ? []
    : [heading('Where referrals had to wait for an organization'), ...limited(items)];
}

function organizationBlocks({ organizations }: SeasonSummary): MailBlock[] {
  const items = organizations.map(({ name, tally, reports }) =>
    [name, `${tallyWords(tally)}, ${reportWords(reports)}`].join(': '),
  );
  return items.length === 0 ? [] : [heading('By organization'), ...limited(items)];
}

function countyBlocks({ counties }: SeasonSummary, terms: ProgramTerms): MailBlock[] {
  const items = counties.map(
    ({ county, tally }) => `${countyName(county, terms.county)}: ${tallyWords(tally)}`,
  );
  return items.length === 0 ? [] : [heading(`By ${terms.county.one}`), ...limited(items)];
}

function tallyWords({ leads, contactWithinTwo }: Tally): string {
  return `${count(leads, 'referral')}, contact within two business days ${share(contactWithinTwo)}`;
}

function reportWords({ onTime, late, missing }: ReportTally): string {
  return `reports ${onTime} of ${onTime + late + missing} on time`;
}

function limited(items: readonly string[]): MailBlock[] {
  const more = items.length - LISTED;
  return [list(items.slice(0, LISTED)), ...(more > 0 ? [paragraph(`And ${more} more, on the page.`)] : [])];
}

function list(items: readonly string[]): MailBlock {
  return { kind: 'list', items };
}

/** `12 of 40` */
function share({ count: number, of }: Share): string {
  return `${number} of ${of}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
