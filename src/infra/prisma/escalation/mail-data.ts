import type { EscalationMailData } from '../../../activities/escalation/ports';
import type { LateReportData } from '../../../activities/report/ports';
import type { EscalationKind } from '../../../domain/escalation/kind';
import { escalationKind } from '../../../domain/escalation/stored';
import { MISSED } from '../../../domain/referral/evolve';
import { instant, type Instant } from '../../../domain/time';
import { MILESTONE_NAMES } from '../../../domain/vocabulary';
import { readCauseDetails, readEscalationRows, type EscalationRow } from './rows';
import { Prisma, type PrismaClient } from '../generated/client';

const LISTED_REFERRALS = 200;

export interface EscalationMailDeps {
  readonly countyName: (fips: string) => string;
  readonly lateReport: (reportId: string) => Promise<LateReportData>;
}

/** What an escalation's mail says, read when the mail is made. */
export async function readEscalationMail(
  prisma: PrismaClient,
  escalationId: string,
  { countyName, lateReport }: EscalationMailDeps,
): Promise<EscalationMailData> {
  const [row] = await readEscalationRows(prisma, {
    condition: Prisma.sql`e.id = ${escalationId}::uuid`,
    order: Prisma.sql`e.id`,
    limit: 1,
    listed: LISTED_REFERRALS,
  });
  if (row === undefined) throw new Error(`no escalation ${escalationId}`);
  const kind = escalationKind(row.reason, row.subject, row.wait_cause);
  return {
    kind,
    cause: await readCauseDetails(prisma, row),
    countyName: row.county_fips === null ? null : countyName(row.county_fips),
    assisterType: row.assister_type,
    organizationName: row.organization_name,
    owner: row.owner,
    openedAt: instant(row.opened_at),
    dueAt: instant(row.due_at),
    missedDeadlineAt: await missedDeadline(prisma, kind, row),
    referralIds: row.referral_ids,
    lateReport: row.report_id === null ? null : await lateReport(row.report_id),
  };
}

async function missedDeadline(
  prisma: PrismaClient,
  kind: EscalationKind,
  row: EscalationRow,
): Promise<Instant | null> {
  const name = MILESTONE_NAMES.find((milestone) => MISSED[milestone] === kind);
  if (name === undefined) return null;
  const missed = await prisma.milestone.findFirst({
    where: { name, assignment: { referralId: row.opened_by } },
    orderBy: { assignment: { hop: 'desc' } },
  });
  return missed === null ? null : instant(missed.dueAt);
}
