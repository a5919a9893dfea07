import type { PeriodDates } from '../../../src/domain/season/periods';
import { instant, localDate } from '../../../src/domain/time';
import type { CycleOffice, Organization } from './cycle-office';

let seasons = 0;

/** A season of one period whose report of one organization goes out at 9:00 in Chicago, `rows` consumers long. */
export async function sent(
  office: CycleOffice,
  dates: PeriodDates,
  rows: number,
  before: (organization: Organization) => void = () => undefined,
) {
  seasons += 1;
  const name = `S${seasons}`;
  const organization = await office.addOrganization(`organization-${seasons}`);
  const leads = await office.addLeads(
    Array.from({ length: rows }, () => ({
      organizationId: organization.id,
      sentAt: `${dates.from}T17:00:00Z`,
    })),
  );
  before(organization);
  await office.goTo(`${dates.sendOn}T13:00:00Z`);
  const seasonId = await office.beginSeason(name, [dates], { summaryAt: instant('2040-01-02T15:00:00Z') });
  await office.goTo(`${dates.sendOn}T16:00:00Z`);
  const made = await office.reportOf(organization, seasonId, 1);
  if (made === null) throw new Error('no report');
  const { id } = made;
  const report = () => office.prisma.report.findUniqueOrThrow({ where: { id }, include: { rows: true } });
  return { name, organization, leads, seasonId, id, report, mails: () => office.mailsOf(id) };
}

export function dates(from: string, to: string, sendOn: string, dueOn: string): PeriodDates {
  return { from: localDate(from), to: localDate(to), sendOn: localDate(sendOn), dueOn: localDate(dueOn) };
}
