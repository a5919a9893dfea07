import { inPages } from '../../domain/in-pages';
import { instantOf, plusDays } from '../../domain/local-time';
import type { ProgramPolicy } from '../../domain/policy';
import { chaseSteps, reportDueOn } from '../../domain/report/chase-plan';
import { dueAt } from '../../domain/season/periods';
import { localDateIn, type Instant, type LocalDate, type LocalTime } from '../../domain/time';
import type { Waker } from '../../workflows/follow/waker';
import type { Work } from '../follow/ports';
import type { ReportMaker } from '../report/ports';

export interface SeasonWorkDeps {
  readonly policy: ProgramPolicy;
  readonly reportMaker: ReportMaker;
  readonly waker: Waker;
}

/** Organizations whose reports are made in one transaction: it stays short, and a repeat has little to go over. */
const MADE_AT_ONCE = 50;

const MIDNIGHT = '00:00' as LocalTime;

/**
 * Makes the reports of a period, whose id is the job's: one for each organization that had a referral in it. What is there
 * already stays as it is. Stops where it is when the season is paused or ended. The new ones are woken as there is room;
 * whoever is not woken when the process dies is found by the sweep.
 */
export function makeReports({ policy, reportMaker, waker }: SeasonWorkDeps): Work {
  const { calendar, reports } = policy;
  const dayBegins = (on: LocalDate): Instant => instantOf(on, MIDNIGHT, calendar.zone);

  return async ({ jobId: periodId, at }, heartbeat) => {
    const period = await reportMaker.period(periodId);
    const dueOn = reportDueOn(period, localDateIn(calendar.zone, at));
    const terms = { dueOn, dueAt: dueAt(calendar.zone, dueOn), chase: chaseSteps(policy, dueOn) };
    const sent = { from: dayBegins(period.from), until: dayBegins(plusDays(period.to, 1)) };
    let made = 0;
    const pages = inPages(
      MADE_AT_ONCE,
      (after, limit) => reportMaker.organizations({ ...sent, nil: reports.nilReports, after, limit }),
      (organizationId) => organizationId,
    );
    for await (const organizationIds of pages) {
      if (organizationIds.length === 0) continue;
      const reportIds = await reportMaker.make({ ...sent, ...terms, periodId, organizationIds, at });
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
