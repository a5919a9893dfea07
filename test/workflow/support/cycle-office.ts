import { v7 as newId } from 'uuid';
import type { OutgoingMail } from '../../../src/activities/ports';
import type { NewSeason, SeasonStep } from '../../../src/api/season/ports';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { sendsAt, summaryAt, type PeriodDates } from '../../../src/domain/season/periods';
import { localDateIn } from '../../../src/domain/time';
import { createReportReturns } from '../../../src/infra/prisma/report/returned/returns';
import { createSeasonStore } from '../../../src/infra/prisma/season/store';
import { createStatementApplier } from '../../../src/infra/prisma/report/returned/statement-applier';
import type { Plan } from '../../../src/workflows/follow/plan';
import { minute } from '../../support/minute';
import { foundRow, foundWorkbook } from '../../unit/support/reports';
import { REFUSED } from './post-office';
import { addSentLeads, type SentLead } from './sent-leads';
import { mnsure, Service, SPOC } from './service';

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly contactEmail: string;
}

const LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Seasons and reports over real PostgreSQL, in a time of the test's own. */
export class CycleOffice {
  readonly seasons: ReturnType<typeof createSeasonStore>;
  readonly returns: ReturnType<typeof createReportReturns>;

  private constructor(readonly service: Service) {
    const { prisma, policy, followers } = service;
    const applier = createStatementApplier(prisma, { policy, owner: SPOC, waker: followers, log: LOG });
    this.seasons = createSeasonStore(prisma, followers);
    this.returns = createReportReturns(prisma, {
      ...{ applier, waker: followers, log: LOG },
      contactDaysBefore: policy.dates.contactDaysBefore,
      resolutions: policy.terms.resolutions,
    });
  }

  static async open(startsAt: string, policy: ProgramPolicy = mnsure): Promise<CycleOffice> {
    return new CycleOffice(await Service.start({ policy, startsAt }));
  }

  get prisma() {
    return this.service.prisma;
  }

  get postOffice() {
    return this.service.postOffice;
  }

  close(): Promise<void> {
    return this.service.stop();
  }

  goTo(at: string): Promise<void> {
    return this.service.goTo(at);
  }

  addOrganization(name: string): Promise<Organization> {
    const contactEmail = `${name}@example.org`;
    return this.service.addOrganization({ name, counties: ['27137'], contactEmail, capacity: 1_000 });
  }

  async addLead({ id }: Organization, sentAt: string): Promise<SentLead> {
    const [lead] = await this.addLeads([{ organizationId: id, sentAt }]);
    if (lead === undefined) throw new Error('no lead');
    return lead;
  }

  addLeads(leads: Parameters<typeof addSentLeads>[2]): Promise<SentLead[]> {
    return addSentLeads(this.prisma, this.service.policy, leads);
  }

  /** As the API makes it now, and what follows at once. */
  async beginSeason(
    name: string,
    dates: readonly PeriodDates[],
    more: Partial<Pick<NewSeason, 'summaryAt'>> = {},
  ): Promise<string> {
    const { policy } = this.service;
    const last = dates.at(-1);
    if (last === undefined) throw new Error('a season has periods');
    const season = {
      ...{ id: newId(), name, policyVersion: policy.version, summaryAt: summaryAt(policy, last.dueOn) },
      periods: dates.map((period) => ({ ...period, sendsAt: sendsAt(policy, period.sendOn) })),
      ...more,
    };
    await this.seasons.create(season, { actor: 'crm', at: this.service.now() });
    await this.service.followers.run();
    return season.id;
  }

  async move(seasonId: string, step: SeasonStep): Promise<void> {
    await this.seasons.move(step, 'Told so', { seasonId, actor: 'crm', at: this.service.now() });
    await this.service.followers.run();
  }

  season(id: string) {
    return this.prisma.season.findUniqueOrThrow({
      where: { id },
      include: { periods: { orderBy: { number: 'asc' } } },
    });
  }

  /** Null when it got none. */
  reportOf({ id: organizationId }: Organization, seasonId: string, number: number) {
    return this.prisma.report.findFirst({
      where: { organizationId, period: { seasonId, number } },
      include: { rows: { orderBy: { position: 'asc' } }, period: true },
    });
  }

  /** Of every report of the season, in the order of its periods, when it was sent. */
  async sendings(seasonId: string): Promise<(string | null)[]> {
    const { periods } = await this.prisma.season.findUniqueOrThrow({
      where: { id: seasonId },
      include: { periods: { orderBy: { number: 'asc' }, include: { reports: true } } },
    });
    return periods.map(({ reports: [report] }) => (report?.sentAt ? minute(report.sentAt) : null));
  }

  /** So many of the missing rows come back now by file, with `wrong` more that cannot be taken. */
  async giveBack(reportId: string, count: number, wrong = 0): Promise<void> {
    const at = this.service.now();
    const today = localDateIn(this.service.policy.calendar.zone, at);
    const [year, month, day] = today.split('-');
    const missing = await this.prisma.reportRow.findMany({
      where: { reportId, complete: false },
      orderBy: { position: 'asc' },
      take: count,
    });
    const { revision } = await this.prisma.report.findUniqueOrThrow({ where: { id: reportId } });
    const good = { contactMade: 'Y', contactDate: `${month}/${day}/${year}`, resolution: 'Eligible for MA' };
    const rows = [
      ...missing.map(({ id, referralId }) => ({ ...foundRow(id, good), reference: referralId })),
      ...Array.from({ length: wrong }, () => foundRow(newId(), good)),
    ];
    const workbook = foundWorkbook(rows, { reportId, revision });
    await this.returns.take({
      ...{
        id: newId(),
        reportId,
        workbook,
        digest: newId(),
        source: 'workbook',
        actor: 'assister',
        at,
        today,
      },
    });
    await this.service.followers.run();
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

  /** Kind and minute of every mail about the report that was taken, in order. */
  mailsOf(reportId: string): string[] {
    return this.postOffice.attempts
      .filter(({ headers, answer }) => headers['X-Report-Id'] === reportId && answer === 'sent')
      .map(({ kind, date }) => `${kind} ${minute(date)}`);
  }

  refuse(address: string): void {
    this.postOffice.answer(address, () => REFUSED);
  }

  escalations(
    where: NonNullable<Parameters<CycleOffice['prisma']['escalation']['findMany']>[0]>['where'] = {},
  ) {
    return this.prisma.escalation.findMany({ where, orderBy: { id: 'asc' } });
  }

  /** Its follower's latest plan. */
  plan(kind: 'report' | 'season', id: string): Plan {
    const plan = this.service.followers.plans.get(`${kind}-${id}`);
    if (plan === undefined) throw new Error(`the ${kind} has not been followed yet`);
    return plan;
  }

  rested(kind: 'report' | 'season', id: string): Plan['rest'] {
    return this.service.followers.rested.get(`${kind}-${id}`) ?? null;
  }

  /** Whether its follower has nothing left to wait for: its row is gone. */
  async atRest(kind: 'report' | 'season', id: string): Promise<boolean> {
    return (await this.prisma.follower.count({ where: { workflowId: `${kind}-${id}` } })) === 0;
  }
}
