import { Context } from '@temporalio/activity';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { v7 as uuidv7 } from 'uuid';
import type { Activities } from '../../../src/activities';
import { escalations } from '../../../src/activities/escalations';
import type { EscalationMailFacts, MailServerAnswer, OutgoingMail } from '../../../src/activities/ports';
import { reportActs } from '../../../src/activities/reports/report-acts';
import { reportMails } from '../../../src/activities/reports/report-mails';
import { seasonActs } from '../../../src/activities/reports/season-acts';
import { seasonMails } from '../../../src/activities/reports/season-mails';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { sendsAt, summaryAt, type PeriodDates } from '../../../src/domain/reports/periods';
import { NO_LEADS, NO_REPORTS } from '../../../src/domain/reports/tally';
import { instant, type Instant, type LocalDate } from '../../../src/domain/time';
import type { EscalationReason } from '../../../src/domain/vocabulary';
import { createReportWorkflows } from '../../../src/infra/temporal/report-workflows';
import { createSeasonWorkflows } from '../../../src/infra/temporal/season-workflows';
import { reportWorkflowId, seasonWorkflowId } from '../../../src/workflows/ids';
import { goTo, runWorker, serverNow } from './time-skipping';
import { startTimeSkipping } from '../../support/temporal';
import '../../support/quiet';
import { CycleBooks } from './cycle-desks';
import type { OrganizationInMemory, ReportInMemory, SeasonInMemory, SentLead } from './cycle-rows';
import { Database } from './database';
import { minute } from './eventually';
import { createOutbox, PostOffice } from './post-office';
import { mnsure, SPOC } from './world';

const TASK_QUEUE = 'cycle-tests';

export interface Escalated {
  readonly id: string;
  readonly reason: EscalationReason;
  readonly subject: string;
  readonly openedBy: string;
  readonly openedAt: Instant;
  open: boolean;
}

/** A time-skipping server and a real worker for seasons and reports, over rows in memory. */
export class CycleOffice {
  readonly books = new CycleBooks();
  readonly postOffice = new PostOffice();
  readonly escalated: Escalated[] = [];
  private stopWorker: () => Promise<void> = async () => undefined;

  private constructor(
    private readonly env: TestWorkflowEnvironment,
    readonly client: Client,
    readonly reportWorkflows: ReturnType<typeof createReportWorkflows>,
    readonly seasonWorkflows: ReturnType<typeof createSeasonWorkflows>,
    private readonly policy: ProgramPolicy,
  ) {
    this.books.closeLate = (reportId) => {
      for (const one of this.escalated) {
        if (one.reason === 'report-late' && one.subject === `report:${reportId}`) one.open = false;
      }
    };
  }

  static async open(policy: ProgramPolicy = mnsure): Promise<CycleOffice> {
    const env = await startTimeSkipping();
    const client = new Client({ connection: env.connection, namespace: env.namespace ?? 'default' });
    const reports = createReportWorkflows(client, TASK_QUEUE);
    const seasons = createSeasonWorkflows(client, TASK_QUEUE);
    const office = new CycleOffice(env, client, reports, seasons, policy);
    office.stopWorker = await runWorker(env, {
      ...{ taskQueue: TASK_QUEUE, maxCachedWorkflows: 500 },
      activities: office.activities(),
    });
    return office;
  }

  async close(): Promise<void> {
    this.postOffice.close();
    await this.stopWorker();
    await this.env.teardown();
  }

  now(): Promise<Instant> {
    return serverNow(this.env);
  }

  async goTo(at: string): Promise<void> {
    await goTo(this.env, at);
  }

  addOrganization(name: string): OrganizationInMemory {
    const id = uuidv7();
    const organization = { id, name, contactEmail: `${name}@example.org`, contactVerified: true };
    this.books.organizations.push(organization);
    return organization;
  }

  addLead({ id }: OrganizationInMemory, sentAt: string, more: Partial<SentLead> = {}): SentLead {
    const lead = {
      ...{ referralId: uuidv7(), organizationId: id, sentAt: instant(sentAt), over: false, answered: false },
      ...more,
    };
    this.books.leads.push(lead);
    return lead;
  }

  /** The row, as the API makes it; `begin` as it does next. */
  addSeason(name: string, dates: readonly PeriodDates[], more: Partial<SeasonInMemory> = {}): SeasonInMemory {
    const [first, last] = [dates[0], dates.at(-1)];
    if (first === undefined || last === undefined) throw new Error('a season has periods');
    const season: SeasonInMemory = {
      ...{ id: uuidv7(), name, state: 'running', opensOn: first.from },
      ...{ summaryAt: summaryAt(this.policy, last.dueOn), summarizedAt: null, previousClosesOn: null },
      periods: dates.map((period, index) => ({
        ...{ id: uuidv7(), number: index + 1, sendsAt: sendsAt(this.policy, period.sendOn) },
        ...{ preparedAt: null, startedAt: null, ...period },
      })),
      ...more,
    };
    this.books.seasons.push(season);
    return season;
  }

  reportOf({ id }: OrganizationInMemory, season: SeasonInMemory, number: number): ReportInMemory | undefined {
    const periodId = season.periods.find((period) => period.number === number)?.id;
    return this.books.reports.find(
      ({ organizationId, period }) => organizationId === id && period.id === periodId,
    );
  }

  /** So many of the missing rows come back now, with `wrong` more that cannot be taken. */
  async giveBack(report: ReportInMemory, count: number, wrong = 0): Promise<void> {
    const at = await this.now();
    report.returnedAt ??= at;
    const rows = report.rows.filter(({ complete }) => !complete).slice(0, count);
    for (const row of rows) row.complete = true;
    report.untold += rows.length;
    const problems = Array.from({ length: wrong }, () => ({ rowId: null, typed: {}, errors: [] }));
    report.returns.push({ ...{ id: uuidv7(), at, problems, mailed: false } });
    this.books.refresh(report, at);
    await this.reportWorkflows.nudge(report.id);
  }

  /** Kind and minute of each mail that this address took, in their order. */
  mailsTo(address: string): string[] {
    return this.postOffice.attempts
      .filter(({ to, answer }) => to === address && answer === 'sent')
      .map(({ kind, date }) => `${kind} ${minute(date)}`);
  }

  mails(kind: OutgoingMail['kind']): OutgoingMail[] {
    return this.postOffice.attempts.filter((mail) => mail.kind === kind && mail.answer === 'sent');
  }

  refuse(address: string): void {
    const answer: MailServerAnswer = { outcome: 'refused', smtpCode: 550, response: '550 no such user' };
    this.postOffice.answer(address, () => answer);
  }

  reportHandle({ id }: ReportInMemory) {
    return this.client.workflow.getHandle(reportWorkflowId(id));
  }

  seasonHandle({ id }: SeasonInMemory) {
    return this.client.workflow.getHandle(seasonWorkflowId(id));
  }

  private activities(): Partial<Activities> {
    const { policy, books } = this;
    const { name: exchangeName, ...exchange } = policy.exchange;
    const deps = {
      ...{
        policy,
        program: { ...exchange, exchangeName, spocEmail: SPOC },
        messageIdHost: 'leads.example.org',
      },
      ...{ outbox: createOutbox(new Database()), mailServer: this.postOffice },
      links: {
        linkFor: async ({
          purpose,
          subjectId,
          expiresAt,
        }: {
          purpose: string;
          subjectId: string;
          expiresAt: Instant;
        }) => ({
          url: `https://leads.example.org/l/${purpose}/${subjectId}`,
          expiresAt,
        }),
      },
      ...{
        seasonDesk: books.seasonDesk,
        reportMaker: books.reportMaker,
        reportsToStart: books.reportsToStart,
      },
      ...{ reportDesk: books.reportDesk, statementTeller: books.statementTeller },
      reportStarter: this.reportWorkflows,
      workbooks: { write: async () => Buffer.from('a workbook') },
      seasonSummaries: {
        read: async (seasonId: string, at: Instant) => emptySummary(books.season(seasonId), at),
      },
      desk: { open: this.openEscalation },
      mailReader: {
        leadMail: async () => {
          throw new Error('no lead is mailed here');
        },
        escalationMail: (id: string) => this.escalationFacts(id),
      },
      heartbeat: (done: number) => Context.current().heartbeat(done),
    };
    const desk = escalations(deps);
    return {
      ...desk,
      ...seasonActs(deps, desk),
      ...seasonMails(deps),
      ...reportActs(deps),
      ...reportMails(deps),
    };
  }

  private readonly openEscalation = async ({
    openedBy,
    reason,
    subject: about,
    at: openedAt,
  }: OpenCommand) => {
    const subject = subjectOf(about);
    const same = this.escalated.find((one) => one.open && one.reason === reason && one.subject === subject);
    const one = same ?? { id: uuidv7(), reason, subject, openedBy, openedAt, open: true };
    if (same === undefined) this.escalated.push(one);
    return { escalationId: one.id, opened: one.openedBy === openedBy };
  };

  private async escalationFacts(id: string): Promise<EscalationMailFacts> {
    const one = this.escalated.find((other) => other.id === id);
    if (one === undefined) throw new Error(`no escalation ${id}`);
    const report = this.books.reports.find((row) => one.subject === `report:${row.id}`);
    return {
      ...{ kind: one.reason, countyName: null, assisterType: null, organizationName: null, owner: SPOC },
      ...{ openedAt: one.openedAt, dueAt: one.openedAt, missedDeadlineAt: null },
      cause: {
        ...{ organizationName: null, lastDecline: null, refusals: 0, smtpCode: 550, contactEmail: null },
        ...{ amendedParts: [], agreedAfterDeadline: null },
      },
      referralIds: this.books.named.find(({ escalationId }) => escalationId === id)?.referralIds ?? [],
      lateReport: report === undefined ? null : this.lateReport(report),
    };
  }

  private lateReport(report: ReportInMemory): NonNullable<EscalationMailFacts['lateReport']> {
    const { period, dueOn, rows, sentAt, returnedAt, chased } = report;
    const open = rows.filter(({ complete }) => !complete);
    return {
      ...{ label: this.books.label(report), from: period.from, to: period.to, dueOn, sentAt, returnedAt },
      ...{ rowCount: rows.length, missing: open.length, remindedAt: chased.map(({ at }) => at) },
      missingRows: open.map(({ lead }) => ({
        referralId: lead.referralId,
        columns: ['contactMade', 'resolution'],
      })),
    };
  }
}

type OpenCommand = Parameters<Parameters<typeof escalations>[0]['desk']['open']>[0];

function subjectOf(subject: OpenCommand['subject']): string {
  switch (subject.kind) {
    case 'report':
      return `report:${subject.reportId}`;
    case 'season':
      return `season:${subject.seasonId}`;
    case 'organization':
      return `organization:${subject.organizationId}`;
    default:
      throw new Error(`seasons and reports escalate no ${subject.kind}`);
  }
}

function emptySummary({ id, name, opensOn, periods }: SeasonInMemory, at: Instant) {
  const to: LocalDate = periods.at(-1)?.to ?? opensOn;
  return {
    ...{ season: { id, name, from: opensOn, to }, at, gaps: [], organizations: [], counties: [] },
    referrals: { received: 0, resolved: 0, withdrawn: 0, open: 0, waiting: 0 },
    ...{ all: { tally: NO_LEADS, medianContactDays: null }, reports: NO_REPORTS },
  };
}
