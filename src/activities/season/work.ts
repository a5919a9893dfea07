import { dayBegins, plusDays } from '../../domain/local-time';
import type { ProgramPolicy } from '../../domain/policy';
import { reportDates } from '../../domain/report/chase-plan';
import { localDateIn } from '../../domain/time';
import type { Waker } from '../../workflows/follow/waker';
import type { Work } from '../follow/ports';
import type { ReportMaker } from '../report/ports';

export interface SeasonWorkDeps {
  readonly policy: ProgramPolicy;
  readonly reportMaker: ReportMaker;
  readonly waker: Waker;
}

/**
 * The number of organizations whose reports are made in one transaction. The transaction stays short, and a repeat
 * has little to go over.
 */
const MADE_AT_ONCE = 50;

/**
 * Makes the reports of a period: one for each organization that had a referral in it. The period's id is the job's
 * id. Existing reports stay unchanged. Stops where it is when the season is paused or ended. The new reports are
 * woken only as there is room. If the process dies first, the sweep finds those that were not woken.
 */
export function makeReports({ policy, reportMaker, waker }: SeasonWorkDeps): Work {
  const { calendar, reports } = policy;

  return async ({ jobId: periodId, at }, heartbeat) => {
    const period = await reportMaker.period(periodId);
    const dates = reportDates(policy, period, localDateIn(calendar.zone, at));
    const sent = {
      from: dayBegins(period.from, calendar.zone),
      until: dayBegins(plusDays(period.to, 1), calendar.zone),
    };
    let made = 0;
    const pages = inPages(
      MADE_AT_ONCE,
      (after, limit) => reportMaker.organizations({ ...sent, nil: reports.nilReports, after, limit }),
      (organizationId) => organizationId,
    );
    for await (const organizationIds of pages) {
      if (organizationIds.length === 0) continue;
      const reportIds = await reportMaker.make({ ...sent, ...dates, periodId, organizationIds, at });
      if (reportIds === null) return;
      for (const subjectId of reportIds) {
        await waker.room();
        waker.wake({ kind: 'report', subjectId }, 'prepared', {
          summary: `Report of one organization for ${period.label}`,
          attributes: { ReportPeriod: period.label, ReportState: 'prepared' },
        });
      }
      heartbeat((made += organizationIds.length));
    }
    await reportMaker.noteMade(periodId, at);
  };
}

/**
 * Reads page by page, each page starting after the last key of the one before, until a page is not full. A page is
 * read only after the one before has been worked through. The last page may be empty.
 */
async function* inPages<Item>(
  limit: number,
  read: (after: string | null, limit: number) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
): AsyncGenerator<readonly Item[], void> {
  for (let after: string | null = null; ;) {
    const page: readonly Item[] = await read(after, limit);
    yield page;
    const last = page.at(-1);
    if (page.length < limit || last === undefined) return;
    after = keyOf(last);
  }
}
