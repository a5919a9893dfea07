import { v7 as uuidv7 } from 'uuid';
import type {
  ReportDesk,
  ReportMaker,
  ReportsToStart,
  SeasonDesk,
  StatementTeller,
} from '../../../src/activities/reports/ports';
import { millis, type Instant } from '../../../src/domain/time';
import type { ReportState } from '../../../src/domain/vocabulary';
import type { ReportNote, ReportStanding } from '../../../src/workflows/report/activities';
import { minute } from './eventually';
import type { OrganizationInMemory, ReportInMemory, SeasonInMemory, SentLead } from './cycle-rows';

/** The rows of one exchange's reports in memory, and the desks of the activities over them. */
export class CycleBooks {
  readonly organizations: OrganizationInMemory[] = [];
  readonly leads: SentLead[] = [];
  readonly seasons: SeasonInMemory[] = [];
  readonly reports: ReportInMemory[] = [];
  /** The mails that a refusal was noted for take the trust from their address. */
  readonly named: { readonly escalationId: string; readonly referralIds: readonly string[] }[] = [];
  /** Statements that a telling takes at most; fewer calls fail. */
  tellingFails = 0;
  closeLate: (reportId: string) => void = () => undefined;

  organization(id: string): OrganizationInMemory {
    return found(this.organizations.find((row) => row.id === id));
  }

  report(id: string): ReportInMemory {
    return found(this.reports.find((row) => row.id === id));
  }

  season(id: string): SeasonInMemory {
    return found(this.seasons.find((row) => row.id === id));
  }

  seasonOf(periodId: string): SeasonInMemory {
    return found(this.seasons.find(({ periods }) => periods.some(({ id }) => id === periodId)));
  }

  label({ organizationId, period }: ReportInMemory) {
    return { organizationId, period: `${this.seasonOf(period.id).name}/${period.number}` };
  }

  state(report: ReportInMemory): ReportState {
    if (missing(report) === 0 || report.completedAt !== null) return 'complete';
    if (report.lateAt !== null) return 'late';
    if (report.returnedAt !== null) return 'partially-returned';
    return report.sentAt === null ? 'prepared' : 'sent';
  }

  /** To be called whenever a row was moved. */
  refresh(report: ReportInMemory, at: Instant): void {
    if (missing(report) > 0 || report.completedAt !== null) return;
    report.completedAt = at;
    this.closeLate(report.id);
  }

  readonly seasonDesk: SeasonDesk = {
    begin: async (seasonId) => this.season(seasonId),
    period: async (periodId) => found(this.seasonOf(periodId).periods.find(({ id }) => id === periodId)),
    notePrepared: async (periodId, at) => {
      found(this.seasonOf(periodId).periods.find(({ id }) => id === periodId)).preparedAt ??= at;
    },
    noteStarted: async (periodId, at) => {
      found(this.seasonOf(periodId).periods.find(({ id }) => id === periodId)).startedAt ??= at;
    },
    outside: async (_seasonId, from, until) =>
      this.leads
        .filter(({ sentAt }) => sentAt < until && (from === null || sentAt >= from))
        .filter((lead) => !this.reports.some(({ rows }) => rows.some((row) => row.lead === lead)))
        .map(({ referralId }) => referralId),
    nameOutside: async (escalationId, referralIds) => {
      this.named.push({ escalationId, referralIds });
    },
    end: async (seasonId, at) => {
      const season = this.season(seasonId);
      season.state = 'ended';
      season.summarizedAt ??= at;
    },
  };

  readonly reportMaker: ReportMaker = {
    organizations: async ({ from, until, nil, after, limit }) =>
      this.organizations
        .filter(
          ({ id }) => nil || this.leads.some((lead) => lead.organizationId === id && isIn(lead, from, until)),
        )
        .map(({ id }) => id)
        .sort()
        .filter((id) => after === null || id > after)
        .slice(0, limit),
    make: async ({ periodId, organizationIds, from, until, dueOn, dueAt, chase, at }) => {
      const period = found(this.seasonOf(periodId).periods.find(({ id }) => id === periodId));
      for (const organizationId of organizationIds) {
        if (
          this.reports.some(
            (other) => other.period.id === periodId && other.organizationId === organizationId,
          )
        )
          continue;
        const leads = this.leads.filter(
          (lead) => lead.organizationId === organizationId && isIn(lead, from, until),
        );
        const report: ReportInMemory = {
          ...{ id: uuidv7(), organizationId, period, dueOn, dueAt, chase, untold: 0, told: 0 },
          rows: leads.map((lead) => ({ lead, complete: lead.over || lead.answered })),
          ...{ begunAt: null, sentAt: null, lateAt: null, returnedAt: null, completedAt: null },
          ...{ returns: [], notes: [], chased: [] },
        };
        this.reports.push(report);
        this.refresh(report, at);
      }
    },
  };

  readonly reportsToStart: ReportsToStart = {
    page: async (periodId, after, limit) =>
      this.reports
        .filter(({ period, begunAt }) => period.id === periodId && begunAt === null)
        .filter(({ id }) => after === null || id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map((report) => ({ reportId: report.id, label: this.label(report) })),
  };

  readonly reportDesk: ReportDesk = {
    begin: async (reportId, at) => {
      const report = this.report(reportId);
      report.begunAt ??= at;
      const { dueAt, chase, chased, notes } = report;
      return {
        ...{ label: this.label(report), organizationName: this.organization(report.organizationId).name },
        ...{ dueAt, chase, chased: [...chased], standing: this.standing(report) },
        delivered: notes.some((note) => /^(sent|undelivered) /.test(note)),
      };
    },
    standing: async (reportId) => this.standing(this.report(reportId)),
    note: async (reportId, note, at) => {
      const report = this.report(reportId);
      this.take(report, note, at);
      return this.standing(report);
    },
    mailFacts: async (reportId) => {
      const report = this.report(reportId);
      const { name: organizationName, contactEmail } = this.organization(report.organizationId);
      const { from, to } = report.period;
      return {
        ...{
          state: this.state(report),
          revision: 0,
          label: this.label(report),
          organizationName,
          contactEmail,
        },
        ...{ seasonName: this.seasonOf(report.period.id).name, from, to, dueOn: report.dueOn },
        ...{ rowCount: report.rows.length, missing: missing(report), returnedAt: report.returnedAt },
      };
    },
    returnFacts: async (returnId) => {
      const returned = found(
        this.reports.flatMap(({ returns }) => returns).find(({ id }) => id === returnId),
      );
      return { at: returned.at, taken: 0, problems: returned.problems };
    },
    rows: async () => [],
  };

  readonly statementTeller: StatementTeller = {
    tell: async (reportId, limit) => {
      if (this.tellingFails > 0) {
        this.tellingFails -= 1;
        throw new Error('a referral cannot be told yet');
      }
      const report = this.report(reportId);
      const told = Math.min(limit, report.untold);
      report.untold -= told;
      report.told += told;
      return { told, left: report.untold };
    },
  };

  private standing(report: ReportInMemory): ReportStanding {
    return {
      ...{ state: this.state(report), rowCount: report.rows.length, missing: missing(report) },
      ...{ sent: report.sentAt !== null, late: report.lateAt !== null, untold: report.untold > 0 },
      uncorrected: report.returns.find(({ problems, mailed }) => problems.length > 0 && !mailed)?.id ?? null,
    };
  }

  private take(report: ReportInMemory, note: ReportNote, at: Instant): void {
    if (note.what === 'late' && report.completedAt !== null) return;
    report.notes.push(`${note.what} ${minute(at)}`);
    switch (note.what) {
      case 'sent':
        report.sentAt ??= at;
        break;
      case 'late':
        report.lateAt ??= at;
        break;
      case 'refused':
        this.organization(report.organizationId).contactVerified = false;
        break;
      case 'chased':
      case 'escalated':
        report.chased.push(note.step);
        if (note.what === 'escalated' && report.completedAt !== null) this.closeLate(report.id);
        break;
      case 'corrections-mailed':
        found(report.returns.find(({ id }) => id === note.returnId)).mailed = true;
        break;
      default:
        break;
    }
  }
}

export function missing({ rows }: ReportInMemory): number {
  return rows.filter(({ complete }) => !complete).length;
}

function isIn({ sentAt }: SentLead, from: Instant, until: Instant): boolean {
  return millis(sentAt) >= millis(from) && millis(sentAt) < millis(until);
}

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('no such row');
  return row;
}
