import { businessDayOnOrAfter, businessOpens } from '../../domain/business-calendar';
import { inPages } from '../../domain/in-pages';
import { instantOf, plusDays } from '../../domain/local-time';
import type { ProgramPolicy } from '../../domain/policy';
import { chaseSteps, reportDueOn } from '../../domain/reports/chase-plan';
import { dueAt } from '../../domain/reports/periods';
import { localDateIn, type Instant, type LocalDate, type LocalTime } from '../../domain/time';
import { workThrough } from '../../domain/work-through';
import type { OutsideSpan, SeasonActivities, SeasonPlan } from '../../workflows/season/activities';
import type { EscalationActivities } from '../../workflows/shared/escalation-activities';
import type {
  PeriodFacts,
  ReportMaker,
  ReportStarter,
  ReportsToStart,
  SeasonDesk,
  SeasonFacts,
} from './ports';

export interface SeasonActDeps {
  readonly policy: ProgramPolicy;
  readonly seasonDesk: SeasonDesk;
  readonly reportMaker: ReportMaker;
  readonly reportsToStart: ReportsToStart;
  readonly reportStarter: ReportStarter;
  readonly heartbeat: (done: number) => void;
}

type SeasonActs = Pick<
  SeasonActivities,
  'readSeason' | 'prepareReports' | 'startReports' | 'listOutside' | 'endSeason'
>;

/** Organizations whose reports are made in one transaction: it stays short, and a repeat has little to go over. */
const MADE_AT_ONCE = 50;
const STARTED_A_PAGE = 500;
/** Mostly waiting for Temporal. */
const STARTED_AT_ONCE = 24;

const MIDNIGHT = '00:00' as LocalTime;

/** What a season does on its dates; every step can be repeated, by another worker too. */
export function seasonActs(
  deps: SeasonActDeps,
  { openEscalation }: Pick<EscalationActivities, 'openEscalation'>,
): SeasonActs {
  const { policy, seasonDesk, reportMaker, heartbeat } = deps;
  const { calendar, reports } = policy;
  const dayBegins = (on: LocalDate): Instant => instantOf(on, MIDNIGHT, calendar.zone);

  return {
    async readSeason({ seasonId, at }): Promise<SeasonPlan> {
      const { name, state, opensOn, summaryAt, summarizedAt, periods } = await seasonDesk.begin(seasonId, at);
      return {
        ...{ name, zone: calendar.zone, state, summaryAt, summarized: summarizedAt !== null },
        listsBeforeAt: businessOpens(calendar, businessDayOnOrAfter(calendar, opensOn)),
        periods: periods.map(({ id, number, sendsAt, startedAt }) => ({
          ...{ id, number, sendsAt, started: startedAt !== null },
        })),
      };
    },

    async prepareReports({ periodId, at }) {
      const period = await seasonDesk.period(periodId);
      if (period.preparedAt !== null) return;
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
        if (organizationIds.length > 0) {
          await reportMaker.make({ ...sent, ...terms, periodId, organizationIds, at });
        }
        heartbeat((made += organizationIds.length));
      }
      await seasonDesk.notePrepared(periodId, at);
    },

    async startReports({ periodId, at }) {
      let started = 0;
      const pages = inPages(
        STARTED_A_PAGE,
        (after, limit) => deps.reportsToStart.page(periodId, after, limit),
        ({ reportId }) => reportId,
      );
      for await (const page of pages) {
        await workThrough(page, STARTED_AT_ONCE, async (report) => {
          await deps.reportStarter.start(report);
          heartbeat((started += 1));
        });
      }
      await seasonDesk.noteStarted(periodId, at);
    },

    async listOutside({ seasonId, at, span }) {
      const season = await seasonDesk.begin(seasonId, at);
      const { from, until } = outsideDays(season, span, at);
      const referralIds = await seasonDesk.outside(seasonId, from, until);
      if (referralIds.length === 0) return null;
      const subject = { kind: 'season', seasonId } as const;
      const cause = { reason: 'outside-report-periods', subject, at } as const;
      const { escalationId } = await openEscalation({ ...cause, openedBy: seasonId, referralId: null });
      await seasonDesk.nameOutside(escalationId, referralIds, at);
      return escalationId;
    },

    endSeason: ({ seasonId, at }) => seasonDesk.end(seasonId, at),
  };

  /** What no report asks for at either end of the season. One that was ended early asked for less than it had planned. */
  function outsideDays(season: SeasonFacts, span: OutsideSpan, at: Instant) {
    const { opensOn, previousClosesOn, periods } = season;
    switch (span) {
      case 'before':
        return {
          from: previousClosesOn === null ? null : dayBegins(plusDays(previousClosesOn, 1)),
          until: dayBegins(opensOn),
        };
      case 'after': {
        const lastReported = periods.filter(wasMade).at(-1)?.to;
        return {
          from: dayBegins(lastReported === undefined ? opensOn : plusDays(lastReported, 1)),
          until: at,
        };
      }
      default:
        return span satisfies never;
    }
  }
}

function wasMade({ preparedAt }: PeriodFacts): boolean {
  return preparedAt !== null;
}
