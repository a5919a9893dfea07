import type { PeriodDates } from '../../../src/domain/reports/periods';
import { instant, localDate } from '../../../src/domain/time';
import type { CycleOffice } from './cycle-office';
import type { OrganizationInMemory, ReportInMemory } from './cycle-rows';
import { eventually, minute } from './eventually';

let seasons = 0;

/** A season of one period whose report of one organization goes out at 9:00 in Chicago, `rows` consumers long. */
export async function sent(
  office: CycleOffice,
  dates: PeriodDates,
  rows: number,
  before: (organization: OrganizationInMemory) => void = () => undefined,
) {
  seasons += 1;
  const organization = office.addOrganization(`organization-${seasons}`);
  for (let row = 0; row < rows; row += 1) office.addLead(organization, `${dates.from}T17:00:00Z`);
  before(organization);
  const season = office.addSeason(`S${seasons}`, [dates], { summaryAt: instant('2040-01-02T15:00:00Z') });
  await office.goTo(`${dates.sendOn}T13:00:00Z`);
  await office.seasonWorkflows.begin(season.id);
  await office.goTo(`${dates.sendOn}T16:00:00Z`);
  const report = await eventually('the report', () => office.reportOf(organization, season, 1));
  if (report === undefined) throw new Error('no report');
  return { organization, season, report, mails: () => mailsOf(office, report) };
}

/** Kind and minute of every mail about the report that was taken, in order. */
function mailsOf(office: CycleOffice, { id }: ReportInMemory): string[] {
  return office.postOffice.attempts
    .filter(({ headers, answer }) => headers['X-Report-Id'] === id && answer === 'sent')
    .map(({ kind, date }) => `${kind} ${minute(date)}`);
}

export function dates(from: string, to: string, sendOn: string, dueOn: string): PeriodDates {
  return { from: localDate(from), to: localDate(to), sendOn: localDate(sendOn), dueOn: localDate(dueOn) };
}
